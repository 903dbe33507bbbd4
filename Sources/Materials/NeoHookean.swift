import Tensors

/// The neo-Hookean solid in isochoric–volumetric form.
///
/// W(Ī₁) = μ/2 (Ī₁ − 3). Good for fat and for any tissue at stretches up to about 1.3. Polyconvex for every
/// μ > 0.
///
/// - Source: Holzapfel, *Nonlinear Solid Mechanics* (2000), §6.5.
public struct NeoHookean<S: Arithmetic>: FirstInvariantLaw {
  public static var declaration: LawDeclaration {
    LawDeclaration([
      LawConstant("shear_modulus", .pascal, .positive, "shear modulus at rest"), .bulkModulus,
    ])
  }

  /// Shear modulus μ in Pa.
  public let shearModulus: S
  public let bulkModulus: S

  /// - Parameters:
  ///   - shearModulus: μ in Pa, positive.
  ///   - bulkModulus: K in Pa, positive.
  @inlinable
  public init(shearModulus: S, bulkModulus: S) {
    self.shearModulus = shearModulus
    self.bulkModulus = bulkModulus
  }

  @inlinable @inline(__always)
  public init(constants: UnsafePointer<S>, terms: Int) {
    self.init(shearModulus: constants[0], bulkModulus: constants[1])
  }

  @inlinable @inline(__always)
  public func derivatives(at I1: S) -> (energy: S, first: S, second: S) {
    (0.5 * shearModulus * (I1 - 3), 0.5 * shearModulus, S(0))
  }
}
