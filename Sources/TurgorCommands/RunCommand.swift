import Foundation
import Scenarios

/// Computes a scenario.
enum RunCommand {
  static let declaration = CommandDeclaration(
    name: "run", summary: "Compute a scenario: displacements, tables and pictures",
    arguments: [.init("SCENARIO", help: "the scenario file (JSON)")],
    options: [
      .init("output", "o", value: .path, help: "folder for the results (default: out)"),
      .init("surface", value: .path, help: "scanned surface, in place of the scenario's"),
      .init(
        "landmarks", value: .path, help: "landmarks of that surface (default: found from its shape)"
      ),
      .landmark,
      .resolution,
      .init(
        "max-memory", value: .integer(1...100_000_000),
        help: "in MB; a run that needs more is refused (default: what the machine has)"),
      .init(
        "threads", "t", value: .integer(1...256),
        help: "threads for assembly and pictures (default: all cores)"),
      .init(
        "resume",
        help:
          "go on where an interrupted run of the same input stopped; nothing to do if it finished"
      ),
      .init("fhir", help: "also findings.fhir.json, for clinic systems (FHIR R4)"),
      .init("log", value: .path, help: "file for the iterations of the solver (CSV)"),
      .init("json", help: "progress and manifest as JSON lines on standard output"),
      .init("quiet", "q", help: "no progress, only warnings and errors"),
    ] + OptionDeclaration.qualities,
    examples: [
      (
        "turgor run scenarios/gravity.json -o out/gravity",
        "the atlas face, sitting up and on its back"
      ),
      (
        "turgor run scenarios/gravity.json -o out/gravity --resume",
        "go on after an interruption: what was solved is not solved again"
      ),
      (
        "turgor run scenarios/gravity.json --surface face.ply --resolution preview",
        "the same for a scanned face, quickly"
      ),
    ])

  static func run(_ words: ParsedWords, console: Console) throws -> ExitCode {
    let quality = try words.quality()
    let file = try ScenarioFile(contentsOf: words.arguments[0])
    var scenario = file.scenario
    if let surface = words.text("surface") {
      // Landmarks of another surface would be wrong without notice.
      scenario.face = .init(surface: surface, landmarks: nil)
    }
    if let landmarks = words.text("landmarks") {
      guard scenario.face.surface != nil else {
        throw UsageError(message: "--landmarks needs --surface, or a scenario with a surface")
      }
      scenario.face.landmarks = landmarks
    }
    let marked = try words.markedLandmarks()
    if !marked.isEmpty && scenario.face.surface == nil {
      throw UsageError(message: "--landmark needs --surface, or a scenario with a surface")
    }
    scenario.face.markedLandmarks = marked
    if let resolution = try words.resolution() { scenario.resolution = resolution }
    if let quality { scenario.quality = quality }
    let request = RunRequest(
      scenario: scenario, file: file, scenarioPath: words.arguments[0],
      output: words.text("output") ?? "out",
      threads: words.integer("threads") ?? ProcessInfo.processInfo.activeProcessorCount,
      log: words.text("log"), memory: .allowed(words), resumes: words.has("resume"),
      wantsFindings: words.has("fhir"), printsJSON: words.has("json"), isQuiet: words.has("quiet"))
    return try runScenario(request, console: console)
  }
}

/// What `turgor run` was asked for.
struct RunRequest: Sendable, Equatable {
  /// With the overrides of the command line.
  var scenario: Scenario
  var file: ScenarioFile
  var scenarioPath: String
  /// Folder for the results.
  var output: String
  var threads: Int
  /// File for the iterations of the solver; none when nil.
  var log: String?
  var memory: MemoryRoom
  /// Whether to go on where an interrupted run stopped.
  var resumes: Bool
  /// Whether the findings for clinic systems are written.
  var wantsFindings: Bool
  /// Whether progress and manifest go to standard output as JSON lines.
  var printsJSON: Bool
  var isQuiet: Bool
}
