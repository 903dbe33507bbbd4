import Tensors

/// The solid of Saint-Venant and Kirchhoff: Hooke's law between S and E = ½ (C − 1).
///
/// S = λ tr E 1 + 2μ E. For small strain and any rotation; it softens without bound in compression.
///
/// - Source: Holzapfel, *Nonlinear Solid Mechanics* (2000), §6.5.
public struct SaintVenantKirchhoff: StrainLaw {
  public var mu: Double
  public var lambda: Double

  public init(mu: Double, lambda: Double) { (self.mu, self.lambda) = (mu, lambda) }

  public func stress(at C: StrainTensor, time _: Double) -> StrainTensor {
    var S = mu * C
    S.add(diagonal: (0.5 * lambda) * (C.trace - 3) - mu)
    return S
  }
}
