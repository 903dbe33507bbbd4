import Foundation
import Testing

@testable import TurgorCommands

@Suite struct ExportCommandTests {
  /// A coarse face, in a folder that is removed after the test.
  private static func withScenario(_ body: (_ folder: URL, _ scenario: String) throws -> Void)
    throws
  {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "export-\(UUID().uuidString)", directoryHint: .isDirectory)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let scenario = folder.appending(path: "coarse.json")
    let text = """
      { "schema": "turgor.scenario/1", "title": "Coarse", "tissue": { "preset": "adult" },
        "resolution": { "edge_mm": 28 },
        "steps": [ { "id": "supine", "posture": "supine" },
                   { "id": "firm", "elasticity": { "chin": { "skin": { "factor": 2 } } } } ] }
      """
    try Data(text.utf8).write(to: scenario)
    try body(folder, scenario.path)
  }

  @Test func `a deck says what it cannot say, and which steps are left out`() throws {
    try Self.withScenario { folder, scenario in
      let file = folder.appending(path: "face.inp").path
      let result = turgor(
        "export", scenario, "--format", "inp", "-o", file, "--json", "--bulk-to-shear", "20",
        "--deviation")
      #expect(result.code == .done)
      #expect(result.error.contains("left out, for their tissue is not that of the face"))
      let record = try #require(
        JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
      #expect(record["steps"] as? [String] == ["supine"])
      #expect(record["left_out"] as? [String] == ["firm"])
      let told = try #require(record["not_expressed"] as? [[String: String]])
      #expect(told.count >= 4)
      let deviations = try #require(record["deviations"] as? [[String: Any]])
      #expect(deviations.count == 1)
      let relative = try #require(deviations.first?["relative"] as? Double)
      // Springs as cells, K/μ = 20 for 500, no pressure: some percent on a coarse face.
      #expect(relative > 1e-4 && relative < 0.2)
      let deck = try String(contentsOfFile: file, encoding: .utf8)
      for difference in told { #expect(deck.contains(difference["what"] ?? "–")) }
      let mesh = folder.appending(path: "face.vtu").path
      #expect(
        turgor("export", scenario, "--format", "vtu", "--step", "firm", "-o", mesh).code == .done)
    }
  }

  @Test func `what makes no sense is refused`() throws {
    try Self.withScenario { folder, scenario in
      #expect(turgor("export", scenario).code == .usage)
      #expect(
        turgor("export", scenario, "--format", "vtu", "--bulk-to-shear", "20").code == .usage)
      #expect(turgor("export", scenario, "--format", "msh", "--deviation").code == .usage)
      let step = turgor("export", scenario, "--format", "inp", "--step", "prone")
      #expect(step.code == .usage && step.error.contains("is not one of as-captured, supine, firm"))
      let empty = turgor("export", folder.path, "--format", "inp")
      #expect(empty.code == .badInput && empty.error.contains("holds no manifest.json"))
      #expect(turgor("verify", "--bulk-to-shear", "20").code == .usage)
    }
  }
}
