extension VerificationRun {
  /// The report.
  ///
  /// - Parameters:
  ///   - date: as `2026-11-21`.
  ///   - version: of the program.
  ///   - pictures: folder of the plots, relative to the report.
  /// - Returns: Markdown.
  public func markdown(date: String, version: String, pictures: String) -> String {
    let seconds = records.reduce(0) { $0 + $1.cpuSeconds }
    var parts = [
      """
      # Verification and validation, \(date)

      `turgor verify --\(depth.rawValue)`, turgor \(version): \(summary). \(Int(seconds)) s of processor time.

      **Verification** asks whether the equations are solved: references are mathematics, a miss is a defect.
      **Validation** asks whether they are the right equations: references are measurements on people, a miss means
      that this is not to be believed yet. Tolerances are derived, not fitted; each row says from what.
      """
    ]
    parts += records.map { section($0, pictures: pictures) }
    parts.append(
      "## Not part of this version\n\n"
        + Self.markdownTable(
          columns: ["targets", "what", "why"],
          rows: VerificationSuite.absent.map { [$0.ids, $0.title, $0.reason] }))
    return parts.joined(separator: "\n\n") + "\n"
  }

  private func section(_ record: Record, pictures: String) -> String {
    let verification = record.verification
    var parts = [
      "## \(verification.id): \(verification.title)",
      "Reference: \(verification.source). \(Int(record.cpuSeconds.rounded(.up))) s.",
    ]
    if let failure = record.failure { parts.append("**No result**: \(failure)") }
    guard let outcome = record.outcome else { return parts.joined(separator: "\n\n") }
    if !outcome.comparisons.isEmpty {
      parts.append(
        Self.markdownTable(
          columns: [
            "quantity", "unit", "reference", "result", "error", "allowed", "verdict", "why",
          ],
          rows: outcome.comparisons.map { row($0, verification.kind) }))
    }
    for table in outcome.tables {
      parts.append("\(table.title):")
      parts.append(Self.markdownTable(columns: table.columns, rows: table.rows))
    }
    parts += outcome.curves.map { "![\($0.title)](\(pictures)/\($0.name).png)" }
    return parts.joined(separator: "\n\n")
  }

  private func row(_ comparison: Comparison, _ kind: VerificationCase.Kind) -> [String] {
    let verdict = Self.verdictText(comparison, kind)
    return [
      comparison.quantity, comparison.unit, Self.text(comparison.reference),
      Self.text(comparison.result), Self.errorText(comparison), Self.text(comparison.allowance),
      comparison.verdict == .missed ? "**\(verdict)**" : verdict, comparison.reason,
    ]
  }

  static func markdownTable(columns: [String], rows: [[String]]) -> String {
    func line(_ cells: [String]) -> String {
      "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
    }
    return ([line(columns), "|" + columns.map { _ in "---|" }.joined()] + rows.map(line))
      .joined(separator: "\n")
  }
}
