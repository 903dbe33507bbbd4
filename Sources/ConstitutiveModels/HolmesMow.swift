import Tensors

/// The solid of Holmes and Mow, made for cartilage.
///
/// W = H/(4β) (e^Q/I₃^β − 1) with Q = β/H [(2μ − λ)(I₁ − 3) + λ (I₂ − 3)] and H = λ + 2μ.
///
/// - Source: Holmes & Mow, J. Biomech. 23 (1990) 1145.
public struct HolmesMow: StrainLaw {
  public var mu: Double
  public var lambda: Double
  public var beta: Double

  public init(mu: Double, lambda: Double, beta: Double) {
    (self.mu, self.lambda, self.beta) = (mu, lambda, beta)
  }

  public func stress(at C: StrainTensor, time _: Double) -> StrainTensor {
    let H = lambda + 2 * mu
    let (I1, I2) = (C.trace, C.secondInvariant)
    let exponent =
      (beta / H) * ((2 * mu - lambda) * (I1 - 3) + lambda * (I2 - 3))
      - beta * Dual.logarithm(C.determinant)
    let bracket =
      .ofInvariants(C, Dual(0.5 * (2 * mu - lambda)), Dual(0.5 * lambda)) - H * C.inverse
    return 0.5 * Dual.exponential(exponent) * bracket
  }
}

/// A neo-Hookean solid with pores, which closes its pores at J = φ and no further.
///
/// With J̄ = (J − φ)/(1 − φ) and R = (J̄/J)^(2/3): S = μ R 1 + μ (φ R I₁/3 − J)/(J − φ) C⁻¹, where
/// μ = E/3 (1 + ½ (1 − φ)²) and φ is the share of solid at rest.
///
/// - Source: *FEBio User Manual*, "porous neo-Hookean".
public struct PorousNeoHookean: StrainLaw {
  public var youngModulus: Double
  public var solidShare: Double

  public init(youngModulus: Double, solidShare: Double) {
    (self.youngModulus, self.solidShare) = (youngModulus, solidShare)
  }

  public func stress(at C: StrainTensor, time _: Double) -> StrainTensor {
    let (phi, pores) = (solidShare, 1 - solidShare)
    let mu = youngModulus / 3 * (1 + 0.5 * pores * pores)
    let J = Dual.squareRoot(C.determinant)
    let open = J - phi
    let R = Dual.power((1 / pores) * open / J, 2.0 / 3)
    var S = mu * ((phi / 3) * R * C.trace - J) / open * C.inverse
    S.add(diagonal: mu * R)
    return S
  }
}
