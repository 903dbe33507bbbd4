import Foundation
import Testing

@testable import TurgorCommands

private let example = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "Examples/pulled-brick.model.json")

@Suite struct SolveCommandTests {
  @Test func `a model is solved and its results written`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "solve-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = turgor("solve", example.path, "-o", folder.path, "--json")
    #expect(result.code == .done)
    let record = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(record["nodes"] as? Int == 8)
    for file in [
      "nodes.csv", "elements.csv", "fields/step-0002.vtu", "fields/steps.pvd", "manifest.json",
    ] {
      #expect(FileManager.default.fileExists(atPath: folder.appending(path: file).path), "\(file)")
    }
  }

  @Test func `the mixed formulation refuses what it cannot do`() {
    let result = turgor("solve", example.path, "--formulation", "mixed")
    #expect(result.code == .badInput)
    #expect(
      result.error.contains("the mixed formulation cannot solve this model")
        && result.error.contains("leave out --formulation mixed"))
    #expect(turgor("solve", example.path, "--formulation", "reduced").code == .usage)
  }

  @Test func `tables can be had at an earlier time`() throws {
    let result = turgor("solve", example.path, "--at", "0.5", "--json")
    #expect(result.code == .done && result.output.contains("\"time\" : 0.5"))
    #expect(turgor("solve", example.path, "--at", "7").code == .badInput)
    #expect(turgor("solve", example.path, "--at", "-1").code == .usage)
  }

  @Test func `a deck that is not understood is bad input with its line`() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).inp")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("*NODE\n1, 0, 0, 0\n*SHELL SECTION\n".utf8).write(to: file)
    let result = turgor("solve", file.path)
    #expect(result.code == .badInput)
    #expect(result.error.contains(":3:1: *SHELL SECTION: Turgor does not understand this keyword"))
  }

  @Test func `the page of decks has the keys of the model`() throws {
    let page = example.deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Documentation/how-to/decks.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let table = turgor("schema", "model", "--markdown").output
    #expect(text.contains(table), "paste what `turgor schema model --markdown` prints")
  }
}
