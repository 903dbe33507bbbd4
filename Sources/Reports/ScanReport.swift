import Foundation
import Scans
import Tensors

/// What was done to a scan before it could be used, as a table and as JSON.
///
/// The quality of zones and the landmarks found will be further keys and a further table here.
public struct ScanReport: Encodable {
  struct Repair: Encodable {
    var kind: RepairReport.Kind
    var count: Int
    var size_mm: Double?
    /// In the axes of the file.
    var at_mm: [Double]?
    var note: String?
  }

  var verdict: RepairedScan.Verdict
  var unit: String
  var triangles: Int
  var area_cm2: Double
  var mean_edge_mm: Double
  var repairs: [Repair]
  var warnings: [String]

  public init(_ scan: RepairedScan) {
    verdict = scan.verdict
    unit = scan.unit.rawValue
    triangles = scan.surface.triangles.count
    area_cm2 = Self.rounded(scan.area * 1e4, 0.1)
    mean_edge_mm = Self.rounded(scan.meanEdge * 1e3, 0.001)
    repairs = scan.report.lines.map { line in
      Repair(
        kind: line.kind, count: line.count,
        size_mm: line.size.map { Self.rounded($0 * 1e3, 0.001) },
        at_mm: line.place.map { p in (0..<3).map { Self.rounded(p[$0] * 1e3, 0.1) } },
        note: line.note.isEmpty ? nil : line.note)
    }
    warnings = scan.warnings
  }

  /// To a multiple of `step`, where 1/step is a power of ten: no digits that mean nothing.
  private static func rounded(_ value: Double, _ step: Double) -> Double {
    let inverse = (1 / step).rounded()
    return (value * inverse).rounded() / inverse
  }

  /// The report as JSON.
  public func json() throws -> String { try Self.encoded(self) }

  /// The answer for a scan that cannot be used.
  public static func json(ofRefusal reason: String) throws -> String {
    try encoded(["verdict": "unusable", "reason": reason])
  }

  private static func encoded(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// The lines of the text: what it is, the table of repairs, the verdict.
  public var text: [String] {
    var lines = [
      "unit \(unit) · \(triangles) triangles · area \(area_cm2) cm² · mean edge \(mean_edge_mm) mm",
      "",
    ]
    let rows = repairs.map { repair in
      [
        "\(repair.count)", repair.kind.title, repair.size_mm.map { Self.text($0) } ?? "",
        repair.at_mm.map { $0.map { Self.text($0) }.joined(separator: ", ") } ?? "",
        repair.note ?? "",
      ]
    }
    lines += Self.table(
      [["count", "what", "size mm", "at x, y, z mm", ""]] + rows, rightAligned: [0, 2])
    let why = warnings.isEmpty ? "" : ": see the warnings"
    lines += ["", "verdict: \(verdict.rawValue)\(why)"]
    return lines
  }

  private static func text(_ value: Double) -> String { String(format: "%.1f", value) }

  private static func table(_ rows: [[String]], rightAligned: Set<Int>) -> [String] {
    let widths = (0..<5).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let blanks = String(repeating: " ", count: widths[column] - cell.count)
        return rightAligned.contains(column) ? blanks + cell : cell + blanks
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
