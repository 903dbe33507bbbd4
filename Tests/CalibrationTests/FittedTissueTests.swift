import Anatomy
import Documents
import Foundation
import Scenarios
import TestSupport
import Testing

@testable import Calibration

/// The shipped example: what it was made of is known.
@Suite struct FittedTissueTests {
  private static let example = SharedData.meshes.appending(path: "../Examples/cheek.readings.json")
  /// Factors on the preset for the parameters of the example, in their order.
  private static let truth = [1.5, 0.7, 1, 1.3, 1.25, 0.8].map { log($0) }

  private func zone(_ detail: Readings.Detail) throws -> ProbedZone {
    var readings = try Readings(contentsOf: Self.example.path)
    readings.detail = detail
    return try ProbedZone(readings, meshes: SharedData.meshes)
  }

  /// A minute: a fit takes about six evaluations of two curves.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["TURGOR_LONG_TESTS"] != nil))
  func `the example is found again within its intervals, and goes into a scenario`() throws {
    let fit = try FittedTissue(try zone(.coarse))
    #expect(fit.failure == nil && !fit.isUnreached)
    for (parameter, truth) in zip(fit.parameters, Self.truth) {
      let off = log(parameter.value / parameter.start) - truth
      // The coarse mesh adds to what the interval holds; 3 deviations.
      #expect(abs(off) < 3 * parameter.deviation + 0.05, "\(parameter.parameter.name)")
      #expect(parameter.deviation <= parameter.priorDeviation * (1 + 1e-9))
    }
    // Cups see the skin; of the SMAS they say next to nothing.
    #expect(fit.parameters[0].deviation < 0.5 * fit.parameters[0].priorDeviation)
    #expect(fit.parameters[2].deviation > 0.7 * fit.parameters[2].priorDeviation)
    #expect(!fit.unseen.isEmpty)

    let start = """
      { "schema": "turgor.scenario/1", "title": "t", "steps": [ { "id": "a", "posture": "supine" } ],
        "tissue": { "zones": { "cheek.left": { "skin": { "thickness_mm": 1.7,
          "reading": { "device": "shear-wave-elastography", "young_modulus_kPa": 30 } } } } } }
      """
    let tree = try StrictJSON(parsing: Array(start.utf8), file: "s.json").tree
    let text = try JSONEncoder().encode(fit.merged(into: tree))
    let scenario = try Scenario(parsing: Array(text), file: "merged.json")
    let cheek = try #require(ZoneSelection(name: "cheek.left"))
    let skin = try #require(scenario.tissue.zones[cheek]?[.skin])
    #expect(skin.thickness?.mean == 1.7e-3 && skin.reading == nil)
    #expect(abs((skin.shearModulus?.mean ?? 0) / fit.parameters[0].value - 1) < 1e-12)
    #expect(scenario.tissue.relaxation.strength == fit.parameters[4].value)
    #expect(scenario.tissue.relaxation.slowness == fit.parameters[5].value)

    let charts = fit.charts
    #expect(charts.map(\.name) == ["fit.svg"])
    #expect(charts[0].chart.series.count == 2 * fit.curves.count)
  }
}
