import Foundation

extension VerificationRun {
  /// A number for tables: four significant digits; a dash where there is none to be had.
  static func text(_ value: Double?) -> String {
    guard let value else { return "–" }
    guard value.isFinite else { return "no number" }
    if value == 0 { return "0" }
    let size = abs(value)
    return String(format: size < 1e-3 || size >= 1e5 ? "%.2e" : "%.5g", value)
  }

  /// The allowance in words.
  static func text(_ allowance: Comparison.Allowance) -> String {
    switch allowance {
    case .absolute(let limit): "±" + text(limit)
    case .relative(let limit): "±" + text(100 * limit) + " %"
    case .within(let range): "\(text(range.lowerBound)) to \(text(range.upperBound))"
    case .untold: "–"
    }
  }

  /// Error as a part of the reference, or in its unit where that is zero.
  static func errorText(_ comparison: Comparison) -> String {
    guard let part = comparison.relativeError else { return text(comparison.error) }
    return text(100 * part) + " %"
  }

  /// The verdict of a comparison in a word.
  static func verdictText(_ comparison: Comparison, _ kind: VerificationCase.Kind) -> String {
    switch (comparison.verdict, kind) {
    case (.met, .verification): "pass"
    case (.missed, .verification): "FAIL"
    case (.met, .validation): "met"
    case (.missed, .validation): "missed"
    case (.told, _): "told"
    }
  }

  /// Lines of a table for the terminal: a block per case.
  public var table: String {
    var lines: [String] = []
    for record in records {
      let word =
        switch (record.passes, record.verification.kind) {
        case (true, .verification): "pass"
        case (false, .verification): "FAIL"
        case (true, .validation): "met"
        case (false, .validation): "missed"
        }
      lines.append("\(record.verification.id)  \(record.verification.title)  [\(word)]")
      if let failure = record.failure { lines.append("    no result: \(failure)") }
      for comparison in record.outcome?.comparisons ?? [] {
        let unit = comparison.unit == "1" ? "" : " " + comparison.unit
        let reference = comparison.reference.map {
          " for \(Self.text($0))\(unit), error \(Self.errorText(comparison))"
        }
        lines.append(
          "    \(Self.verdictText(comparison, record.verification.kind))  \(comparison.quantity):"
            + " \(Self.text(comparison.result))" + (reference ?? unit)
            + ", allowed \(Self.text(comparison.allowance))")
      }
    }
    lines += VerificationSuite.absent.map { "\($0.ids)  \($0.title)  [\($0.reason)]" }
    return lines.joined(separator: "\n")
  }

  /// One line that sums it up.
  public var summary: String {
    let judged = records.flatMap { record in
      (record.outcome?.comparisons ?? []).map { (record.verification.kind, $0.verdict) }
    }
    func count(_ kind: VerificationCase.Kind, _ verdict: Comparison.Verdict) -> Int {
      judged.count { $0.0 == kind && $0.1 == verdict }
    }
    let failures = records.count { $0.outcome == nil }
    return "verification: \(count(.verification, .met)) results pass,"
      + " \(count(.verification, .missed)) fail; validation: \(count(.validation, .met)) met,"
      + " \(count(.validation, .missed)) missed"
      + (failures > 0 ? "; \(failures) cases gave no result" : "")
  }
}
