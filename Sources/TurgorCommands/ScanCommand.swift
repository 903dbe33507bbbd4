import Anatomy
import Foundation
import Meshes
import Provenance
import Rendering
import Reports
import Scans
import Scenarios

/// Reads a scan, repairs it, and says zone by zone how far it can be used.
enum ScanCommand {
  static let declaration = CommandDeclaration(
    name: "scan", summary: "Judge and repair a scanned face",
    arguments: [.init("FILE", help: "the scan: PLY, OBJ, STL or GLB, in any unit and pose")],
    options: [
      .init(
        "output", "o", value: .path,
        help: "folder for the repaired scan and the picture (default: none)"),
      .init("picture", value: .path, help: "the picture of the verdict alone (PNG)"),
      .init(
        "landmarks", value: .path, help: "landmarks of the scan (default: found from its shape)"),
      .landmark,
      .init(
        "unit", value: .choice(LengthUnit.allCases.map(\.rawValue)),
        help: "unit of the file (default: told by its size)"),
      .init(
        "largest-hole", value: .integer(0...200),
        help: "a hole wider than this in mm stays open (default: 50)"),
      .init(
        "max-triangles", value: .integer(1000...5_000_000),
        help: "a scan of more is thinned out (default: 150000)"),
      .init("all-zones", help: "also the zones that are good"),
      .init("threads", "t", value: .integer(1...256), help: "for the picture (default: all cores)"),
      .json,
    ],
    examples: [
      ("turgor scan face.ply", "what a scan is worth, and what to capture again"),
      ("turgor scan face.glb -o judged --json", "judged/scan.ply in mm, judged/scan.png, JSON"),
    ])

  static func run(_ words: ParsedWords, console: Console) throws -> ExitCode {
    let marked = try words.markedLandmarks()
    let meshes = try MeshesFolder.found()
    let url = URL(fileURLWithPath: words.arguments[0])
    do {
      let file = try SurfaceReader.readUnrepaired(url)
      let scan = try ScanRepair.repair(
        file.surface, unit: words.text("unit").flatMap(LengthUnit.init) ?? file.unit,
        limits: limits(words), file: url.lastPathComponent)
      let input = try LaidScan.Input(
        scan, landmarks: words.text("landmarks").map { URL(fileURLWithPath: $0) }, marked: marked)
      let judged = try JudgedScan(input, meshes: meshes)
      try write(judged, name: Scenario.caseCode(ofScan: SHA256Digest(ofFile: url)), words, console)
      return try tell(judged, name: url.lastPathComponent, words, console)
    } catch let error as SurfaceFileError {
      return try refuse("\(error)", words, console)
    } catch let error as ScanError {
      return try refuse("\(error)", recapture: [ScanJudgement.wholeFace], words, console)
    } catch let error as RegistrationError {
      return try refuse("\(error)", words, console)
    } catch let error as LandmarkError {
      return try refuse("\(error)", words, console)
    }
  }

  private static func limits(_ words: ParsedWords) -> RepairLimits {
    var limits = RepairLimits()
    if let hole = words.integer("largest-hole") { limits.largestHole = Double(hole) * 1e-3 }
    if let triangles = words.integer("max-triangles") { limits.triangles = triangles }
    return limits
  }

  // MARK: - Telling

  private static func tell(
    _ judged: JudgedScan, name: String, _ words: ParsedWords, _ console: Console
  ) throws -> ExitCode {
    if words.has("json") {
      console.data(try judged.report.json())
    } else {
      judged.report.text(showsAllZones: words.has("all-zones")).forEach(console.data)
      judged.scan.warnings.forEach(console.warn)
    }
    guard let refusal = judged.judgement.refusal else { return .done }
    let advice = judged.judgement.recapture.joined(separator: "; ")
    throw CommandFailure(.badInput, "\(name): refused: \(refusal); recapture: \(advice)")
  }

  private static func refuse(
    _ reason: String, recapture: [String] = [], _ words: ParsedWords, _ console: Console
  ) throws -> ExitCode {
    if words.has("json") {
      // The JSON goes on to other systems: what the files are called stays here.
      let named = [words.arguments[0], words.text("landmarks") ?? ""]
      let anonymous = zip(named, ["scan", "landmarks"]).reduce(reason) { text, file in
        let name = URL(fileURLWithPath: file.0).lastPathComponent
        return file.0.isEmpty ? text : text.replacingOccurrences(of: name, with: file.1)
      }
      console.data(try ScanReport.json(ofRefusal: anonymous, recapture: recapture))
    }
    throw CommandFailure(.badInput, reason)
  }

  // MARK: - Writing

  private static func write(
    _ judged: JudgedScan, name: String, _ words: ParsedWords, _ console: Console
  ) throws {
    var pictures = words.text("picture").map { [$0] } ?? []
    if let folder = words.text("output") {
      let url = URL(fileURLWithPath: folder, isDirectory: true)
      try writeSurface(judged.scan, to: url, console)
      pictures.append(url.appendingPathComponent("scan.png").relativePath)
    }
    if pictures.isEmpty { return }
    let typeface = Typeface.find()
    if typeface == nil { console.warn(Typeface.missingWarning) }
    let picture = ScanVerdictPicture(judged, name: name).draw(
      typeface: typeface,
      threads: words.integer("threads") ?? ProcessInfo.processInfo.activeProcessorCount)
    for path in pictures {
      try picture.write(toPNG: path)
      console.note("wrote \(path)")
    }
  }

  private static func writeSurface(_ scan: RepairedScan, to folder: URL, _ console: Console) throws
  {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure(.temporary, "\(folder.relativePath): \(error.localizedDescription)")
    }
    var inMillimetres = scan.surface
    for i in inMillimetres.positions.indices { inMillimetres.positions[i] *= 1e3 }
    let file = folder.appendingPathComponent("scan.ply")
    do {
      try PLYWriter.write(
        inMillimetres, to: file, comments: ["repaired by Turgor \(Turgor.version)", "units mm"])
    } catch {
      throw CommandFailure(.temporary, "\(error)")
    }
    console.note("wrote \(file.relativePath)")
  }
}
