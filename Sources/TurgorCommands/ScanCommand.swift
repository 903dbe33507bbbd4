import Foundation
import Meshes
import Reports
import Scans

/// Reads a scan, repairs it, and says how far it can be used.
enum ScanCommand {
  static let declaration = CommandDeclaration(
    name: "scan", summary: "Judge and repair a scanned face",
    arguments: [.init("FILE", help: "the scan: PLY, OBJ, STL or GLB, in any unit and pose")],
    options: [
      .init("output", "o", value: .path, help: "folder for the repaired scan (default: none)"),
      .init(
        "unit", value: .choice(LengthUnit.allCases.map(\.rawValue)),
        help: "unit of the file (default: told by its size)"),
      .init(
        "largest-hole", value: .integer(0...200),
        help: "a hole wider than this in mm stays open (default: 50)"),
      .init(
        "max-triangles", value: .integer(1000...5_000_000),
        help: "a scan of more is thinned out (default: 150000)"),
      .json,
    ],
    examples: [
      ("turgor scan face.ply", "what is wrong with a scan, and what was done about it"),
      ("turgor scan face.glb -o repaired --json", "repaired/scan.ply in mm, the report as JSON"),
    ])

  static func run(_ words: ParsedWords, console: Console) throws -> ExitCode {
    let path = words.arguments[0]
    do {
      let file = try SurfaceReader.readUnrepaired(URL(fileURLWithPath: path))
      let scan = try ScanRepair.repair(
        file.surface, unit: words.text("unit").flatMap(LengthUnit.init) ?? file.unit,
        limits: limits(words), file: URL(fileURLWithPath: path).lastPathComponent)
      if let folder = words.text("output") { try write(scan, to: folder, console: console) }
      let report = ScanReport(scan)
      if words.has("json") {
        console.data(try report.json())
      } else {
        report.text.forEach(console.data)
        scan.warnings.forEach(console.warn)
      }
      return .done
    } catch let error as SurfaceFileError {
      return try refuse("\(error)", words, console)
    } catch let error as ScanError {
      return try refuse("\(error)", words, console)
    }
  }

  private static func limits(_ words: ParsedWords) -> RepairLimits {
    var limits = RepairLimits()
    if let hole = words.integer("largest-hole") { limits.largestHole = Double(hole) * 1e-3 }
    if let triangles = words.integer("max-triangles") { limits.triangles = triangles }
    return limits
  }

  private static func refuse(_ reason: String, _ words: ParsedWords, _ console: Console) throws
    -> ExitCode
  {
    if words.has("json") { console.data(try ScanReport.json(ofRefusal: reason)) }
    throw CommandFailure(.badInput, reason)
  }

  private static func write(_ scan: RepairedScan, to folder: String, console: Console) throws {
    let url = URL(fileURLWithPath: folder, isDirectory: true)
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure(.temporary, "\(folder): \(error.localizedDescription)")
    }
    var inMillimetres = scan.surface
    for i in inMillimetres.positions.indices { inMillimetres.positions[i] *= 1e3 }
    let file = url.appendingPathComponent("scan.ply")
    do {
      try PLYWriter.write(
        inMillimetres, to: file, comments: ["repaired by Turgor \(Turgor.version)", "units mm"])
    } catch {
      throw CommandFailure(.temporary, "\(error)")
    }
    console.note("wrote \(file.relativePath)")
  }
}
