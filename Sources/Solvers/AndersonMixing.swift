import Assembly
import Tensors

/// Quickens a fixed-point iteration x ← x + f(x) by what the last steps have shown of its slope.
///
/// Of the last m + 1 mapped states gᵢ = xᵢ + fᵢ it takes the combination Σ αᵢ gᵢ, Σ αᵢ = 1, whose corrections
/// nearly cancel: α minimizes |Σ αᵢ fᵢ|² over the displacements. Close to the solution of a linear problem that is
/// GMRES; it costs no factorization and no evaluation.
///
/// - Source: Anderson, J. ACM 12 (1965) 547; Walker & Ni, SIAM J. Numer. Anal. 49 (2011) 1715.
struct AndersonMixing {
  /// How many steps are remembered.
  static let depth = 6

  private var mapped: [SolidState] = []
  private var corrections: [[Vector3]] = []

  /// The state to go on from.
  ///
  /// - Parameters:
  ///   - state: where the correction was computed.
  ///   - increment: the correction of displacements, pressures and dilatations.
  /// - Returns: Σ αᵢ gᵢ.
  mutating func next(from state: SolidState, by increment: SolidState) -> SolidState {
    mapped.append(state.advanced(by: increment, factor: 1))
    corrections.append(increment.displacements)
    if mapped.count > Self.depth {
      mapped.removeFirst()
      corrections.removeFirst()
    }
    return SolidState.combination(of: mapped, weights: weights())
  }

  /// α, by modified Gram–Schmidt on the differences of consecutive corrections, newest first.
  private func weights() -> [Double] {
    var alpha = [Double](repeating: 0, count: corrections.count)
    guard let newest = corrections.last else { return alpha }
    alpha[alpha.count - 1] = 1
    var basis: [(direction: [Vector3], combination: [Double])] = []
    var rest = newest
    for k in (1..<corrections.count).reversed() {
      var direction = zip(corrections[k], corrections[k - 1]).map { $0 - $1 }
      var combination = [Double](repeating: 0, count: alpha.count)
      (combination[k], combination[k - 1]) = (1, -1)
      let length = direction.squaredLength
      for (other, its) in basis {
        let part = direction.dot(other)
        for i in direction.indices { direction[i] -= part * other[i] }
        for i in alpha.indices { combination[i] -= part * its[i] }
      }
      // A difference that says nothing new would be amplified round-off.
      let left = direction.squaredLength
      guard left > 1e-8 * length else { break }
      let scale = 1 / left.squareRoot()
      for i in direction.indices { direction[i] *= scale }
      for i in alpha.indices { combination[i] *= scale }
      let part = rest.dot(direction)
      for i in rest.indices { rest[i] -= part * direction[i] }
      for i in alpha.indices { alpha[i] -= part * combination[i] }
      basis.append((direction, combination))
    }
    return alpha
  }
}

extension [Vector3] {
  fileprivate func dot(_ other: [Vector3]) -> Double {
    indices.reduce(0) { $0 + self[$1].dot(other[$1]) }
  }
  fileprivate var squaredLength: Double { dot(self) }
}
