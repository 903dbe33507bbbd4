import Comparisons
import Foundation
import Meshes
import Provenance
import Rendering
import Reports
import Scans
import Scenarios

/// Compares runs with each other, or a run with a later scan of the person.
enum CompareCommand {
  static let declaration = CommandDeclaration(
    name: "compare",
    summary: "Compare runs or schedules with each other, or a run with a later scan of the person",
    arguments: [
      .init(
        "RUN",
        help: "folder of a finished run, as given to turgor run -o, or a scenario to run first"),
      .init(
        "OTHER", help: "folders or scenarios that it is compared with", isRequired: false,
        isRepeatable: true),
    ],
    options: [
      .init("output", "o", value: .path, help: "folder for tables and pictures (default: none)"),
      .init("step", value: .text("ID"), help: "step of the run that the later scan shows"),
      .init(
        "actual", value: .path, help: "the later scan: PLY, OBJ, STL or GLB, in any unit and pose"),
      .init(
        "landmarks", value: .path,
        help: "landmarks of the later scan (default: found from its shape)"),
      .init(
        "unit", value: .choice(LengthUnit.allCases.map(\.rawValue)),
        help: "unit of the later scan (default: told by its size)"),
      .init(
        "maps", value: .text("LIST"),
        help: "of the sheets of runs side by side, as in lift,normal (default: lift)"),
      .init(
        "width", value: .integer(64...2048),
        help: "pixels across one picture of these sheets (default: 420)"),
      .init(
        "threads", "t", value: .integer(1...256), help: "for the pictures (default: all cores)"),
      .resolution,
      .json,
    ] + OptionDeclaration.views(usual: "front and left-oblique"),
    examples: [
      (
        "turgor compare out/none out/soft out/firm -o out/three",
        "what was asked for differently and what came of it, each against the first, and sheets of all in one scale"
      ),
      (
        "turgor compare ultrasound.json threads.json --resolution preview -o out/choice",
        "runs both on one face into out/choice/ultrasound and threads, then compares them"
      ),
      (
        "turgor compare out/patient --step supine --actual later.ply -o out/outcome",
        "how far the person really is from the prediction"
      ),
    ])

  static func run(_ words: ParsedWords, console: Console) throws -> ExitCode {
    if words.arguments.contains(where: { $0.hasSuffix(".json") }) {
      return try compareSchedules(words, console: console)
    }
    guard !words.has("resolution") else {
      throw UsageError(
        message: "--resolution is for scenarios that are run first; these runs have theirs")
    }
    let output = try words.text("output").map { try folder($0, words: words) }
    let run = try RunRecord(path: words.arguments[0])
    if words.arguments.count > 1 {
      try refuseScanOptions(words)
      let others = try words.arguments.dropFirst().map { try RunRecord(path: $0) }
      return try tell(try RunSetComparison(run, others), words, console, output: output)
    }
    guard let step = words.text("step"), let actual = words.text("actual") else {
      throw UsageError(
        message: "compare needs a second run, or --step ID and --actual SCAN for a later scan")
    }
    let outcome = try compare(run, step: step, with: actual, words)
    outcome.warnings.forEach(console.warn)
    return try tell(words, console, text: outcome.text, json: outcome.json) {
      guard let output else { return nil }
      try outcome.write(to: output, typeface: foundTypeface(console), threads: words.threads)
    }
  }

  /// Beside the folders of the schedules.
  private static let comparisonName = "comparison"

