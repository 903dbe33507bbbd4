import Documents
import Foundation
import TestSupport
import Testing

@testable import Planning

/// Plans on an atlas coarse enough for a test.
@Suite(.serialized) struct PlanTests {
  private static func plan(_ members: String) throws -> Plan {
    let folder = FileManager.default.temporaryDirectory.appending(path: "plan-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try """
    {"schema": "turgor.scenario/1", "title": "T", "resolution": {"edge_mm": 16}, "steps": [
      {"id": "before", "posture": "upright"},
      {"id": "gel", "treat": {"filler": "ha-high-g-prime", "zone": "malar", "volume_mL": 0.4, "plane": "supraperiosteal"}}]}
    """.write(to: folder.appending(path: "s.json"), atomically: true, encoding: .utf8)
    let file = folder.appending(path: "p.json")
    try "{\"schema\": \"turgor.plan/1\", \"title\": \"T\", \"scenario\": \"s.json\", \(members)}"
      .write(to: file, atomically: true, encoding: .utf8)
    return try Plan(ofFile: file.path)
  }

  private static func problem(_ members: String) -> String {
    do {
      let plan = try plan(members)
      _ = try plan.answer(meshes: SharedData.meshes, threads: 1) { _ in }
      return ""
    } catch { return "\(error)" }
  }

  private static let volume =
    #""settings": [{"at": "/steps/1/treat/volume_mL", "from": 0.1, "to": 0.6}]"#

  private static func goal(_ least: Double) -> String {
    #""goal": {"step": "gel", "zone": "malar", "quantity": "normal_mean_mm", "at_least": \#(least)}"#
  }

  @Test(arguments: [
    (
      #""settings": [{"at": "/steps/4/treat/volume_mL", "from": 0, "to": 1}]"#, "a list of 2",
      true
    ),
    (
      #""settings": [{"at": "/steps/1/treat/volume_mL", "from": 1, "to": 0}]"#, "not more than",
      true
    ),
    (#""settings": [{"at": "/steps/1/treat/volume_mL", "from": 0.1, "to": 9}]"#, "0 to 5 mL", true),
    (
      #""settings": [{"at": "/steps/1/treat/volume_mL", "from": 0, "to": 1}], "cost": {"setting": "volume"}"#,
      "volume_mL", true
    ),
    (
      #""settings": [{"at": "/steps/1/treat/volume_mL", "from": 0, "to": 1}], "goal": {"step": "jel", "zone": "malar", "quantity": "normal_mean_mm", "at_least": 1}"#,
      "gel", false
    ),
    (
      #""settings": [{"at": "/steps/1/treat/volume_mL", "from": 0, "to": 1}], "goal": {"step": "gel", "device": "peak_C", "at_most": 1}"#,
      "no energy device", false
    ),
  ])
  func `what cannot be planned is refused, and why`(
    members: String, reason: String, needsGoal: Bool
  ) {
    #expect(Self.problem(members + (needsGoal ? ", " + Self.goal(0.1) : "")).contains(reason))
  }

  @Test func `the least gel for a goal is found, and what cannot be had is said`() throws {
    let plan = try Self.plan("\(Self.volume), \(Self.goal(0.25))")
    let answer = try plan.answer(meshes: SharedData.meshes, threads: 2) { _ in }
    let cheapest = try #require(answer.record.cheapest)
    // The guess aims a fifth of a hundredth inside.
    #expect(cheapest.goal >= 0.25 && cheapest.goal < 0.2525)
    #expect(answer.record.reaching[0].most == 0.6)
    #expect(abs(answer.record.reaching[0].least - cheapest.cost) < 0.004)
    let gains = answer.curve.map { answer.trials[$0].goal }
    #expect(gains == gains.sorted() && gains.count >= 4)
    let far = try Self.plan("\(Self.volume), \(Self.goal(9))")
    let out = try far.answer(meshes: SharedData.meshes, threads: 2) { _ in }
    #expect(!out.isInReach && out.record.farthest?.settings["volume_mL"] == 0.6)
    #expect(out.lines.contains { $0.contains("out of reach: at most") })
  }
}
