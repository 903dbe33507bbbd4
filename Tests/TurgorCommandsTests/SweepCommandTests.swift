import Foundation
import Testing

@testable import TurgorCommands

struct SweepCommandTests {
  @Test func `check counts the runs and says what they need`() throws {
    let (code, output) = try check(
      #""axes": [{"pointer": "/steps/1/treat/energy_J", "values": [0.5, 0.7, 0.9]}]"#)
    #expect(code == .done)
    #expect(output.contains("runs        3\n"))
    #expect(output.contains("energy_J: 3 values at /steps/1/treat/energy_J"))
    #expect(output.contains("faces       1 to be prepared"))
  }

  @Test func `a combination that cannot be run is bad input before anything is computed`() throws {
    let (code, _) = try check(
      #""axes": [{"pointer": "/steps/1/treat/energy_J", "values": [0.5, 70]}]"#)
    #expect(code == .badInput)
  }

  @Test(arguments: [
    ["sweep", "check"], ["sweep", "stop", "out"], ["sweep", "status", "out", "--slurm"],
    ["sweep", "rerun", "out"],
    ["sweep", "run", "a", "b"], ["sweep", "submit", "a"],
  ])
  func `a command line that makes no sense is refused`(words: [String]) {
    #expect(turgor(words: words).code == .usage)
  }

  @Test func `a folder that is none of a sweep is bad input`() {
    #expect(
      turgor("sweep", "status", FileManager.default.temporaryDirectory.path).code == .badInput)
  }

  @Test func `the schema has every key`() {
    let table = turgor("schema", "sweep", "--markdown").output
    for key in [
      "axes[].pointer", "sampling.saltelli.count", "table.columns[].column", "limits.time_s",
    ] {
      #expect(table.contains("| `\(key)` |"))
    }
  }

  private static let scenario = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../../scenarios/ultrasound.json").standardizedFileURL.path

  private func check(_ members: String) throws -> (code: ExitCode, output: String) {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).json")
    defer { try? FileManager.default.removeItem(at: file) }
    let text = #"""
      {"schema": "turgor.sweep/1", "title": "t", "scenario": "\#(Self.scenario)",
       "resolution": "preview", \#(members)}
      """#
    try Data(text.utf8).write(to: file)
    let result = turgor("sweep", "check", file.path)
    return (result.code, result.output)
  }
}
