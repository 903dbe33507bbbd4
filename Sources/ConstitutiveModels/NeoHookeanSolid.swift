import Tensors

/// The compressible neo-Hookean solid.
///
/// Ψ = μ/2 (I₁ − 3) − μ ln J + λ/2 (ln J)², S = μ (1 − C⁻¹) + λ ln J C⁻¹.
///
/// - Source: Bonet & Wood, *Nonlinear Continuum Mechanics for Finite Element Analysis*, 2nd ed. (2008), §6.4.3.
public struct NeoHookeanSolid: StrainLaw {
  public var mu: Double
  public var lambda: Double

  public init(mu: Double, lambda: Double) { (self.mu, self.lambda) = (mu, lambda) }

  public func stress(at C: StrainTensor, time _: Double) -> StrainTensor {
    let logJ = 0.5 * Dual.logarithm(C.determinant)
    var S = (lambda * logJ - mu) * C.inverse
    S.add(diagonal: Dual(mu))
    return S
  }
}

/// Lamé's constants of an isotropic solid at rest.
public struct LameConstants: Sendable {
  public var lambda: Double
  public var mu: Double

  /// λ = E ν/((1 + ν)(1 − 2ν)), μ = E/(2 (1 + ν)), for −1 < ν < ½.
  public init(youngModulus E: Double, poissonRatio nu: Double) {
    lambda = E * nu / ((1 + nu) * (1 - 2 * nu))
    mu = E / (2 * (1 + nu))
  }
}
