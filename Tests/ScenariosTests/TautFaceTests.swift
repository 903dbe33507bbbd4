import Foundation
import Scenarios
import Tensors
import TestSupport
import Testing

@Suite struct TautFaceTests {
  /// The atlas at a coarse mesh, upright and on its back.
  private func run(_ change: (inout Scenario.Tissue) -> Void) throws -> ScenarioResult {
    var tissue = Scenario.Tissue()
    change(&tissue)
    let scenario = Scenario(
      title: "Taut skin", tissue: tissue, resolution: .edge(12e-3),
      steps: [.init(id: "upright", posture: .upright), .init(id: "supine", posture: .supine)])
    var clock = StageClock()
    let prepared = try PreparedFace(
      scenario, folder: SharedData.meshes, meshes: SharedData.meshes, clock: &clock)
    return try scenario.run(on: prepared, threads: 2, clock: clock)
  }

  private func mean(_ result: ScenarioResult) throws -> Double {
    try #require(result.changes[0].zones.first { $0.zone == "face" }).mean
  }

  @Test func `loading the rest shape of a taut face leads back to the scan`() throws {
    let (slack, taut) = (try run { _ in }, try run { $0.skinTensionFactor = 1 })
    #expect(taut.rest.roundTripMaximum < 1e-6)
    #expect(taut.rest.factorizations == 1)
    #expect(taut.rest.holding.contains { $0.length > 1e-3 })
    #expect(slack.rest.holding.allSatisfy { $0 == .zero })
    // Taut skin resists: by a quarter of the mean way at a 6 mm mesh.
    let (a, b) = (try mean(taut), try mean(slack))
    #expect(a < 0.9 * b && a > 0.5 * b)
  }

  @Test func `a skin with fibres along the lines can be run, slack and taut`() throws {
    let text = """
      {"schema": "turgor.scenario/1", "title": "T", "steps": [{"id": "a", "posture": "supine"}],
       "tissue": {"layers": {"skin": {"law": "gasser-ogden-holzapfel", "shear_modulus_kPa": 6.36,
         "k1_kPa": 12.5, "k2": 0.1327, "kappa": 0.1404}}}}
      """
    let skin = try Scenario(parsing: Array(text.utf8), file: "t.json").tissue
    for factor in [0.0, 1] {
      let result = try run {
        $0 = skin
        $0.skinTensionFactor = factor
      }
      #expect(result.rest.roundTripMaximum < 1e-6)
      #expect(try mean(result) > 0.5e-3)
    }
  }
}
