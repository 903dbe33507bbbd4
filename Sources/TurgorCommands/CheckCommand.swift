import Foundation
import Scenarios

/// Validates a scenario without solving it, and says what it comes to.
enum CheckCommand {
  static let declaration = CommandDeclaration(
    name: "check", summary: "Validate a scenario, show its plan and what it will need",
    arguments: [.init("SCENARIO", help: "the scenario file (JSON)")],
    options: [
      .resolution,
      .json,
    ],
    examples: [
      ("turgor check scenarios/gravity.json", "tissue with its sources, steps, memory and time"),
      ("turgor check scenarios/gravity.json --resolution fine --json", "the same for programs"),
    ])

  static func run(_ words: ParsedWords, console: Console) throws -> ExitCode {
    var scenario = try Scenario(contentsOf: words.arguments[0])
    if let resolution = try words.resolution() { scenario.resolution = resolution }
    try checkFiles(of: scenario.face)
    let plan = try ScenarioPlan(scenario, meshes: try MeshesFolder.found())
    if words.has("json") {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      console.data(String(decoding: try encoder.encode(plan), as: UTF8.self))
    } else {
      plan.lines.forEach(console.data)
    }
    let room = MemoryRoom.available()
    if let refusal = room.refusal(of: plan.estimate) { console.warn(refusal) }
    return .done
  }

  private static func checkFiles(of face: Scenario.Face) throws(CommandFailure) {
    for file in [face.surface, face.landmarks].compactMap({ $0 })
    where !FileManager.default.isReadableFile(atPath: file) {
      throw CommandFailure(.badInput, "\(file): there is no such file, or it may not be read")
    }
  }
}
