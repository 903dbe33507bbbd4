import SparseAlgebra
import Testing

@testable import Solvers

/// A chain of springs between two walls, the k-th of stiffness 1 + k·growth.
private func chain(growth: Double, shift: Double = 0) -> SymmetricMatrix {
  var entries: [(row: Int, column: Int, value: Double)] = []
  for k in 0..<50 {
    let (left, right) = (1 + growth * Double(k), 1 + growth * Double(k + 1))
    entries.append((k, k, left + right + shift))
    if k < 49 { entries.append((k, k + 1, -right)) }
  }
  return SymmetricMatrix(order: 50, entries: entries)
}

@Suite struct ConjugateGradientsTests {
  /// The eigenvalues of P⁻¹ K lie between 1 and 1.5, so that each step leaves (√1.5 − 1)/(√1.5 + 1) = 0.10 of the error.
  @Test func `a near factor solves in a few steps`() throws {
    let (K, P) = (chain(growth: 0.01), chain(growth: 0))
    let factor = try CholeskyFactor(analyzing: P)
    try factor.factorize(P)
    let x = (0..<50).map { Double(($0 * 37) % 11) - 5 }
    let found = try #require(
      ConjugateGradients.solution(of: K, K.multiplied(by: x), preconditionedBy: factor))
    let error = zip(found, x).reduce(0) { max($0, abs($1.0 - $1.1)) }
    // The residual has fallen to 1e-4 of the right-hand side in a norm that is that of the error up to √1.5.
    #expect(error < 1.5 * ConjugateGradients.reduction * 50)
  }

  @Test func `a matrix that is not positive definite is given up`() throws {
    let P = chain(growth: 0)
    let factor = try CholeskyFactor(analyzing: P)
    try factor.factorize(P)
    let b = [Double](repeating: 1, count: 50)
    let K = chain(growth: 0, shift: -1)
    #expect(ConjugateGradients.solution(of: K, b, preconditionedBy: factor) == nil)
  }
}
