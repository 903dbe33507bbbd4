/// A solid as a user names it: which law, and its constants for the whole of a region.
public enum Material: Sendable, Equatable {
  /// Shear modulus and bulk modulus in Pa.
  case neoHookean(shearModulus: Double, bulkModulus: Double)
  /// Coefficients C₁₀, C₂₀, C₃₀ and bulk modulus in Pa.
  case yeoh(c10: Double, c20: Double, c30: Double, bulkModulus: Double)

  /// Shear modulus of the material at rest, in Pa.
  public var shearModulus: Double {
    switch self {
    case .neoHookean(let mu, _): mu
    case .yeoh(let c10, _, _, _): 2 * c10
    }
  }

  /// The law's constants in the order that the batched kernels gather them.
  public var parameters: [Double] {
    switch self {
    case .neoHookean(let mu, let K): [mu, K]
    case .yeoh(let c10, let c20, let c30, let K): [c10, c20, c30, K]
    }
  }

  /// Whether another material is of the same law, so that one kernel serves both.
  public func hasLaw(of other: Material) -> Bool {
    switch (self, other) {
    case (.neoHookean, .neoHookean), (.yeoh, .yeoh): true
    case (.neoHookean, _), (.yeoh, _): false
    }
  }

  /// The same law with every modulus multiplied by `factor`.
  public func scaled(by factor: Double) -> Material {
    switch self {
    case .neoHookean(let mu, let K):
      .neoHookean(shearModulus: factor * mu, bulkModulus: factor * K)
    case .yeoh(let c10, let c20, let c30, let K):
      .yeoh(c10: factor * c10, c20: factor * c20, c30: factor * c30, bulkModulus: factor * K)
    }
  }
}
