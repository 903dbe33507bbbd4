import Foundation
import Scenarios

extension ScenarioPlan {
  /// The plan for people.
  var lines: [String] {
    [title, "", "face        \(surface ?? "the atlas' own"), captured \(captured)"]
      + section("subject", subjectLines) + section("tissue", tissueLines)
      + section("steps", stepLines) + section("assumed", assumptions.map(short))
      + section("estimate", estimateLines)
  }

  /// A title before the first line, blanks before the others.
  private func section(_ title: String, _ lines: [String]) -> [String] {
    lines.enumerated().map { number, line in
      (number == 0 ? title : "").padding(toLength: 12, withPad: " ", startingAt: 0) + line
    }
  }

  private var subjectLines: [String] {
    if subject_rules.isEmpty { return ["nothing is said: the preset stays as it is"] }
    return subject_rules.map { rule in
      "\(rule.from): \(rule.rule) [\(rule.confidence); \(rule.source)]"
    }
  }

  private var tissueLines: [String] {
    tissue.map { row in
      let layer = row.layer.padding(toLength: 17, withPad: " ", startingAt: 0)
      let modulus = figure(
        "\(decimal(row.shear_modulus_kPa))", deviation: row.shear_modulus_sd_kPa, unit: "kPa")
      let (thin, thick) = (decimal(row.thickness_mm[0]), decimal(row.thickness_mm[1]))
      let thickness = figure(
        thin == thick ? thin : "\(thin)–\(thick)", deviation: row.thickness_sd_mm, unit: "mm")
      return layer + modulus.padding(toLength: 18, withPad: " ", startingAt: 0)
        + thickness.padding(toLength: 18, withPad: " ", startingAt: 0)
        + "\(short(row.zones.joined(separator: ", "))) [\(origins(row))]"
    }
  }

  private func origins(_ row: TissueRow) -> String {
    row.shear_modulus_from == row.thickness_from
      ? row.thickness_from
      : "modulus: \(row.shear_modulus_from); thickness: \(row.thickness_from)"
  }

  private var stepLines: [String] {
    steps.enumerated().map { number, step in
      "\(number + 1) \(step.id): \(step.action)"
        + (step.is_as_captured
          ? " (as captured, nothing to solve)"
          : step.action == "posture \(step.conditions)" ? "" : "; in force: \(step.conditions)")
    }
  }

  private var estimateLines: [String] {
    [
      "\(estimate.unknowns) unknowns, \(decimal(1e-6 * estimate.factorEntries)) million entries in the factor",
      "about \(decimal(1e-6 * estimate.memory)) MB of memory, "
        + "\(decimal(estimate.processorTime)) s of processor time",
    ]
  }

  private func figure(_ value: String, deviation: Double?, unit: String) -> String {
    "\(value)\(deviation.map { " ± \(decimal($0))" } ?? "") \(unit)"
  }

  /// Three significant digits, whole numbers from 100 on.
  private func decimal(_ value: Double) -> String {
    value >= 100 ? String(format: "%.0f", value) : String(format: "%.3g", value)
  }

  /// A long text in one line of a terminal.
  private func short(_ text: String) -> String {
    text.count > 110 ? "\(text.prefix(110))…" : text
  }
}
