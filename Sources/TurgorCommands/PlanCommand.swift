import Documents
import Foundation
import Planning
import Reports
import Scenarios

/// Finds the settings that reach a goal.
enum PlanCommand {
  static let declaration = CommandDeclaration(
    name: "plan",
    summary: "Find the settings of a treatment that reach a goal within limits",
    arguments: [.init("PLAN", help: "the plan file (JSON): settings, goal, limits")],
    options: [
      .init("output", "o", value: .path, help: "folder for the results (default: out)"),
      .init(
        "threads", "t", value: .integer(1...256), help: "threads for assembly (default: all cores)"),
      .json,
      .init("quiet", "q", help: "no progress, only warnings and errors"),
    ],
    examples: [
      (
        "turgor plan scenarios/plans/jowl.json -o out/jowl",
        "settings, the trade-off curve, and the scenario with the cheapest of them"
      ),
      ("turgor plan scenarios/plans/jowl.json --json -q", "all schedules for a program"),
    ])

  static func run(_ words: ParsedWords, console: Console) throws -> ExitCode {
    let plan = try Plan(ofFile: words.arguments[0])
    let folder = try RunFolder(path: words.text("output") ?? "out")
    let isQuiet = words.has("quiet")
    let answer = try plan.answer(
      meshes: try MeshesFolder.found(),
      threads: words.integer("threads") ?? ProcessInfo.processInfo.activeProcessorCount
    ) {
      guard !isQuiet else { return }
      console.note($0 == 0 ? "  the face" : "  schedule \($0)")
    }
    try folder.write(answer.table, to: "plan.csv")
    try folder.write(answer.chart.svg(), to: "trade-off.svg")
    if let settings = answer.chosen {
      try folder.write(text(try plan.scenario(with: settings)), to: "scenario.json")
    }
    let record = try text(answer.record)
    try folder.write(record, to: "plan.json")
    try folder.write("{ \"plan\": \"plan.json\" }\n", to: RunFolder.manifest)
    try folder.commit()
    if words.has("json") { console.data(record) } else { answer.lines.forEach(console.data) }
    console.note(
      "\(answer.count) schedules computed; results in \(folder.path.path). scenario.json has the settings: "
        + "turgor run gives its pictures and error bars, which are not in this search")
    return answer.isInReach ? .done : .unmet
  }

  private static func text(_ record: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(record), as: UTF8.self) + "\n"
  }
}
