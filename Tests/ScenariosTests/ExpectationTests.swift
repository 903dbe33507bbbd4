import Foundation
import TestSupport
import Testing

@testable import Scenarios

/// The atlas' face from upright to supine, with what is expected of it.
private func scenario(_ expect: String) throws -> Scenario {
  let text = """
    { "schema": "turgor.scenario/1", "title": "T", "resolution": { "edge_mm": 16 },
      "steps": [ { "id": "upright", "posture": "upright" }, { "id": "supine", "posture": "supine" } ],
      "expect": [ \(expect) ] }
    """
  return try Scenario(parsing: Array(text.utf8), file: "a.json")
}

private func complaint(_ expect: String) -> String {
  do {
    _ = try scenario(expect)
    return ""
  } catch { return "\(error)" }
}

@Suite struct ExpectationTests {
  @Test func `is met by all of the numbers it means or not at all`() throws {
    let asked = try scenario(
      """
      { "step": "upright", "zone": "face", "quantity": "displacement_max_mm", "least": 0, "most": 0, "because": "b" },
      { "step": "supine", "zone": "jowl", "quantity": "lift_mean_mm", "least": 0, "most": 9, "because": "b" },
      { "step": "supine", "zone": "jowl", "quantity": "lift_mean_mm", "least": 8, "most": 9, "because": "b" },
      { "step": "supine", "zone": "face", "quantity": "volume_change_mL", "least": -50, "most": 50, "because": "b" },
      { "step": "supine", "measure": "brow-height_mm", "least": 0, "most": 9, "because": "b" }
      """)
    var clock = StageClock()
    let face = try PreparedFace(
      asked, folder: SharedData.meshes, meshes: SharedData.meshes, clock: &clock)
    let result = try asked.run(on: face, threads: 2, clock: clock)
    let outcomes = result.expectationOutcomes
    #expect(outcomes.map(\.isMet) == [true, true, false, true, true])
    #expect(outcomes.map { $0.values.count } == [1, 2, 2, 1, 2])
    #expect(outcomes[1].values.map(\.name) == ["jowl.left", "jowl.right"])
    let jowl = try #require(result.steps[1].zones.first { $0.zone == "jowl.left" })
    #expect(outcomes[1].values[0].value == 1e3 * jowl.lift)
    let whole = try #require(result.steps[1].zones.last)
    #expect(outcomes[3].values[0].value == 1e6 * whole.volumeChange)
  }

  @Test func `numbers that cannot be had meet nothing`() throws {
    let asked = try scenario(
      """
      { "step": "supine", "zone": "chin", "quantity": "lift_mean_mm", "least": 0, "most": 1, "because": "b" }
      """)
    let expectation = asked.expectations[0]
    let none = Expectation.Outcome(expectation: expectation, values: [])
    let unknown = Expectation.Outcome(expectation: expectation, values: [("chin", nil)])
    let edge = Expectation.Outcome(expectation: expectation, values: [("chin", 1)])
    #expect(!none.isMet && !unknown.isMet && edge.isMet)
    #expect("\(unknown)" == "supine: lift_mean_mm from 0 to 1: chin cannot be had")
  }

  @Test func `what cannot be expected is refused with its place`() {
    #expect(
      complaint(
        """
        { "step": "prone", "zone": "chin", "quantity": "lift_mean_mm", "least": 0, "most": 1, "because": "b" }
        """
      ).contains("expect[0].step: there is no step \"prone\"; steps: upright, supine"))
    #expect(
      complaint(
        """
        { "step": "supine", "zone": "chin", "quantity": "lift_mean_mm", "least": 2, "most": 1, "because": "b" }
        """
      ).contains("expect[0].least: 2.0 is more than \"most\", 1.0: nothing can be both"))
    #expect(
      complaint(
        """
        { "step": "supine", "zone": "chin", "least": 0, "most": 1, "because": "b" }
        """
      ).contains("expect[0].zone: a zone has many numbers: add \"quantity\""))
    #expect(
      complaint(
        """
        { "step": "supine", "measure": "brow-hight_mm", "least": 0, "most": 1, "because": "b" }
        """
      ).contains("did you mean \"brow-height_mm\"?"))
  }
}
