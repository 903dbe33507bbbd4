import Tensors

/// The solid of Veronda and Westmann, made for skin.
///
/// W = c₁ (e^(c₂ (I₁ − 3)) − 1) − c₁c₂/2 (I₂ − 3); see `Materials.VerondaWestmann` for its limits.
///
/// - Source: Veronda & Westmann, J. Biomech. 3 (1970) 111.
public struct VerondaWestmannSolid: StrainLaw {
  public var c1: Double
  public var c2: Double

  public init(c1: Double, c2: Double) { (self.c1, self.c2) = (c1, c2) }

  public func stress(at C: StrainTensor, time _: Double) -> StrainTensor {
    let W1 = (c1 * c2) * Dual.exponential(c2 * (C.trace - 3))
    return .ofInvariants(C, W1, Dual(-0.5 * c1 * c2))
  }
}

/// The distortion of a solid of eight chains, five terms of the series.
///
/// W = μ Σ aᵢ/N^(i−1) (I₁ⁱ − 3ⁱ), a = ½, 1/20, 11/1050, 19/7000, 519/673750.
///
/// - Source: Arruda & Boyce, J. Mech. Phys. Solids 41 (1993) 389.
public struct ArrudaBoyce: StrainLaw {
  public var mu: Double
  /// N: links in a chain.
  public var links: Double

  public init(mu: Double, links: Double) { (self.mu, self.links) = (mu, links) }

  /// i aᵢ.
  private static let slopes = [1.0 / 2, 1.0 / 10, 11.0 / 350, 19.0 / 1750, 519.0 / 134750]

  public func stress(at C: StrainTensor, time _: Double) -> StrainTensor {
    let x = (1 / links) * C.trace
    let sum = Self.slopes.reversed().reduce(Dual(0)) { $0 * x + $1 }
    return .ofInvariants(C, mu * sum, Dual(0))
  }
}

/// The distortion of a solid that stiffens exponentially.
///
/// W = μ/(2β) (e^(β (I₁ − 3)) − 1).
///
/// - Source: *FEBio User Manual*, "uncoupled Holmes-Mow".
public struct ExponentialDistortion: StrainLaw {
  public var mu: Double
  public var beta: Double

  public init(mu: Double, beta: Double) { (self.mu, self.beta) = (mu, beta) }

  public func stress(at C: StrainTensor, time _: Double) -> StrainTensor {
    .ofInvariants(C, (0.5 * mu) * Dual.exponential(beta * (C.trace - 3)), Dual(0))
  }
}

/// The distortion of a solid whose energy is a polynomial of the first invariant, after Yeoh.
///
/// W = Σ cᵢ (I₁ − 3)ⁱ; the shear modulus at rest is 2 c₁.
///
/// - Source: Yeoh, Rubber Chem. Technol. 66 (1993) 754.
public struct YeohSolid: StrainLaw {
  /// The coefficients from c₁ on.
  public var coefficients: [Double]

  public init(coefficients: [Double]) { self.coefficients = coefficients }

  public func stress(at C: StrainTensor, time _: Double) -> StrainTensor {
    let x = C.trace - 3
    let W1 = coefficients.enumerated().reversed()
      .reduce(Dual(0)) { $0 * x + Double($1.offset + 1) * $1.element }
    return .ofInvariants(C, W1, Dual(0))
  }
}
