import Anatomy
import Foundation
import Meshes
import Rendering
import Reports
import Scans
import Scenarios

/// Lays the atlas onto every scan of a folder and draws a contact sheet.
enum FacesCommand {
  static let declaration = CommandDeclaration(
    name: "faces", summary: "Lay the atlas onto every scan of a folder and draw what is left over",
    arguments: [
      .init(
        "FOLDER",
        help: "scans, each with NAME.landmarks.json in mm; NAME_x.ply may use that of NAME")
    ],
    options: [
      .init("output", "o", value: .path, help: "the picture (default: faces.png)"),
      .init("width", value: .integer(64...2048), help: "pixels across one view (default: 300)"),
      .init("threads", "t", value: .integer(1...256), help: "processor cores (default: all)"),
      .json,
    ],
    examples: [
      ("turgor faces scans -o faces.png", "scan beside registered atlas, a table on the terminal"),
      ("turgor faces scans --json > residuals.json", "the figures for a program"),
    ])

  static func run(_ words: ParsedWords, console: Console) throws -> ExitCode {
    let meshes = try MeshesFolder.found()
    let folder = URL(filePath: words.arguments[0], directoryHint: .isDirectory)
    let pairs = try scans(in: folder, shown: words.arguments[0])
    let entries = try register(pairs, meshes: meshes, console: console)
    guard !entries.isEmpty else {
      throw CommandFailure(.badInput, "\(words.arguments[0]): no scan of this folder can be used")
    }
    console.data(words.has("json") ? try json(entries) : table(entries))
    let typeface = Typeface.find()
    if typeface == nil { console.warn(Typeface.missingWarning) }
    let path = words.text("output") ?? "faces.png"
    let threads = words.integer("threads") ?? ProcessInfo.processInfo.activeProcessorCount
    try RegistrationSheet(entries: entries.map(\.entry), width: words.integer("width") ?? 300)
      .draw(typeface: typeface, threads: threads).write(toPNG: path)
    console.note("wrote \(path)")
    return entries.count == pairs.count ? .done : .failedRows
  }

  // MARK: - Finding

  /// Names that a scan may end in.
  static let extensions = ["ply", "obj", "stl", "glb"]

  /// The scans that have landmarks, by name.
  static func scans(in folder: URL, shown: String) throws -> [(scan: URL, landmarks: URL)] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
      throw CommandFailure(.badInput, "\(shown): there is no such folder, or it cannot be read")
    }
    let pairs = names.sorted().compactMap { name -> (scan: URL, landmarks: URL)? in
      let scan = folder.appending(path: name)
      guard extensions.contains(scan.pathExtension.lowercased()) else { return nil }
      return landmarksName(for: scan.deletingPathExtension().lastPathComponent, among: names)
        .map { (scan, folder.appending(path: $0)) }
    }
    guard !pairs.isEmpty else {
      throw CommandFailure(
        .badInput,
        "\(shown): no scan (\(extensions.joined(separator: ", "))) with NAME.landmarks.json beside it"
      )
    }
    return pairs
  }

  /// `NAME.landmarks.json`, else that of the name without its last part after `_`.
  private static func landmarksName(for stem: String, among names: [String]) -> String? {
    let file = stem + ".landmarks.json"
    if names.contains(file) { return file }
    return stem.lastIndex(of: "_").flatMap { landmarksName(for: String(stem[..<$0]), among: names) }
  }

  // MARK: - Registering

  /// What is shown, and how long it took in s.
  struct Row: Sendable {
    var entry: RegistrationSheet.Entry
    var seconds: Double
  }

  /// Scans that cannot be used are named in a warning and left out.
  private static func register(
    _ pairs: [(scan: URL, landmarks: URL)], meshes: URL, console: Console
  ) throws -> [Row] {
    let atlas = try AtlasFiles.atlas(in: meshes)
    let marks = try ScanLandmarks.read(meshes.appending(path: AtlasFiles.landmarks))
    let engine = try SurfaceRegistration(atlas: atlas.surface, landmarks: marks)
    return pairs.compactMap { pair in
      let name = pair.scan.lastPathComponent
      do {
        let file = try SurfaceReader.readUnrepaired(pair.scan)
        let scan = try ScanRepair.repair(file.surface, unit: file.unit, file: name).surface
        let landmarks = try ScanLandmarks.read(pair.landmarks)
        let clock = ContinuousClock()
        let start = clock.now
        let registration = try engine.register(to: scan, landmarks: landmarks)
        let seconds = (clock.now - start) / .seconds(1)
        let frame =
          HeadFrame(landmarks: landmarks)
          ?? HeadFrame(
            axes: registration.similarity.rotation, origin: registration.similarity.translation)
        return Row(
          entry: .init(name: name, scan: scan, registration: registration, frame: frame),
          seconds: seconds)
      } catch {
        console.warn("\(name) is left out: \(error)")
        return nil
      }
    }
  }

  // MARK: - Telling

  /// The figures as a Markdown table.
  private static func table(_ rows: [Row]) -> String {
    let head = [
      "| scan | median mm | 95 % mm | 99 % mm | covered | time s | least quality | folds |",
      "|---|---|---|---|---|---|---|---|",
    ]
    return
      (head
      + rows.map { row in
        let found = row.entry.registration
        return String(
          format: "| %@ | %.3f | %.2f | %.2f | %.1f %% | %.1f | %.2f | %d |", row.entry.name,
          1e3 * found.medianResidual, 1e3 * found.residual95,
          1e3 * found.residual(atPart: 0.99), 100 * found.coverage, row.seconds,
          found.quality.leastTriangleQuality, found.newFolds.count)
      }).joined(separator: "\n")
  }

  /// The figures of a scan, the unit in every name.
  private struct Figures: Encodable {
    var scan: String
    var median_mm, percentile95_mm, percentile99_mm, covered_fraction, time_s: Double
    var least_quality: Double
    var new_folds: Int
  }

  private static func json(_ rows: [Row]) throws -> String {
    let figures = rows.map { row in
      let found = row.entry.registration
      return Figures(
        scan: row.entry.name, median_mm: 1e3 * found.medianResidual,
        percentile95_mm: 1e3 * found.residual95,
        percentile99_mm: 1e3 * found.residual(atPart: 0.99), covered_fraction: found.coverage,
        time_s: row.seconds, least_quality: found.quality.leastTriangleQuality,
        new_folds: found.newFolds.count)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return String(decoding: try encoder.encode(figures), as: UTF8.self)
  }
}
