import Tensors

/// The Yeoh solid of third order in isochoric–volumetric form.
///
/// W(Ī₁) = C₁₀ (Ī₁ − 3) + C₂₀ (Ī₁ − 3)² + C₃₀ (Ī₁ − 3)³; the shear modulus at rest is 2 C₁₀.
/// Stiffens with stretch as skin does; C₂₀ and C₃₀ may be zero. Polyconvex while no coefficient is negative;
/// a negative C₂₀ or C₃₀ softens and may lose ellipticity.
///
/// - Source: Yeoh, Rubber Chem. Technol. 66 (1993) 754.
public struct Yeoh<S: Arithmetic>: FirstInvariantLaw {
  public static var declaration: LawDeclaration {
    LawDeclaration([
      LawConstant("c10", .pascal, .positive, "half the shear modulus at rest"),
      LawConstant("c20", .pascal, .any, "stiffening of second order"),
      LawConstant("c30", .pascal, .any, "stiffening of third order"), .bulkModulus,
    ])
  }

  /// Coefficients in Pa.
  public let c10: S, c20: S, c30: S
  public let bulkModulus: S

  /// - Parameters:
  ///   - c10: C₁₀ in Pa, positive.
  ///   - c20: C₂₀ in Pa.
  ///   - c30: C₃₀ in Pa.
  ///   - bulkModulus: K in Pa, positive.
  @inlinable
  public init(c10: S, c20: S, c30: S, bulkModulus: S) {
    (self.c10, self.c20, self.c30) = (c10, c20, c30)
    self.bulkModulus = bulkModulus
  }

  @inlinable @inline(__always)
  public init(constants: UnsafePointer<S>, terms: Int) {
    self.init(
      c10: constants[0], c20: constants[1], c30: constants[2], bulkModulus: constants[3])
  }

  public var shearModulus: S { 2 * c10 }

  @inlinable @inline(__always)
  public func derivatives(at I1: S) -> (energy: S, first: S, second: S) {
    let x = I1 - 3
    return (
      x * (c10 + x * (c20 + x * c30)), c10 + x * (2 * c20 + 3 * x * c30), 2 * c20 + 6 * x * c30
    )
  }
}
