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
    summary: "Compare runs with each other, or a run with a later scan of the person",
    arguments: [
      .init("RUN", help: "folder of a finished run, as given to turgor run -o"),
      .init(
        "OTHER", help: "folders of the runs it is compared with", isRequired: false,
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
      .json,
    ] + OptionDeclaration.views(usual: "front and left-oblique"),
    examples: [
      (
        "turgor compare out/soft out/firm -o out/soft-firm",
        "what was asked for differently, and what came of it, zone by zone"
      ),
      (
        "turgor compare out/none out/soft out/firm -o out/three",
        "each against the first, and sheets of all three in one scale with the zones below"
      ),
      (
        "turgor compare out/patient --step supine --actual later.ply -o out/outcome",
        "how far the person really is from the prediction"
      ),
    ])

  static func run(_ words: ParsedWords, console: Console) throws -> ExitCode {
    let output = try words.text("output").map { try folder($0, words: words) }
    let run = try RunRecord(path: words.arguments[0])
    if words.arguments.count > 1 {
      try refuseScanOptions(words)
      let quantities = try words.skinQuantities() ?? [.lift]
      let others = try words.arguments.dropFirst().map { try RunRecord(path: $0) }
      let set = try RunSetComparison(run, others)
      return try tell(words, console, text: set.text, json: set.json) {
        try output.map { folder in
          try set.write(
            to: folder, quantities: quantities, views: try words.views() ?? [.front, .leftOblique],
            width: words.integer("width") ?? 420,
            typeface: foundTypeface(console), threads: words.threads, warn: console.warn)
        }
      }
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
