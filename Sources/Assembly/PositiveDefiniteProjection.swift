import SparseAlgebra
import Tensors

/// Replaces each indefinite cell matrix of a batch by its nearest positive semidefinite one.
func projectCells(_ results: UnsafeMutablePointer<Lanes>, cells: Int, tables: CellTables) {
  let order = 3 * tables.nodeCount
  for lane in 0..<cells {
    var full = [Double](repeating: 0, count: order * order)
    for (pair, (a, b)) in tables.pairs.enumerated() {
      for r in 0..<3 {
        for c in 0..<3 {
          let value = results[9 * pair + 3 * r + c][lane]
          full[(3 * a + r) * order + 3 * b + c] = value
          full[(3 * b + c) * order + 3 * a + r] = value
        }
      }
    }
    let scale = (0..<order).reduce(0) { max($0, abs(full[$1 * order + $1])) }
    var shifted = full
    for i in 0..<order { shifted[i * order + i] += 1e-9 * scale }
    if isPositiveDefinite(shifted, order: order) { continue }
    projectToPositiveDefinite(&full, order: order, floor: 1e-9 * scale)
    for (pair, (a, b)) in tables.pairs.enumerated() {
      for r in 0..<3 {
        for c in 0..<3 {
          results[9 * pair + 3 * r + c][lane] = full[(3 * a + r) * order + 3 * b + c]
        }
      }
    }
  }
}
