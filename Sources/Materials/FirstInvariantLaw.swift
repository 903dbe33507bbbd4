import Tensors

/// A law of the first isochoric invariant alone, Ψ_iso = W(Ī₁) with Ī₁ = J^(−2/3) F:F.
///
/// A conformer gives W and its first two derivatives; stress and tangent follow here.
public protocol FirstInvariantLaw: HyperelasticLaw {
  /// W in J/m³, W′ and W″ in Pa, as functions of Ī₁ ≥ 3.
  func derivatives(at I1: S) -> (energy: S, first: S, second: S)
}

extension FirstInvariantLaw {
  /// P = W′ ∂Ī₁/∂F, with ∂Ī₁/∂F = 2 J^(−2/3) (F − (F:F)/3 F⁻ᵀ).
  @inlinable @inline(__always)
  public func isochoric(at F: Tensor3<S>) -> (energy: S, stress: Tensor3<S>) {
    let cofactor = F.cofactor
    let J = F.determinant
    let scale = S.power(J, -2.0 / 3)
    let I1 = F.contracted(with: F)
    let W = derivatives(at: scale * I1)
    let c = 2 * scale * W.first
    return (W.energy, F * c - cofactor * (c * I1 / (3 * J)))
  }

  /// A = W″ D⊗D + W′ ∂D/∂F with D = ∂Ī₁/∂F and G = F⁻ᵀ.
  ///
  /// ∂D/∂F = 2J^(−2/3) [1 − ⅔(F⊗G + G⊗F) + (2/9)(F:F) G⊗G + ⅓(F:F) G_iL G_kJ].
  @inlinable @inline(__always)
  public func isochoric(at F: Tensor3<S>, tangent A: UnsafeMutablePointer<S>)
    -> (energy: S, stress: Tensor3<S>)
  {
    let J = F.determinant
    let G = F.cofactor * (S(1) / J)
    let scale = S.power(J, -2.0 / 3)
    let I1 = F.contracted(with: F)
    let W = derivatives(at: scale * I1)
    let c = 2 * scale * W.first
    let d = 4 * scale * scale * W.second
    let third = I1 * (1.0 / 3)
    let fg = -(c * (2.0 / 3)) - d * third
    let gg = c * third * (2.0 / 3) + d * third * third
    addTangent(identity: c, ff: d, fg: fg, gg: gg, crossed: c * third, F: F, G: G, to: A)
    return (W.energy, F * c - G * (c * third))
  }
}
