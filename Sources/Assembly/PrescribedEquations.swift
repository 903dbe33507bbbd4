import SparseAlgebra

/// The equations of single prescribed components at nodes that are otherwise free.
///
/// Their rows and columns keep only the diagonal d, and the right-hand side becomes d Δū.
struct PrescribedEquations: Sendable {
  /// Off-diagonal entries in prescribed rows or columns.
  private let entries: [Int]
  /// Place of the diagonal of each prescribed equation in the values of the matrix.
  let diagonals: [(entry: Int, equation: Int)]

  init(solid: Solid, numbering: NodeNumbering) {
    let pattern = numbering.pattern
    var isPrescribed = [Bool](repeating: false, count: pattern.order)
    for (block, node) in numbering.nodes.enumerated() {
      for c in 0..<3 { isPrescribed[3 * block + c] = solid.constrained[Int(node)][c] }
    }
    var entries: [Int] = []
    var diagonals: [(entry: Int, equation: Int)] = []
    for column in 0..<(isPrescribed.contains(true) ? pattern.order : 0) {
      for k in Int(pattern.columnStarts[column])..<Int(pattern.columnStarts[column + 1]) {
        let row = Int(pattern.rows[k])
        guard isPrescribed[row] || isPrescribed[column] else { continue }
        if row == column {
          diagonals.append((k, row))
        } else {
          entries.append(k)
        }
      }
    }
    (self.entries, self.diagonals) = (entries, diagonals)
  }

  func clearRows(of matrix: inout SymmetricMatrix) {
    for k in entries { matrix.values[k] = 0 }
  }
}
