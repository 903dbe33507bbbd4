import Foundation

/// The cases with their answers, and what this version cannot be held to.
public enum VerificationSuite {
  /// - Parameters:
  ///   - meshes: the folder of the atlas, for the cases on a face.
  ///   - scenarios: files whose expectations are to be met.
  ///   - faces: a folder of scans with landmarks, for the rest shapes; nil to take the atlas alone.
  /// - Returns: all cases, in the order of the report.
  public static func cases(meshes: URL, scenarios: [URL] = [], faces: URL? = nil)
    -> [VerificationCase]
  {
    let postures = AtlasPostures(meshes: meshes)
    return mathematics + [
      FaceConvergence.verification(postures), FaceBalance.verification(postures),
      RestShapeTable.verification(postures, faces: faces),
      CalculixFace.verification(meshes: meshes),
    ] + PostureTargets.verifications(postures) + [
      SubjectTrends.verification(meshes: meshes), DecadesOfGravity.verification(meshes: meshes),
      Aspiration.verification(postures), SuctionScales.verification(postures),
      SuctionRecoil.verification(postures), MembraneSuction.verification(postures),
      ReadingsRecovery.verification(meshes: meshes),
      PatchRelease.verification(meshes: meshes),
      FascialTraction.verification(postures), FillerTargets.surfaceCoefficient(meshes: meshes),
      FillerTargets.sagging(meshes: meshes), FillerTargets.retention(meshes: meshes),
      TighteningTargets.radiofrequency(meshes: meshes), TighteningTargets.fatness(meshes: meshes),
      LiftTargets.cones(meshes: meshes), LiftTargets.graftedLift(meshes: meshes),
      LiftTargets.skinLift(meshes: meshes),
    ] + TreatedTissue.verifications(meshes: meshes)
      + scenarios.map { ScenarioExpectations.verification(of: $0, meshes: meshes) }
  }

  /// Those that need no files.
  public static let mathematics: [VerificationCase] = [
    PatchTest.verification, RigidMotion.verification, ManufacturedSolution.verification,
    HomogeneousStates.tension, HomogeneousStates.biaxial, HomogeneousStates.pureShear,
    HomogeneousStates.simpleShear, Torsion.verification, Bending.verification, Inflation.sphere,
    Inflation.tube, Lame.tubeVerification, Lame.sphereVerification, HangingSlab.single,
    HangingSlab.layered, ShearLag.verification, SkinCut.verification, HertzIndentation.verification,
    CookMembrane.verification, NAFEMSEllipse.verification, TreloarRubber.verification,
    CodeChecks.verification, ClosedCycle.verification, LockingStudy.verification,
    EllipsoidShell.verification, RelaxingShear.step, RelaxingShear.ramp, CreepingSlab.verification,
    CreepingSlab.relaxation, ProbeClosedForms.verification, HeatClosedForms.step,
    HeatClosedForms.perfusion, HeatClosedForms.damage,
  ]

  /// Targets that are not part of this version.
  public static let absent: [AbsentCase] = [
    AbsentCase(
      ids: "A9", title: "Skin to failure", reason: "no failure; the skin law is for small loads"),
    AbsentCase(
      ids: "A15", title: "Expression", reason: "not testable yet: no muscles"),
  ]
}
