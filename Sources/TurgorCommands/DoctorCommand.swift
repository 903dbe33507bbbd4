import Foundation

/// Says what this build is, what it runs on, and what is wrong with that.
enum DoctorCommand {
  static let declaration = CommandDeclaration(
    name: "doctor", summary: "Check this build, its libraries and this machine",
    options: [.json],
    examples: [
      ("turgor doctor", "what to look at first when something is slow or odd"),
      ("turgor doctor --json > doctor.json", "the same, to send along with a report"),
    ])

  static func run(_ words: ParsedWords, console: Console) throws -> ExitCode {
    let report = DoctorReport.current()
    if words.has("json") {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      console.data(String(decoding: try encoder.encode(report), as: UTF8.self))
    } else {
      console.data(report.text)
    }
    for warning in report.warnings { console.warn(warning) }
    return .done
  }
}
