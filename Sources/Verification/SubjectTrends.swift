import Anatomy
import Foundation
import Scenarios

/// A3: how much more older, heavier and female faces give from upright to supine.
enum SubjectTrends {
  /// Mean edge of the skin in m at the two depths; differences of one face on one mesh need no fine one.
  private static func resolution(_ depth: Depth) -> Scenario.Resolution {
    depth == .quick ? .edge(14e-3) : .preview
  }

  static func verification(meshes: URL) -> VerificationCase {
    VerificationCase(
      "A3", "Growth of the posture change with age, weight and sex", kind: .validation,
      source:
        "60 people, doi:10.1007/s12663-021-01683-1; displacement for their distance of surfaces"
    ) { depth in
      func mean(_ age: Double, _ bmi: Double, _ sex: Sex) throws -> Double {
        try meanDisplacement(
          of: .init(ageInYears: age, sex: sex, bodyMassIndex: bmi), resolution(depth), meshes)
      }
      let usual = try mean(45, 24, .female)
      let years = try mean(65, 24, .female) - mean(25, 24, .female)
      let weight = try mean(45, 30, .female) - mean(45, 20, .female)
      let sexes = try usual - mean(45, 24, .male)
      return CaseOutcome([
        Comparison(
          "65 less 25 years", unit: "mm", reference: 0.8, result: years,
          allowed: .within(0.4...0.8),
          because: "95 % interval of the slope, 0.01 to 0.02 mm per year"),
        Comparison(
          "BMI 30 less 20", unit: "mm", reference: 0.3, result: weight, allowed: .within(0.1...0.5),
          because: "95 % interval of the slope, 0.01 to 0.05 mm per kg/m²"),
        Comparison(
          "female less male", unit: "mm", reference: 0.22, result: sexes,
          allowed: .within(0.13...0.31), because: "95 % interval of the difference"),
      ])
    }
  }

  /// Of the skin of the face, from upright to supine, in mm.
  private static func meanDisplacement(
    of subject: Scenario.Subject, _ resolution: Scenario.Resolution, _ meshes: URL
  ) throws -> Double {
    let scenario = Scenario(
      title: "From upright to supine", subject: subject, resolution: resolution,
      steps: [.init(id: "supine", posture: .supine)], views: [])
    var clock = StageClock()
    let prepared = try PreparedFace(scenario, folder: meshes, meshes: meshes, clock: &clock)
    let result = try scenario.run(on: prepared, threads: 2, clock: clock)
    return 1e3 * (result.steps[0].zones.first { $0.zone == "face" }?.mean ?? .nan)
  }
}
