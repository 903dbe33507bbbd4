import Tensors

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension StrainTensor {
  /// Σₚ wₚ A^p of a positive definite tensor, with its derivative.
  ///
  /// For A = Σ cₐ Nₐ⊗Nₐ and f(c) = Σ w c^p the derivative in the direction H is Σ f[cₐ, c_b] (Nₐ·H N_b) Nₐ⊗N_b with
  /// the divided difference f[a, b] = (f(a) − f(b))/(a − b), which is accurate at equal eigenvalues as well:
  /// (a^p − b^p)/(a − b) = g^(p−1) sinh(p x)/sinh(x) with g = √(ab), x = ½ ln(a/b).
  ///
  /// - Parameter terms: weights and exponents.
  /// - Returns: the tensor function, symmetric.
  /// - Source: Higham, *Functions of Matrices* (2008), theorem 3.11 (Daleckiĭ and Kreĭn).
  public func powers(_ terms: [(weight: Double, exponent: Double)]) -> StrainTensor {
    let axes = PrincipalAxes(of: values)
    let c = [axes.values.0, axes.values.1, axes.values.2]
    let n = [axes.axes.0, axes.axes.1, axes.axes.2].map { Vector3($0.x, $0.y, $0.z) }
    let f = c.map { c in terms.reduce(0) { $0 + $1.weight * pow(c, $1.exponent) } }
    var result = StrainTensor.zero
    for a in 0..<3 {
      let d = terms.reduce(0) { $0 + $1.weight * $1.exponent * pow(c[a], $1.exponent - 1) }
      result.add(Dual(f[a], slopes: d * along(n[a]).slopes), along: n[a])
      for b in 0..<a {
        let (g, x) = ((c[a] * c[b]).squareRoot(), 0.5 * log(c[a] / c[b]))
        let d = terms.reduce(0) {
          $0 + $1.weight * pow(g, $1.exponent - 1) * Double.hyperbolicRatio($1.exponent, x)
        }
        // Nₐ·A N_b and its change: half of what is along the sum less what is along the difference.
        let mixed = 0.25 * (along(n[a] + n[b]) - along(n[a] - n[b]))
        let share = Dual(0, slopes: d * mixed.slopes)
        result.add(0.5 * share, along: n[a] + n[b])
        result.add(-0.5 * share, along: n[a] - n[b])
      }
    }
    return result
  }
}
