import Foundation

extension VerificationRun {
  /// Name and version of the format of `json`.
  public static let schema = "turgor.verification/1"

  private struct Document: Encodable {
    var schema: String
    var version: String
    var date: String
    var depth: Depth
    var passes: Bool
    var cases: [Case]
    var absent: [Absent]
  }

  private struct Case: Encodable {
    var id: String
    var title: String
    var kind: VerificationCase.Kind
    var source: String
    var passes: Bool
    var cpu_s: Double
    var failure: String?
    var results: [Row]
    var tables: [Table]
    var curves: [Curves]
  }

  private struct Row: Encodable {
    var quantity: String
    var unit: String
    var reference: Double?
    var result: Double?
    var error: Double?
    var allowed: String
    var reason: String
    var verdict: Comparison.Verdict
  }

  private struct Table: Encodable {
    var title: String
    var columns: [String]
    var rows: [[String]]
  }

  private struct Curves: Encodable {
    var title: String
    var size: String
    var error: String
    var curves: [Curve]
  }

  private struct Curve: Encodable {
    var name: String
    var sizes: [Double]
    var errors: [Double?]
  }

  private struct Absent: Encodable {
    var ids: String
    var title: String
    var reason: String
  }

  /// The run as JSON.
  ///
  /// - Parameters:
  ///   - date: as `2026-11-21`.
  ///   - version: of the program.
  /// - Returns: the text; numbers that are none are null.
  /// - Throws: what the encoder throws.
  public func json(date: String, version: String) throws -> String {
    let document = Document(
      schema: Self.schema, version: version, date: date, depth: depth, passes: isVerified,
      cases: records.map(Self.encoded),
      absent: VerificationSuite.absent.map {
        Absent(ids: $0.ids, title: $0.title, reason: $0.reason)
      })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(document), as: UTF8.self)
  }

  private static func encoded(_ record: Record) -> Case {
    func number(_ value: Double) -> Double? { value.isFinite ? value : nil }
    let outcome = record.outcome ?? CaseOutcome()
    return Case(
      id: record.verification.id, title: record.verification.title,
      kind: record.verification.kind, source: record.verification.source, passes: record.passes,
      cpu_s: (100 * record.cpuSeconds).rounded() / 100, failure: record.failure,
      results: outcome.comparisons.map {
        Row(
          quantity: $0.quantity, unit: $0.unit, reference: $0.reference.flatMap(number),
          result: number($0.result), error: $0.error.flatMap(number), allowed: text($0.allowance),
          reason: $0.reason, verdict: $0.verdict)
      },
      tables: outcome.tables.map { Table(title: $0.title, columns: $0.columns, rows: $0.rows) },
      curves: outcome.curves.map { curves in
        Curves(
          title: curves.title, size: curves.sizeLabel, error: curves.errorLabel,
          curves: curves.curves.map {
            Curve(name: $0.name, sizes: $0.sizes, errors: $0.errors.map(number))
          })
      })
  }
}
