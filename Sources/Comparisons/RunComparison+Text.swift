import Reports

extension RunComparison {
  /// Differences of at most this, in mm or mL, are not listed in text: a tenth of what the best scanner sees.
  static let leastShown = 0.01

  /// What the terminal shows: what was asked for differently, zones step by step, measures.
  public var text: [String] {
    Array(([heading] + steps.map(zoneTable) + [measureTable]).joined(separator: [""]))
  }

  private var heading: [String] {
    var lines = ["A  \(a.path): \(a.manifest.title)", "B  \(b.path): \(b.manifest.title)", ""]
    lines +=
      differences.isEmpty
      ? ["The same case was asked for in both."]
      : ["What differs between the cases:"] + differences.map { "  \($0)" }
    for (name, ids) in [("A", unmatched.a), ("B", unmatched.b)] where !ids.isEmpty {
      lines.append("steps of \(name) alone, not compared: \(ids.joined(separator: ", "))")
    }
    lines.append("differences are B − A; \(errorBars.sentence)")
    return lines
  }

  private func zoneTable(of step: String) -> [String] {
    let names = zones.filter { $0.step == step && $0.quantity == Self.quantities[0] }.map(\.zone)
    let rows = names.compactMap { zone -> [String]? in
      let shown = ["displacement_mean_mm", "normal_mean_mm", "lift_mean_mm", "volume_change_mL"]
      let numbers = shown.map { number(of: $0, in: zone, step: step) }
      let differs = numbers.contains { abs($0.difference ?? 0) > Self.leastShown }
      guard differs else { return nil }
      let mean = numbers[0]
      return [zone, mean.a.cell(2), mean.b.cell(2), change(mean), bar(mean)]
        + numbers.dropFirst().map(change) + [mean.isDistinguishable.cell]
    }
    guard !rows.isEmpty else {
      return ["step \(step): no zone differs by more than \(Self.leastShown.text(2)) mm or mL"]
    }
    let head = [
      "zone", "moved A mm", "B mm", "B − A", "±", "normal mm", "lift mm", "volume mL", "told apart",
    ]
    let left = names.count - rows.count
    let rest =
      left == 0
      ? [] : ["\(left) more zones differ by no more than \(Self.leastShown.text(2)) mm or mL"]
    return ["step \(step)"] + TextTable(rows: [head] + rows, words: [0, 8]).lines + rest
  }

  private var measureTable: [String] {
    let rows = measures.filter { abs($0.number.difference ?? 0) > Self.leastShown }.map { row in
      [
        row.step, row.measure, row.side, row.unit, row.number.a.cell(2), row.number.b.cell(2),
        change(row.number), bar(row.number), row.number.isDistinguishable.cell,
      ]
    }
    guard !rows.isEmpty else {
      return ["measures: none differs by more than \(Self.leastShown.text(2))"]
    }
    let head = ["step", "measure", "side", "unit", "A", "B", "B − A", "±", "told apart"]
    return ["measures"] + TextTable(rows: [head] + rows, words: [0, 1, 2, 3, 8]).lines
  }

  private func number(of quantity: String, in zone: String, step: String) -> NumberDifference {
    zones.first { $0.step == step && $0.zone == zone && $0.quantity == quantity }?.number
      ?? NumberDifference(nil, nil)
  }

  private func change(_ number: NumberDifference) -> String {
    number.difference?.signed(2) ?? "–"
  }

  private func bar(_ number: NumberDifference) -> String { number.bar?.text(2) ?? "–" }
}
