import Foundation

/// The cases with their answers, and what this version cannot be held to.
public enum VerificationSuite {
  /// - Parameter meshes: the folder of the atlas, for the cases on a face.
  /// - Returns: all cases, in the order of the report.
  public static func cases(meshes: URL) -> [VerificationCase] {
    let postures = AtlasPostures(meshes: meshes)
    return mathematics + [FaceConvergence.verification(postures)]
      + PostureTargets.verifications(postures) + [PatchRelease.verification(meshes: meshes)]
  }

  /// Those that need no files.
  public static let mathematics: [VerificationCase] = [
    PatchTest.verification, RigidMotion.verification, ManufacturedSolution.verification,
    HomogeneousStates.tension, HomogeneousStates.biaxial, HomogeneousStates.pureShear,
    HomogeneousStates.simpleShear, Torsion.verification, Bending.verification, Inflation.sphere,
    Inflation.tube, Lame.tubeVerification, Lame.sphereVerification, HangingSlab.single,
    HangingSlab.layered, ShearLag.verification, SkinCut.verification, HertzIndentation.verification,
    CookMembrane.verification, NAFEMSEllipse.verification, TreloarRubber.verification,
    CodeChecks.verification, LockingStudy.verification,
  ]

  /// Targets that are not part of this version.
  public static let absent: [AbsentCase] = [
    AbsentCase(
      ids: "B11, B12", title: "Viscoelastic shear and ramp", reason: "no viscosity yet"),
    AbsentCase(
      ids: "B17–B19", title: "Heat in layered tissue", reason: "no energy devices yet"),
    AbsentCase(
      ids: "A3", title: "Growth of the posture change with age and BMI",
      reason: "not testable yet: there are no presets by age or BMI"),
    AbsentCase(
      ids: "A4–A8", title: "Aspiration and suction on the face",
      reason: "not testable yet: no suction boundary in scenarios"),
    AbsentCase(
      ids: "A9", title: "Skin to failure", reason: "no failure; the skin law is for small loads"),
    AbsentCase(
      ids: "A11", title: "Traction on the fascia",
      reason: "not testable yet: no surgical pulls in scenarios"),
    AbsentCase(
      ids: "A12–A16", title: "Fillers, tightening, expression, relaxation",
      reason: "not testable yet: no treatments, muscles or time"),
  ]
}
