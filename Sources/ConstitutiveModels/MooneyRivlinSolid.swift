import Tensors

/// The part of Mooney and Rivlin that depends on the first two invariants.
///
/// W = c₁ (I₁ − 3) + c₂ (I₂ − 3). As it stands the law of the distortion of an uncoupled solid, whose shear modulus at
/// rest is 2 (c₁ + c₂).
///
/// - Source: Holzapfel, *Nonlinear Solid Mechanics* (2000), §6.5.
public struct MooneyRivlinSolid: StrainLaw {
  public var c1: Double
  public var c2: Double

  public init(c1: Double, c2: Double) { (self.c1, self.c2) = (c1, c2) }

  public func stress(at C: StrainTensor, time _: Double) -> StrainTensor {
    .ofInvariants(C, Dual(c1), Dual(c2))
  }
}

/// The compressible solid of Mooney and Rivlin.
///
/// W = c₁ (I₁ − 3) + c₂ (I₂ − 3) − 2 (c₁ + 2c₂) ln J + K/2 (ln J)².
///
/// - Source: *FEBio User Manual*, "coupled Mooney-Rivlin".
public struct CoupledMooneyRivlin: StrainLaw {
  public var c1: Double
  public var c2: Double
  public var bulkModulus: Double

  public init(c1: Double, c2: Double, bulkModulus: Double) {
    (self.c1, self.c2, self.bulkModulus) = (c1, c2, bulkModulus)
  }

  public func stress(at C: StrainTensor, time _: Double) -> StrainTensor {
    let logJ = 0.5 * Dual.logarithm(C.determinant)
    return .ofInvariants(C, Dual(c1), Dual(c2))
      + (bulkModulus * logJ - 2 * (c1 + 2 * c2)) * C.inverse
  }
}