  /// Runs the schedules, on one face where they have one, each into a folder of its own, and compares them.
  private static func compareSchedules(_ words: ParsedWords, console: Console) throws -> ExitCode {
    try refuseScanOptions(words)
    guard let output = words.text("output") else {
      throw UsageError(message: "scenarios are run first: name a folder for the results with -o")
    }
    let names = words.arguments.map { URL(filePath: $0).deletingPathExtension().lastPathComponent }
    guard words.arguments.allSatisfy({ $0.hasSuffix(".json") }), names.count > 1 else {
      throw UsageError(
        message: "compare takes either folders of runs, or at least two scenarios NAME.json")
    }
    if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw UsageError(
        message: "two scenarios are called \(twice): their results would lie in one folder")
    }
    guard !names.contains(comparisonName) else {
      throw UsageError(
        message:
          "\(comparisonName) is the folder of the comparison: call the scenario something else")
    }
    let resolution = try words.resolution()
    // All are read before the first is run.
    let requests = try zip(words.arguments, names).map { path, name in
      let file = try ScenarioFile(contentsOf: path)
      var scenario = file.scenario
      scenario.resolution = resolution ?? scenario.resolution
      return RunRequest(
        scenario: scenario, file: file, scenarioPath: path, output: "\(output)/\(name)",
        threads: words.threads, log: nil, memory: .available(), resumes: false,
        wantsFindings: false, printsJSON: false, isQuiet: words.has("json"))
    }
    let face = FaceAtHand(isShared: true)
    let records = try requests.map { request in
      _ = try runScenario(request, console: console, on: face)
      return try RunRecord(path: request.output)
    }
    let set = try RunSetComparison(records[0], Array(records.dropFirst()))
    return try tell(
      set, words, console, output: try folder("\(output)/\(comparisonName)", words: words))
  }

  /// Writes what came of a comparison of runs, and prints it.
  private static func tell(
    _ set: RunSetComparison, _ words: ParsedWords, _ console: Console, output: RunFolder?
  ) throws -> ExitCode {
    let quantities = try words.skinQuantities() ?? [.lift]
    return try tell(words, console, text: set.text, json: set.json) {
      try output.map { folder in
        try set.write(
          to: folder, quantities: quantities, views: try words.views() ?? [.front, .leftOblique],
          width: words.integer("width") ?? 420,
          typeface: foundTypeface(console), threads: words.threads, warn: console.warn)
      }
    }
  }

  private static func refuseScanOptions(_ words: ParsedWords) throws(UsageError) {
    for name in ["step", "actual", "landmarks", "unit"] where words.has(name) {
      throw UsageError(
        message: "--\(name) is for a later scan and goes with one run, found "
          + "\(words.arguments.count) folders")
    }
  }

  private static func compare(
    _ run: RunRecord, step: String, with file: String, _ words: ParsedWords
  ) throws -> OutcomeComparison {
    let meshes = try MeshesFolder.found()
    let url = URL(fileURLWithPath: file)
    let read = try SurfaceReader.readUnrepaired(url)
    let unit = words.text("unit").flatMap(LengthUnit.init) ?? read.unit
    let scan = try ScanRepair.repair(read.surface, unit: unit, file: url.lastPathComponent)
    let input = try LaidScan.Input(
      scan, landmarks: words.text("landmarks").map { URL(fileURLWithPath: $0) }, marked: [:])
    do {
      let code = Scenario.caseCode(ofScan: SHA256Digest(ofFile: url))
      return try OutcomeComparison(of: run, step: step, actual: input, name: code, meshes: meshes)
    } catch let error as RefusedScan {
      throw CommandFailure(.badInput, "\(error)")
    }
  }

  /// Results go to files first: what is printed then is there.
  private static func tell(
    _ words: ParsedWords, _ console: Console, text: [String], json: () throws -> String,
    write: () throws -> Void?
  ) throws -> ExitCode {
    let isWritten = try write() != nil
    if words.has("json") { console.data(try json()) } else { text.forEach(console.data) }
    if isWritten, let path = words.text("output") { console.note("results in \(path)") }
    return .done
  }

  /// The folder for the results, which may take the place of a comparison but never of a run.
  private static func folder(_ path: String, words: ParsedWords) throws -> RunFolder {
    let manifest = URL(filePath: path).appending(path: RunFolder.manifest)
    if FileManager.default.fileExists(atPath: manifest.path), !ComparisonFolder.holdsOne(path) {
      throw CommandFailure(
        .badInput,
        "\(path): holds a run, which a comparison does not replace; choose another folder with -o")
    }
    return try RunFolder(path: path)
  }
}
