import SparseAlgebra

/// Solves K x = b by conjugate gradients, where a factor of a matrix near K is at hand.
///
/// - Source: Hestenes & Stiefel, J. Res. Natl. Bur. Stand. 49 (1952) 409.
enum ConjugateGradients {
  /// As many steps cost as much as a factor of 10⁵ unknowns.
  static let mostSteps = 12
  /// By how much the residual falls in the norm of the factor's inverse.
  ///
  /// Newton's next correction is a thousandth of this one where it converges at all.
  static let reduction = 1e-4

  /// - Parameters:
  ///   - K: symmetric, positive definite where the iteration is to end.
  ///   - b: the right-hand side.
  ///   - factor: of a matrix near K.
  /// - Returns: x; nil after too many steps, or where K turns out not to be positive definite.
  static func solution(
    of K: SymmetricMatrix, _ b: [Double], preconditionedBy factor: CholeskyFactor
  ) -> [Double]? {
    var x = [Double](repeating: 0, count: b.count)
    var r = b
    var z = factor.solve(r)
    var p = z
    var rz = dot(r, z)
    let goal = reduction * reduction * rz
    for _ in 0..<mostSteps {
      let Kp = K.multiplied(by: p)
      let curvature = dot(p, Kp)
      guard curvature > 0 else { return nil }
      let length = rz / curvature
      add(length, p, to: &x)
      add(-length, Kp, to: &r)
      z = factor.solve(r)
      let next = dot(r, z)
      guard next.isFinite else { return nil }
      if next <= goal { return x }
      let share = next / rz
      for i in p.indices { p[i] = z[i] + share * p[i] }
      rz = next
    }
    return nil
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for i in a.indices { sum += a[i] * b[i] }
    return sum
  }

  private static func add(_ factor: Double, _ a: [Double], to b: inout [Double]) {
    for i in a.indices { b[i] += factor * a[i] }
  }
}
