import Anatomy
import Foundation
import Scenarios

/// Whether what the authors of the shipped scenarios expect comes out.
enum ScenarioExpectations {
  /// Mean edge of the skin in m at the two depths; what is expected holds for any mesh.
  private static func resolution(_ depth: Depth) -> Scenario.Resolution {
    depth == .quick ? .edge(14e-3) : .preview
  }

  static func verification(of file: URL, meshes: URL) -> VerificationCase {
    let name = file.deletingPathExtension().lastPathComponent
    return VerificationCase(
      "scenario-\(name)", "scenarios/\(file.lastPathComponent): what its author expects",
      source: "the reasons stand in the file", isLong: false
    ) { depth in
      var scenario = try Scenario(contentsOf: file.path)
      scenario.resolution = resolution(depth)
      scenario.views = []
      var clock = StageClock()
      let folder = file.deletingLastPathComponent()
      let prepared = try PreparedFace(scenario, folder: folder, meshes: meshes, clock: &clock)
      let result = try scenario.run(on: prepared, threads: 2, clock: clock)
      return CaseOutcome(result.expectationOutcomes.flatMap(comparisons))
    }
  }

  /// A row per number that is meant; one that is none where there is no number at all.
  private static func comparisons(_ outcome: Expectation.Outcome) -> [Comparison] {
    let expectation = outcome.expectation
    let values = outcome.values.isEmpty ? [(name: "nothing", value: nil)] : outcome.values
    return values.map { name, value in
      Comparison(
        "\(expectation.step), \(name): \(expectation.subject.quantity)",
        unit: expectation.subject.unit, result: value ?? .nan,
        allowed: .within(expectation.range), because: expectation.reason)
    }
  }
}
