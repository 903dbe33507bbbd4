import Foundation

/// How a deck compares with what FEBio found.
public struct FEBioComparison: Encodable, Sendable {
  public enum Verdict: String, Encodable, Sendable, CaseIterable {
    /// Within `limit` of the largest displacement.
    case pass
    /// More than that, for a reason that is known.
    case differs
    /// More than that, for no reason that is known.
    case unexplained
    /// A section or a law that is not read.
    case unsupported
    /// It was read and not solved.
    case failed
  }

  public var name: String
  public var tier: String
  public var verdict = Verdict.failed
  /// Largest difference of a displacement, over the largest displacement.
  public var displacement: Double?
  /// Largest difference of a mean stress, over the largest stress.
  public var stress: Double?
  public var reason = ""
  public var steps = 0
  public var iterations = 0
  public var seconds = 0.0

  init(name: String, tier: String) { (self.name, self.tier) = (name, tier) }

  /// Agreement that the same element and law must give: the references are converged to better than 10⁻⁵.
  static let limit = 1e-4

  /// Laws that FEBio computes otherwise than its manual says.
  private static let otherLaws = [
    "Arruda-Boyce": "FEBio 4.11 multiplies term i of the series by i once more than its manual",
    "orthotropic CLE":
      "in FEBio 4.11 the shear moduli count half in the stress, against the energy in its manual",
  ]

  /// Laws whose result depends on the steps in time that were taken.
  private static let stepDependentLaws = [
    "multigeneration":
      "a generation begins in the shape of the last step in time before it, and the steps adapted here are others"
  ]

  /// The verdict from the differences.
  ///
  /// - Parameters:
  ///   - materials: laws in the deck.
  ///   - withoutDrift: the difference of displacements up to a translation along axes that no support holds; nil if
  ///     there are none.
  ///   - atReference: at the displacements of the reference, how far our stresses are from its own, and our forces from
  ///     balance.
  mutating func judge(
    materials: [String], withoutDrift: Double?, atReference: (stress: Double, imbalance: Double)?
  ) {
    guard let displacement, displacement.isFinite else {
      verdict = .failed
      reason = "nothing to compare"
      return
    }
    if displacement <= Self.limit {
      verdict = .pass
    } else if let withoutDrift, withoutDrift <= Self.limit {
      verdict = .pass
      reason = "up to a translation of the whole body, which no support holds"
    } else if let law = Self.otherLaws.first(where: { named($0.key, in: materials) }) {
      verdict = .differs
      reason = law.value
      if let atReference {
        reason += String(
          format: "; at the displacements of the reference stresses differ by %.1e",
          atReference.stress)
      }
    } else if let law = Self.stepDependentLaws.first(where: { named($0.key, in: materials) }) {
      verdict = .differs
      reason = law.value
    } else if let atReference, atReference.stress <= 1e-6 {
      // Element and law are the same, so that it is the reference which is not in equilibrium.
      verdict = .differs
      reason = String(
        format:
          "the reference is not converged: at its displacements stresses agree to %.0e, but forces are out of "
          + "balance by %.0e of their size", atReference.stress, atReference.imbalance)
    } else {
      verdict = .unexplained
    }
  }
}

/// Whether one of some materials is of a law or has it inside.
private func named(_ law: String, in materials: [String]) -> Bool {
  materials.contains { $0.contains(law) }
}

/// All comparisons of a suite, as text, JSON and a page.
public struct FEBioReport: Encodable, Sendable {
  public var rows: [FEBioComparison]

  public init(rows: [FEBioComparison]) { self.rows = rows }

  /// Whether every deck of the groups `core` and `gen` passes or differs for a known reason, 95 % of them passing.
  public var isMet: Bool {
    let needed = rows.filter { $0.tier == "core" || $0.tier == "gen" }
    let passed = needed.filter { $0.verdict == .pass }.count
    let isExplained = rows.allSatisfy { $0.verdict != .unexplained && $0.verdict != .failed }
    return isExplained && Double(passed) >= 0.95 * Double(needed.count)
  }

  /// How many of a group have each verdict.
  public var summary: [String] {
    let tiers = rows.reduce(into: [String]()) { tiers, row in
      if !tiers.contains(row.tier) { tiers.append(row.tier) }
    }
    return tiers.map { tier in
      let own = rows.filter { $0.tier == tier }
      let counts = FEBioComparison.Verdict.allCases.compactMap { verdict -> String? in
        let count = own.filter { $0.verdict == verdict }.count
        return count > 0 ? "\(count) \(verdict.rawValue)" : nil
      }
      return "\(tier): \(own.count) decks, \(counts.joined(separator: ", "))"
    }
  }

  /// The heading and one row for each deck.
  public var table: [[String]] {
    [["deck", "group", "verdict", "du/umax", "ds/smax", "steps", "iterations", "s", "why"]]
      + rows.map { row in
        [
          row.name, row.tier, row.verdict.rawValue, Self.number(row.displacement),
          Self.number(row.stress), row.steps > 0 ? "\(row.steps)" : "–",
          row.steps > 0 ? "\(row.iterations)" : "–", String(format: "%.1f", row.seconds),
          row.reason.replacingOccurrences(of: "\n", with: " "),
        ]
      }
  }

  /// The table in Markdown, without the times of this machine.
  public var markdown: String {
    table.enumerated().map { index, row in
      let cells = row.enumerated().filter { $0.offset != 7 }.map(\.element)
      let line = "| \(cells.joined(separator: " | ")) |"
      return index == 0 ? line + "\n|" + cells.map { _ in " --- |" }.joined() : line
    }.joined(separator: "\n")
  }

  private static func number(_ value: Double?) -> String {
    value.map { String(format: "%.1e", $0) } ?? "–"
  }
}
