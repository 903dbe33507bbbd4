import Tensors

/// The unknowns of a body: where its nodes went, and pressure and dilatation inside its cells.
public struct SolidState: Sendable {
  /// Displacement of each node in m.
  public var displacements: [Vector3]
  /// Coefficients of the pressure in Pa, one array per block: [batch][function].
  public var pressures: [[Lanes]]
  /// Coefficients of the volume ratio θ, arranged as `pressures`.
  public var dilatations: [[Lanes]]

  /// self + factor · increment.
  public func advanced(by increment: SolidState, factor: Double) -> SolidState {
    var next = self
    let step = Lanes(factor)
    for i in next.displacements.indices {
      next.displacements[i] += factor * increment.displacements[i]
    }
    for block in next.pressures.indices {
      for k in next.pressures[block].indices {
        next.pressures[block][k] = multiplyAdd(
          pressures[block][k], increment.pressures[block][k], step)
        next.dilatations[block][k] = multiplyAdd(
          dilatations[block][k], increment.dilatations[block][k], step)
      }
    }
    return next
  }

  /// Σ wᵢ xᵢ, of states of one body.
  ///
  /// - Parameters:
  ///   - states: at least one.
  ///   - weights: as many; their sum is 1 where the result is to be a state between the others.
  /// - Returns: the sum.
  public static func combination(of states: [SolidState], weights: [Double]) -> SolidState {
    precondition(!states.isEmpty && states.count == weights.count)
    var sum = states[0].scaled(by: weights[0])
    for (state, weight) in zip(states, weights).dropFirst() where weight != 0 {
      sum = sum.advanced(by: state, factor: weight)
    }
    return sum
  }

  private func scaled(by factor: Double) -> SolidState {
    var scaled = self
    for i in displacements.indices { scaled.displacements[i] *= factor }
    for block in pressures.indices {
      for k in pressures[block].indices {
        scaled.pressures[block][k] *= factor
        scaled.dilatations[block][k] *= factor
      }
    }
    return scaled
  }
}
