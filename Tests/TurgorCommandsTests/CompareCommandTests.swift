import Foundation
import Testing

@testable import TurgorCommands

@Suite struct CompareCommandTests {
  @Test func `a folder that is no run is bad input, and says so`() {
    let result = turgor("compare", "/nowhere/at/all", "/nowhere/else")
    #expect(result.code == .badInput && result.output.isEmpty)
    #expect(result.error == "turgor: /nowhere/at/all: there is no such folder\n")
  }

  @Test func `a comparison does not take the place of a run`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "turgor-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let manifest = folder + "/manifest.json"
    try "{\"schema\": \"turgor.manifest/1\"}".write(
      toFile: manifest, atomically: true, encoding: .utf8)
    let result = turgor("compare", folder, folder, "-o", folder)
    #expect(result.code == .badInput)
    #expect(result.error.contains("holds a run, which a comparison does not replace"))
    #expect(FileManager.default.fileExists(atPath: manifest))
  }

  @Test func `schedules need a folder, each other, and names of their own`() {
    let alone = turgor("compare", "a.json", "b.json")
    #expect(alone.code == .usage && alone.error.contains("name a folder for the results with -o"))
    let mixed = turgor("compare", "a.json", "out/b", "-o", "out/c")
    #expect(mixed.code == .usage && mixed.error.contains("at least two scenarios"))
    let twice = turgor("compare", "a/one.json", "b/one.json", "-o", "out/c")
    #expect(twice.code == .usage && twice.error.contains("two scenarios are called one"))
    let finished = turgor("compare", "out/a", "out/b", "--resolution", "preview")
    #expect(finished.code == .usage && finished.error.contains("these runs have theirs"))
  }
}
