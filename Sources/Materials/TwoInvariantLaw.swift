import Tensors

/// The derivatives of an energy W(Ī₁, Ī₂): W in J/m³, the others in Pa.
public struct InvariantDerivatives<S: Arithmetic>: Sendable {
  public let energy: S
  /// ∂W/∂Ī₁ and ∂W/∂Ī₂.
  public let d1: S, d2: S
  /// Second derivatives.
  public let d11: S, d12: S, d22: S

  @inlinable @inline(__always)
  public init(energy: S, d1: S, d2: S, d11: S, d12: S, d22: S) {
    (self.energy, self.d1, self.d2) = (energy, d1, d2)
    (self.d11, self.d12, self.d22) = (d11, d12, d22)
  }
}

/// A law of both isochoric invariants, Ψ_iso = W(Ī₁, Ī₂).
///
/// Ī₁ = J^(−2/3) tr C and Ī₂ = J^(−4/3) ½[(tr C)² − C:C], with C = FᵀF. A conformer gives W and its first
/// two derivatives; stress and tangent follow here.
public protocol TwoInvariantLaw: HyperelasticLaw {
  /// W and its derivatives at Ī₁ ≥ 3 and Ī₂ ≥ 3.
  func derivatives(at I1: S, _ I2: S) -> InvariantDerivatives<S>
}

extension TwoInvariantLaw {
  /// P = W₁ D₁ + W₂ D₂ with Dₐ = ∂Īₐ/∂F.
  @inlinable @inline(__always)
  public func isochoric(at F: Tensor3<S>) -> (energy: S, stress: Tensor3<S>) {
    let invariants = IsochoricInvariants(of: F)
    let W = derivatives(at: invariants.first, invariants.second)
    return (W.energy, invariants.D1 * W.d1 + invariants.D2 * W.d2)
  }

  /// A = Σ W_ab D_a⊗D_b + W₁ ∂D₁/∂F + W₂ ∂D₂/∂F.
  @inlinable @inline(__always)
  public func isochoric(at F: Tensor3<S>, tangent A: UnsafeMutablePointer<S>)
    -> (energy: S, stress: Tensor3<S>)
  {
    let invariants = IsochoricInvariants(of: F)
    let (D1, D2) = (invariants.D1, invariants.D2)
    let W = derivatives(at: invariants.first, invariants.second)
    invariants.addSecondDerivatives(first: W.d1, second: W.d2, to: A)
    addOuter(D1, D1 * W.d11 + D2 * W.d12, to: A)
    addOuter(D2, D1 * W.d12 + D2 * W.d22, to: A)
    return (W.energy, D1 * W.d1 + D2 * W.d2)
  }
}

/// Ī₁ and Ī₂ at a deformation gradient, and their derivatives.
@usableFromInline
struct IsochoricInvariants<S: Arithmetic> {
  @usableFromInline let F: Tensor3<S>
  /// C = FᵀF, G = F⁻ᵀ and K = I₁F − FC, half the derivative of I₂.
  @usableFromInline let C: Tensor3<S>, G: Tensor3<S>, K: Tensor3<S>
  /// I₁ and I₂, and the factors J^(−2/3) and J^(−4/3) that make them isochoric.
  @usableFromInline let I1: S, I2: S, scale1: S, scale2: S

  @inlinable @inline(__always)
  init(of F: Tensor3<S>) {
    self.F = F
    C = F.transpose * F
    let J = F.determinant
    G = F.cofactor * (S(1) / J)
    I1 = C.trace
    I2 = 0.5 * (I1 * I1 - C.contracted(with: C))
    K = F * I1 - F * C
    scale1 = S.power(J, -2.0 / 3)
    scale2 = scale1 * scale1
  }

  @inlinable var first: S {
    @inline(__always) get { scale1 * I1 }
  }
  @inlinable var second: S {
    @inline(__always) get { scale2 * I2 }
  }
  /// ∂Ī₁/∂F = 2J^(−2/3) (F − ⅓ I₁ G).
  @inlinable var D1: Tensor3<S> {
    @inline(__always) get { (F - G * (I1 * (1.0 / 3))) * (2 * scale1) }
  }
  /// ∂Ī₂/∂F = 2J^(−4/3) (K − ⅔ I₂ G).
  @inlinable var D2: Tensor3<S> {
    @inline(__always) get { (K - G * (I2 * (2.0 / 3))) * (2 * scale2) }
  }

  /// W₁ ∂D₁/∂F + W₂ ∂D₂/∂F.
  ///
  /// ∂D₂/∂F = 2J^(−4/3) [2F⊗F + I₁ 1 − δ_ik C_JL − B_ik δ_JL − F_iL F_kJ − (4/3)(K⊗G + G⊗K)
  /// + (8/9) I₂ G⊗G + ⅔ I₂ G_iL G_kJ] with B = FFᵀ; ∂D₁/∂F stands at `FirstInvariantLaw`.
  @inlinable @inline(__always)
  func addSecondDerivatives(first W1: S, second W2: S, to A: UnsafeMutablePointer<S>) {
    let c1 = 2 * scale1 * W1
    let c2 = 2 * scale2 * W2
    addTangent(
      identity: c1 + c2 * I1, ff: 2 * c2, fg: c1 * (-2.0 / 3),
      gg: c1 * I1 * (2.0 / 9) + c2 * I2 * (8.0 / 9),
      crossed: c1 * I1 * (1.0 / 3) + c2 * I2 * (2.0 / 3), F: F, G: G, to: A)
    addTangent(
      identity: S(0), ff: S(0), fg: S(0), gg: S(0), crossed: -c2, F: F, G: F, to: A)
    addOuter(K, G * (c2 * (-4.0 / 3)), to: A)
    addOuter(G, K * (c2 * (-4.0 / 3)), to: A)
    addMaterialBlocks(C * -c2, to: A)
    addSpatialBlocks((F * F.transpose) * -c2, to: A)
  }
}
