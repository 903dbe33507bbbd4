import Documents

/// What of the errors of two runs of one face is the same: its figures are off by the same in both.
///
/// With aᵢ and bᵢ the changes of a number in both runs for one standard deviation of a figure that both have,
///
/// σ² = Σ (bᵢ − aᵢ)² + (σ_a² − Σ aᵢ²) + (σ_b² − Σ bᵢ²):
///
/// shared figures count by how differently they act, all else, such as what is known of one run only, as
/// independent.
struct SharedErrors {
  /// Half-widths at 95 % in standard deviations.
  private static let deviationsAt95 = 1.959964
  private let a: [[String]: ResultTable.Row]
  private let b: [[String]: ResultTable.Row]
  /// What both runs are uncertain of.
  private let shared: [String]

  /// Nil where a run does not say how its numbers depend on its figures.
  ///
  /// - Parameters:
  ///   - a: `sensitivities.csv` of a run.
  ///   - b: that of the other.
  ///   - hasOneMesh: whether the errors of the mesh are shared too.
  /// - Throws: `DocumentError` where a table is not such a file.
  init?(_ a: ResultTable?, _ b: ResultTable?, hasOneMesh: Bool) throws(DocumentError) {
    guard let a, let b else { return nil }
    (self.a, self.b) = (try Self.rows(of: a), try Self.rows(of: b))
    shared = a.columns.dropFirst(Self.keys.count).filter {
      b.columns.contains($0) && (hasOneMesh || $0 != "mesh")
    }
  }

  private static let keys = ["table", "step", "row", "quantity"]

  private static func rows(of table: ResultTable) throws(DocumentError) -> [[String]: ResultTable
    .Row]
  {
    var found: [[String]: ResultTable.Row] = [:]
    for row in table.rows {
      var key: [String] = []
      for name in keys { key.append(try row.text(name)) }
      found[key] = row
    }
    return found
  }

  /// Half the width of the 95 % interval of the difference of a number.
  ///
  /// - Parameters:
  ///   - key: table, step, row and quantity.
  ///   - bars: half-widths of the number in both runs.
  /// - Returns: nil where a run does not know the number.
  /// - Throws: `DocumentError` where a cell is no number.
  func bar(of key: [String], bars: (a: Double, b: Double)) throws(DocumentError) -> Double? {
    guard let inA = a[key], let inB = b[key] else { return nil }
    var (different, ownA, ownB) = (0.0, 0.0, 0.0)
    for name in shared {
      guard let x = try inA.number(name), let y = try inB.number(name) else { return nil }
      different += (y - x) * (y - x)
      (ownA, ownB) = (ownA + x * x, ownB + y * y)
    }
    let scale = Self.deviationsAt95 * Self.deviationsAt95
    // Rounding in the tables may make what is left of a bar negative.
    let rest = max(0, bars.a * bars.a - scale * ownA) + max(0, bars.b * bars.b - scale * ownB)
    return (scale * different + rest).squareRoot()
  }
}
