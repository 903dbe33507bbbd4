import Foundation
import Reports

/// A comparison as JSON: `--json`, and the manifest of its folder.
struct RunComparisonReport: Encodable {
  struct Side: Encodable {
    var title: String
    var turgor: String
    var unmatched_steps: [String]
  }
  struct Row: Encodable {
    var step: String
    var zone: String?
    var quantity: String?
    var measure: String?
    var side: String?
    var unit: String?
    var a: Double?
    var b: Double?
    var difference: Double?
    var difference_95: Double?
    var distinguishable: Bool?
  }

  var schema = "turgor.comparison/1"
  var a: Side
  var b: Side
  var case_differences: [String]
  var same_face: Bool
  var error_bars: RunComparison.ErrorBars
  var zones: [Row]
  var measures: [Row]
}

extension RunComparison {
  /// The comparison as JSON.
  public func json() throws -> String { try ComparisonJSON.text(report) }

  var report: RunComparisonReport {
    func side(_ run: RunRecord, _ unmatched: [String]) -> RunComparisonReport.Side {
      .init(title: run.manifest.title, turgor: run.manifest.turgor, unmatched_steps: unmatched)
    }
    func row(_ step: String, _ number: NumberDifference) -> RunComparisonReport.Row {
      .init(
        step: step, a: number.a, b: number.b, difference: number.difference.map(Self.rounded),
        difference_95: number.bar.map(Self.rounded), distinguishable: number.isDistinguishable)
    }
    return RunComparisonReport(
      a: side(a, unmatched.a), b: side(b, unmatched.b), case_differences: differences,
      same_face: isSameFace, error_bars: errorBars,
      zones: zones.map { zone in
        var row = row(zone.step, zone.number)
        (row.zone, row.quantity) = (zone.zone, zone.quantity)
        return row
      },
      measures: measures.map { measure in
        var row = row(measure.step, measure.number)
        (row.measure, row.side, row.unit) = (measure.measure, measure.side, measure.unit)
        return row
      })
  }

  /// The tables of runs have four to five digits; a difference has no more.
  private static func rounded(_ value: Double) -> Double { (1e6 * value).rounded() / 1e6 }
}

/// How comparisons are written as JSON.
enum ComparisonJSON {
  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }
}
