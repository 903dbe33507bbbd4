/// One iteration of Newton's method, as it went.
public struct NewtonIteration: Sendable, Equatable {
  /// Fraction of the load that this iteration worked towards.
  public var loadFraction: Double
  /// Largest nodal correction of the iteration in m, before it was shortened.
  public var correction: Double
  /// Step length that the line search took, in (0, 1]; 0 when it found none.
  public var stepLength: Double
  /// Largest out-of-balance nodal force after the step in N.
  public var imbalance: Double
  /// Stored energy after the step in J.
  public var energy: Double
  /// Smallest volume ratio in the body after the step.
  public var minimumJ: Double
  /// How the tangent of the iteration was had.
  public var tangent: Tangent

  public enum Tangent: String, Sendable {
    /// Assembled and factorized for this iteration.
    case fresh
    /// The factor of an earlier iteration.
    case kept
    /// Assembled for this iteration, and solved by conjugate gradients with the factor of an earlier one.
    case iterated
    /// Made positive definite cell by cell, because the true one was not.
    case projected
  }

  public init(
    loadFraction: Double, correction: Double, stepLength: Double, imbalance: Double, energy: Double,
    minimumJ: Double, tangent: Tangent
  ) {
    (self.loadFraction, self.correction, self.stepLength) = (loadFraction, correction, stepLength)
    (self.imbalance, self.energy) = (imbalance, energy)
    (self.minimumJ, self.tangent) = (minimumJ, tangent)
  }
}
