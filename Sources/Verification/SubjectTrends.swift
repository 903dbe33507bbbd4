import Anatomy
import Foundation
import Scenarios

/// A3: how much more older, heavier and female faces give from upright to supine.
enum SubjectTrends {
  /// What two scans of a face tell, and what moved below that: means over the skin, in mm.
  private struct Change {
    var distance: Double
    var displacement: Double

    static func - (a: Change, b: Change) -> Change {
      Change(distance: a.distance - b.distance, displacement: a.displacement - b.displacement)
    }
  }

  /// Mean edge of the skin in m at the two depths; differences of one face on one mesh need no fine one.
  private static func resolution(_ depth: Depth) -> Scenario.Resolution {
    depth == .quick ? .edge(14e-3) : .preview
  }

  static func verification(meshes: URL) -> VerificationCase {
    VerificationCase(
      "A3", "Growth of the posture change with age, weight and sex", kind: .validation,
      source: "60 people scanned in both postures, doi:10.1007/s12663-021-01683-1"
    ) { depth in
      func change(_ age: Double, _ bmi: Double, _ sex: Sex) throws -> Change {
        try Self.change(
          of: .init(ageInYears: age, sex: sex, bodyMassIndex: bmi), resolution(depth), meshes)
      }
      let years = try change(65, 24, .female) - change(25, 24, .female)
      let weight = try change(45, 30, .female) - change(45, 20, .female)
      let sexes = try change(45, 24, .female) - change(45, 24, .male)
      func held(_ age: Double) throws -> Change {
        try Self.change(
          of: .init(ageInYears: age, sex: .female, bodyMassIndex: 24), resolution(depth), meshes,
          isHeld: true)
      }
      let heldYears = try held(65) - held(25)
      return CaseOutcome(
        rows(
          "65 less 25 years", years, reference: 0.8, 0.4...0.8, "0.01 to 0.02 mm per year")
          + rows(
            "65 less 25 years, with ligaments, skin tension and gliding planes", heldYears,
            reference: 0.8, 0.4...0.8, "0.01 to 0.02 mm per year")
          + rows(
            "BMI 30 less 20", weight, reference: 0.3, 0.1...0.5, "0.01 to 0.05 mm per kg/m²")
          + rows("women less men", sexes, reference: 0.22, 0.13...0.31, "0.13 to 0.31 mm"))
    }
  }

  private static func rows(
    _ name: String, _ change: Change, reference: Double, _ range: ClosedRange<Double>,
    _ interval: String
  ) -> [Comparison] {
    [
      Comparison(
        "\(name): distance of the surfaces", unit: "mm", reference: reference,
        result: change.distance, allowed: .within(range), because: "95 % interval, \(interval)"),
      Comparison(
        "\(name): displacement", unit: "mm", result: change.displacement, allowed: .untold,
        because: "what glides along the skin two scans do not show"),
    ]
  }

  /// From upright to supine.
  private static func change(
    of subject: Scenario.Subject, _ resolution: Scenario.Resolution, _ meshes: URL,
    isHeld: Bool = false
  ) throws -> Change {
    var scenario = Scenario(
      title: "From upright to supine", subject: subject, resolution: resolution,
      steps: [.init(id: "supine", posture: .supine)], views: [])
    if isHeld {
      (scenario.tissue.ligamentFactor, scenario.tissue.skinTensionFactor) = (1, 1)
      scenario.tissue.hasGlidingPlanes = true
    }
    var clock = StageClock()
    let prepared = try PreparedFace(scenario, folder: meshes, meshes: meshes, clock: &clock)
    let result = try scenario.run(on: prepared, threads: 2, clock: clock)
    let supine = result.steps[0]
    return Change(
      distance: 1e3 * result.meanSurfaceDistance(supine),
      displacement: 1e3 * (supine.zones.first { $0.zone == "face" }?.mean ?? .nan))
  }
}
