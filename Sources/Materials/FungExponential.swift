import Tensors

/// The isotropic exponential solid of Fung's kind, also known as Demiray's.
///
/// W(Ī₁) = μ/(2b) (e^(b (Ī₁ − 3)) − 1). Soft at rest, stiff at a stretch of about 1 + 1/√b: skin and SMAS.
/// Polyconvex for every μ, b > 0; as b → 0 it becomes neo-Hookean.
///
/// The exponential overflows to an infinite energy for b (Ī₁ − 3) > 709; a solver takes that as a step too
/// long.
///
/// - Source: Demiray, J. Biomech. 5 (1972) 309; Fung, *Biomechanics*, 2nd ed. (1993), §7.10.
public struct FungExponential<S: Arithmetic>: FirstInvariantLaw {
  public static var declaration: LawDeclaration {
    LawDeclaration([
      LawConstant("shear_modulus", .pascal, .positive, "shear modulus at rest"),
      LawConstant("b", .one, .positive, "rate of stiffening"), .bulkModulus,
    ])
  }

  /// Shear modulus μ in Pa.
  public let shearModulus: S
  /// Rate of stiffening.
  public let b: S
  public let bulkModulus: S

  @inlinable @inline(__always)
  public init(constants: UnsafePointer<S>, terms: Int) {
    (shearModulus, b, bulkModulus) = (constants[0], constants[1], constants[2])
  }

  @inlinable @inline(__always)
  public func derivatives(at I1: S) -> (energy: S, first: S, second: S) {
    let e = S.exponential(b * (I1 - 3))
    let slope = 0.5 * shearModulus * e
    return (0.5 * shearModulus / b * (e - 1), slope, slope * b)
  }
}
