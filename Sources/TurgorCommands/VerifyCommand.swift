import Exports
import Foundation
import Rendering
import Reports
import Verification

/// Computes cases with known answers.
enum VerifyCommand {
  static let declaration = CommandDeclaration(
    name: "verify", summary: "Compute cases with known answers and say how far off they are",
    options: [
      .init("quick", help: "coarse meshes, a few minutes on two cores (default)"),
      .init("full", help: "three meshes where a rate is measured, the face at every resolution"),
      .init(
        "only", value: .text("ID"), help: "only this case, as in B5 or patch (may be repeated)",
        isRepeatable: true),
      .init(
        "faces", value: .path,
        help: "folder of scans NAME.ply with NAME.landmarks.json: rest shapes of all (with --full)"),
      .init(
        "febio", value: .path,
        help: "folder of FEBio decks with results: solve and compare them, and nothing else"),
      .init(
        "ccx", value: .path,
        help:
          "folder of a run, or a scenario: hand its face to CalculiX, compare zone by zone, and nothing else"
      ),
      .bulkToShear, .resolution,
      .init(
        "output", "o", value: .path, help: "folder for report.md, report.json and the plots"),
      .json,
    ],
    examples: [
      ("turgor verify --full -o out/verification", "everything, with report and plots"),
      ("turgor verify --febio febio-suite --only ma01", "one deck of FEBio against its result"),
      (
        "turgor verify --ccx scenarios/gravity.json --resolution preview",
        "the face in Turgor and in CalculiX"
      ),
    ])

  static func run(_ words: ParsedWords, console: Console) throws -> ExitCode {
    guard !(words.has("quick") && words.has("full")) else {
      throw UsageError(message: "--quick and --full exclude each other; give one")
    }
    if let path = words.text("febio") {
      return try compare(with: path, words, console: console)
    }
    if let path = words.text("ccx") { return try crossCheck(path, words, console: console) }
    for name in ["bulk-to-shear", "resolution"] where words.has(name) {
      throw UsageError(message: "--\(name) is for --ccx")
    }
    let faces = words.text("faces").map { URL(filePath: $0, directoryHint: .isDirectory) }
    let meshes = try MeshesFolder.found()
    let all = VerificationSuite.cases(
      meshes: meshes, scenarios: ScenariosFolder.find(beside: meshes), faces: faces)
    let depth: Depth = words.has("full") ? .full : .quick
    let cases = try chosen(words.texts("only"), of: all, depth: depth)
    if words.texts("only").isEmpty && cases.count < all.count {
      let left = all.filter { it in !cases.contains { $0.id == it.id } }.map(\.id)
      console.note(
        "left out of a quick run: \(left.joined(separator: ", ")); --full or --only computes them")
    }
    let folder = try words.text("output").map { path throws(RunFolderError) in
      try RunFolder(path: path)
    }
    let run = VerificationRun(cases, depth: depth) { verification in
      console.note("  \(verification.id): \(verification.title) …")
    }
    let json = try run.json(date: today(), version: Turgor.version)
    console.data(words.has("json") ? json : run.table)
    console.note(run.summary)
    if let folder {
      try write(run, json: json, to: folder)
      console.note("report in \(folder.path.path)")
    }
    return run.isVerified ? .done : .unmet
  }

  /// Solves the decks of a suite and compares them with FEBio's results.
  private static func compare(with path: String, _ words: ParsedWords, console: Console) throws
    -> ExitCode
  {
    let suite = try FEBioSuite(path: path)
    let wanted = words.texts("only")
    for name in wanted where !suite.problems.contains(where: { $0.name == name || $0.tier == name })
    {
      throw UsageError(message: "--only: there is no deck or group \"\(name)\" in \(path)")
    }
    let problems = suite.problems.filter {
      wanted.isEmpty || wanted.contains($0.name) || wanted.contains($0.tier)
    }
    let report = FEBioReport(
      rows: problems.map { problem in
        console.note("  \(problem.name) …")
        return suite.outcome(of: problem)
      })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let json = String(decoding: try encoder.encode(report), as: UTF8.self)
    let lines = TextTable(rows: report.table, words: [0, 1, 2, 8]).lines
    console.data(words.has("json") ? json : lines.joined(separator: "\n"))
    report.summary.forEach(console.note)
    if let path = words.text("output") {
      let folder = try RunFolder(path: path)
      try folder.write(report.markdown + "\n", to: "report.md")
      try folder.write(json, to: "report.json")
      try folder.write("{ \"report\": \"report.json\" }\n", to: RunFolder.manifest)
      try folder.commit()
    }
    return report.isMet ? .done : .unmet
  }

  /// Solves a face with CalculiX as well.
  private static func crossCheck(_ path: String, _ words: ParsedWords, console: Console) throws
    -> ExitCode
  {
    guard let calculix = Calculix() else {
      console.warn("skipped: \(Calculix.absence)")
      return .done
    }
    var scenario = try RecordedScenario(path, surface: nil, landmarks: nil).scenario
    if let resolution = try words.resolution() { scenario.resolution = resolution }
    let here = URL(
      filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
    let (check, face) = try CalculixFace.check(
      scenario, folder: here, meshes: try MeshesFolder.found(),
      bulkToShear: try words.bulkToShear() ?? CalculixFace.bulkToShear, with: calculix,
      note: console.note)
    let table = TextTable(rows: check.table, words: [0, 1]).lines.joined(separator: "\n")
    console.data(words.has("json") ? try check.json : table)
    face.remarks.forEach(console.note)
    if let largest = check.largest {
      console.note(
        String(
          format: "largest difference: %.2f %% of the displacement (%@, %@); %.0f %% are allowed",
          100 * largest.relative, largest.step, largest.zone, 100 * FaceCrossCheck.allowed))
    }
    if let path = words.text("output") {
      let folder = try RunFolder(path: path)
      try folder.write(table + "\n", to: "report.txt")
      try folder.write(try check.json, to: "report.json")
      try folder.write("{ \"report\": \"report.json\" }\n", to: RunFolder.manifest)
      try folder.commit()
    }
    return check.isMet ? .done : .unmet
  }

  private static func chosen(_ ids: [String], of all: [VerificationCase], depth: Depth)
    throws(UsageError) -> [VerificationCase]
  {
    for id in ids where !all.contains(where: { $0.id == id }) {
      throw UsageError(
        message: "--only: \"\(id)\" is not one of \(all.map(\.id).joined(separator: ", "))")
    }
    if ids.isEmpty { return all.filter { depth == .full || !$0.isLong } }
    return all.filter { ids.contains($0.id) }
  }

  private static func today() -> String {
    Date().formatted(.iso8601.year().month().day())
  }

  /// The report last: a folder without `manifest.json` is not a result.
  private static func write(_ run: VerificationRun, json: String, to folder: RunFolder) throws {
    let typeface = Typeface.find()
    for curves in run.records.flatMap({ $0.outcome?.curves ?? [] }) {
      let place = try folder.place(of: "plots/\(curves.name).png")
      try curves.plot.picture(typeface: typeface).write(toPNG: place.path)
    }
    for (name, text) in run.records.flatMap({ $0.outcome?.files ?? [:] }) {
      try folder.write(text, to: name)
    }
    try folder.write(
      run.markdown(date: today(), version: Turgor.version, pictures: "plots"), to: "report.md")
    try folder.write(json, to: "report.json")
    try folder.write("{ \"report\": \"report.json\" }\n", to: RunFolder.manifest)
    try folder.commit()
  }
}
