import SparseAlgebra
import Testing

/// (1 −3 0; 2 −0.5 4; 0 0 3) by columns: neither symmetric nor definite.
private let sample = SparseMatrix(
  order: 3, columnStarts: [0, 2, 4, 6], rows: [0, 1, 0, 1, 1, 2], values: [1, 2, -3, -0.5, 4, 3])

@Test func `a product has every entry`() {
  #expect(sample.multiplied(by: [1, 10, 100]) == [-29, 397, 300])
}

@Test func `LU solves what is neither symmetric nor definite`() throws {
  let x = [0.3, -2, 5]
  let solution = try LUFactor(sample).solve(sample.multiplied(by: x))
  for (found, expected) in zip(solution, x) { #expect(abs(found - expected) < 1e-13) }
}

@Test func `a singular matrix is refused`() {
  let zero = SparseMatrix(order: 1, columnStarts: [0, 1], rows: [0], values: [0])
  #expect(throws: FactorizationError.self) { try LUFactor(zero) }
}

@Test func `both triangles of a symmetric matrix are the matrix`() {
  let A = SymmetricMatrix(
    order: 3, entries: [(0, 0, 2), (0, 1, -1), (1, 1, 5), (1, 2, 0.5), (2, 2, 4)])
  let full = SparseMatrix(A)
  #expect(full.columnStarts == [0, 2, 5, 7] && full.rows == [0, 1, 0, 1, 2, 1, 2])
  let x = [1.0, -2, 3]
  #expect(full.multiplied(by: x) == A.multiplied(by: x))
}
