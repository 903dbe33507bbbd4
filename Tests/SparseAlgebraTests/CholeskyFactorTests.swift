import SparseAlgebra
import Testing

/// The five-point Laplacian on an n × n grid, three unknowns to a node, coupled inside the node.
private func laplacian(_ n: Int) -> SymmetricMatrix {
  var entries: [(row: Int, column: Int, value: Double)] = []
  func node(_ i: Int, _ j: Int) -> Int { j * n + i }
  for j in 0..<n {
    for i in 0..<n {
      for c in 0..<3 {
        let here = 3 * node(i, j) + c
        entries.append((here, here, 4.5))
        for d in 0..<3 {
          if d > c { entries.append((here, 3 * node(i, j) + d, 0.1)) }
          let coupling = d == c ? -1.0 : 0
          if i + 1 < n { entries.append((here, 3 * node(i + 1, j) + d, coupling)) }
          if j + 1 < n { entries.append((here, 3 * node(i, j + 1) + d, coupling)) }
        }
      }
    }
  }
  return SymmetricMatrix(order: 3 * n * n, entries: entries)
}

@Test(arguments: [
  FillOrdering.metis, .metisOfBlocks(size: 3),
  .metisOfGroups(starts: [0, 1] + stride(from: 3, to: 1200, by: 3)),
])
func `solves a system it can check by multiplication`(ordering: FillOrdering) throws {
  let A = laplacian(20)
  let x = (0..<A.order).map { Double(($0 * 37) % 101) / 101 }
  let factor = try CholeskyFactor(analyzing: A, ordering: ordering)
  try factor.factorize(A)
  let y = factor.solve(A.multiplied(by: x) + A.multiplied(by: x.map { -$0 }), columns: 2)
  for i in 0..<A.order {
    #expect(abs(y[i] - x[i]) < 1e-12)
    #expect(abs(y[A.order + i] + x[i]) < 1e-12)
  }
}

@Test func `a copy solves with the values it was made with`() throws {
  var A = laplacian(8)
  let x = (0..<A.order).map { Double(($0 * 37) % 101) / 101 }
  let b = A.multiplied(by: x)
  let factor = try CholeskyFactor(analyzing: A, ordering: .metisOfBlocks(size: 3))
  let blank = try CholeskyFactor(copying: factor)
  #expect(!blank.isFactorized)
  try factor.factorize(A)
  let copy = try CholeskyFactor(copying: factor)
  #expect(copy.isFactorized && copy.factorEntries == factor.factorEntries)
  for k in A.values.indices { A.values[k] *= 2 }
  try factor.factorize(A)
  try blank.factorize(A)
  let (own, other) = (copy.solve(b), factor.solve(b))
  #expect(own.indices.allSatisfy { abs(own[$0] - x[$0]) < 1e-12 })
  #expect(other.indices.allSatisfy { abs(other[$0] - x[$0] / 2) < 1e-12 })
  #expect(blank.solve(b) == other)
}

@Test func `says which row is not positive definite`() throws {
  var A = laplacian(4)
  let factor = try CholeskyFactor(analyzing: A)
  for k in A.values.indices where Int(A.rows[k]) == 7 {
    if k + 1 == Int(A.columnStarts[8]) { A.values[k] = -3 }
  }
  #expect(throws: FactorizationError.self) { try factor.factorize(A) }
  #expect(!factor.isFactorized)
  // The same object works again afterwards.
  try factor.factorize(laplacian(4))
  #expect(factor.isFactorized)
}

/// METIS draws from the one random sequence of the process: analyses side by side must not share draws.
@Test func `analyses running side by side give the bits of one running alone`() async throws {
  let A = laplacian(60)
  let b = (0..<A.order).map { Double(($0 * 37) % 101) / 101 }
  @Sendable func solution() throws -> [Double] {
    let factor = try CholeskyFactor(analyzing: A, ordering: .metisOfBlocks(size: 3))
    try factor.factorize(A)
    return factor.solve(b)
  }
  let alone = try solution()
  try await withThrowingTaskGroup(of: [Double].self) { group in
    for _ in 0..<24 { group.addTask { try solution() } }
    for try await together in group {
      let same = together == alone
      #expect(same)
    }
  }
}

@Test func `adds entries that meet at one place`() {
  let A = SymmetricMatrix(order: 2, entries: [(0, 1, 1), (1, 0, 2), (1, 1, 4), (1, 1, 1)])
  #expect(A.multiplied(by: [1, 0]) == [0, 3])
  #expect(A.multiplied(by: [0, 1]) == [3, 5])
}

@Test func `projection removes negative eigenvalues and keeps the rest`() {
  // Eigenvalues 3 and −1 with vectors (1, 1)/√2 and (1, −1)/√2.
  var a = [1.0, 2, 2, 1]
  #expect(!isPositiveDefinite(a, order: 2))
  projectToPositiveDefinite(&a, order: 2, floor: 0)
  for value in a { #expect(abs(value - 1.5) < 1e-14) }
}

@Test func `a projection lifts the negative eigenvalues alone, however many`() {
  // Q diag(λ) Qᵀ with the reflection Q = 1 − 2 v vᵀ/|v|².
  let n = 54
  let v = (0..<n).map { 1 + Double(($0 * 17) % 11) }
  let square = v.reduce(0) { $0 + $1 * $1 }
  func matrix(_ values: [Double]) -> [Double] {
    func q(_ i: Int, _ j: Int) -> Double { (i == j ? 1 : 0) - 2 * v[i] * v[j] / square }
    return (0..<n * n).map { k in
      (0..<n).reduce(0) { $0 + q(k / n, $1) * values[$1] * q(k % n, $1) }
    }
  }
  for negative in [0, 3, 40, n] {
    let values = (0..<n).map { Double($0 + 1) * ($0 < negative ? -1 : 100) }
    var a = matrix(values)
    projectToPositiveDefinite(&a, order: n, floor: 1e-3)
    let projected = matrix(values.map { max($0, 1e-3) })
    #expect(zip(a, projected).allSatisfy { abs($0 - $1) < 1e-9 })
  }
}
