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
}
