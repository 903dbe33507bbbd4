import Tensors

/// The Mooney–Rivlin solid with all terms of second order, in isochoric–volumetric form.
///
/// W = C₁₀ x + C₀₁ y + C₂₀ x² + C₁₁ x y + C₀₂ y², with x = Ī₁ − 3 and y = Ī₂ − 3; the shear modulus at rest
/// is 2(C₁₀ + C₀₁). C₁₀ and C₀₁ alone are Mooney's law, C₁₀ and C₁₁ the extended one fitted to skin suction,
/// C₁₀ and C₂₀ the one of the muscles of the face.
///
/// With C₀₁ < 0 the Baker–Ericksen inequality C₁₀ + λ² C₀₁ > 0, and ellipticity with it, is lost at the stretch
/// λ = √(C₁₀/|C₀₁|), although μ > 0. The isochoric Ī₂ is not polyconvex either (its power 3/2 is), so Mooney's
/// law may lose ellipticity far from incompressibility.
///
/// - Source: Rivlin & Saunders, Phil. Trans. R. Soc. A 243 (1951) 251; Hendriks et al., Skin Res. Technol. 9
///   (2003) 274 for C₁₁; Hartmann & Neff, Int. J. Solids Struct. 40 (2003) 2767 for polyconvexity.
public struct MooneyRivlin<S: Arithmetic>: TwoInvariantLaw {
  public static var declaration: LawDeclaration {
    LawDeclaration([
      LawConstant("c10", .pascal, .any, "of the first invariant; μ = 2(c10 + c01)"),
      LawConstant("c01", .pascal, .any, "of the second invariant"),
      LawConstant("c20", .pascal, .any, "of the first invariant squared"),
      LawConstant("c11", .pascal, .any, "of the product of both"),
      LawConstant("c02", .pascal, .any, "of the second invariant squared"), .bulkModulus,
    ])
  }

  /// Coefficients in Pa.
  public let c10: S, c01: S, c20: S, c11: S, c02: S
  public let bulkModulus: S

  @inlinable @inline(__always)
  public init(constants c: UnsafePointer<S>, terms: Int) {
    (c10, c01, c20, c11, c02, bulkModulus) = (c[0], c[1], c[2], c[3], c[4], c[5])
  }

  public var shearModulus: S { 2 * (c10 + c01) }

  @inlinable @inline(__always)
  public func derivatives(at I1: S, _ I2: S) -> InvariantDerivatives<S> {
    let (x, y) = (I1 - 3, I2 - 3)
    return InvariantDerivatives(
      energy: x * (c10 + c20 * x + c11 * y) + y * (c01 + c02 * y),
      d1: c10 + 2 * c20 * x + c11 * y, d2: c01 + c11 * x + 2 * c02 * y,
      d11: 2 * c20, d12: c11, d22: 2 * c02)
  }
}
