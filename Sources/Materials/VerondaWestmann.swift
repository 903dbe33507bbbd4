import Tensors

/// The Veronda–Westmann solid, made for skin.
///
/// W = C₁ (e^(C₂ (Ī₁ − 3)) − 1) − C₁C₂/2 (Ī₂ − 3); the shear modulus at rest is C₁C₂.
///
/// The coefficient of Ī₂ is negative: the Baker–Ericksen inequality W₁ + λ² W₂ > 0, e^(C₂ (Ī₁ − 3)) > λ²/2,
/// holds at every stretch only for C₂ > 0.358 (the largest ln(λ²/2)/(λ² + 2/λ − 3), at λ = 1.83); with a smaller
/// C₂ ellipticity is lost in tension. The exponential overflows to an infinite energy for
/// C₂ (Ī₁ − 3) > 709; a solver takes that as a step too long.
///
/// - Source: Veronda & Westmann, J. Biomech. 3 (1970) 111.
public struct VerondaWestmann<S: Arithmetic>: TwoInvariantLaw {
  public static var declaration: LawDeclaration {
    LawDeclaration([
      LawConstant("c1", .pascal, .positive, "scale of the exponential; μ = c1 c2"),
      LawConstant("c2", .one, .positive, "rate of stiffening"), .bulkModulus,
    ])
  }

  /// C₁ in Pa; C₂.
  public let c1: S, c2: S
  public let bulkModulus: S

  @inlinable @inline(__always)
  public init(constants: UnsafePointer<S>, terms: Int) {
    (c1, c2, bulkModulus) = (constants[0], constants[1], constants[2])
  }

  public var shearModulus: S { c1 * c2 }

  @inlinable @inline(__always)
  public func derivatives(at I1: S, _ I2: S) -> InvariantDerivatives<S> {
    let e = S.exponential(c2 * (I1 - 3))
    let mu = c1 * c2
    return InvariantDerivatives(
      energy: c1 * (e - 1) - 0.5 * mu * (I2 - 3), d1: mu * e, d2: -0.5 * mu, d11: mu * c2 * e,
      d12: S(0), d22: S(0))
  }
}
