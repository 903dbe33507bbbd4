import SparseAlgebra
import Testing

/// A chain of cells of two unknowns each, the fourth unknown left out; neither symmetric nor definite.
private func chain() -> SparseMatrix {
  let groups: [[Int32]] = [[0, 1], [1, 2], [2, -1], [0, 2]]
  var matrix = SparseMatrix(order: 3, coupling: groups)
  for (k, group) in groups.enumerated() {
    matrix.add([1 + Double(k), 2, -3, -0.5 * Double(k)], at: group)
  }
  return matrix
}

@Test func `dense matrices are added at their unknowns`() {
  // By columns: column 0 of the group is (1 + k, 2), column 1 is (−3, −k/2).
  let product = chain().multiplied(by: [1, 10, 100])
  // Rows: cells (0,1) k = 0, (1,2) k = 1, (2,–) k = 2, (0,2) k = 3.
  // Cell (0,1) gives (1 − 30, 2), cell (1,2) gives (20 − 300, 20 − 50), the third 300, cell (0,2) gives (4 − 300, 2 − 150).
  #expect(product == [-325, -278, 122])
}

@Test func `LU solves what is neither symmetric nor definite`() throws {
  let A = chain()
  let x = [0.3, -2, 5]
  let solution = try LUFactor(A).solve(A.multiplied(by: x))
  for (found, expected) in zip(solution, x) { #expect(abs(found - expected) < 1e-13) }
}

@Test func `a singular matrix is refused`() {
  let zero = SparseMatrix(order: 2, coupling: [[0, 1]])
  #expect(throws: FactorizationError.self) { try LUFactor(zero) }
}

@Test func `the upper triangle of a symmetric matrix is the matrix`() {
  var A = SparseMatrix(order: 3, coupling: [[0, 1], [1, 2]])
  A.add([2, -1, -1, 2], at: [0, 1])
  A.add([3, 0.5, 0.5, 4], at: [1, 2])
  let x = [1.0, -2, 3]
  #expect(A.upperTriangle.multiplied(by: x) == A.multiplied(by: x))
}
