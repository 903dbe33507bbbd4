import Tensors

/// A solid whose stress derives from a stored energy, split into shape and volume.
///
/// Ψ(F) = Ψ_iso(F̄) + U(J), with J = det F and F̄ = J^(−1/3) F.
///
/// A law is written once, for any `Arithmetic`: doubles, batches of cells, complex numbers.
public protocol HyperelasticLaw: Sendable {
  associatedtype S: Arithmetic

  /// The law with the given constants, in the order of `Material.parameters`.
  init(constants: UnsafePointer<S>)

  /// Bulk modulus K at rest, in Pa.
  var bulkModulus: S { get }

  /// Ψ_iso in J/m³, for det F > 0.
  func isochoricEnergy(at F: Tensor3<S>) -> S

  /// P = ∂Ψ_iso/∂F in Pa, for det F > 0.
  func isochoricStress(at F: Tensor3<S>) -> Tensor3<S>

  /// P = ∂Ψ_iso/∂F, and A = ∂P/∂F added to `tangent`, both in Pa.
  ///
  /// - Parameters:
  ///   - F: the deformation gradient.
  ///   - tangent: 81 entries, A_iJkL at 9(3i + J) + 3k + L; added to, not overwritten.
  /// - Returns: P.
  func isochoricStress(at F: Tensor3<S>, addingTangentTo tangent: UnsafeMutablePointer<S>)
    -> Tensor3<S>

  /// U(θ) in J/m³, U′(θ) and U″(θ) in Pa, for a volume ratio θ > 0.
  func volumetric(at theta: S) -> (energy: S, first: S, second: S)
}

extension HyperelasticLaw {
  /// U(θ) = K/2 (ln θ)², which keeps both a vanishing and an exploding volume from being reached.
  @inlinable @inline(__always)
  public func volumetric(at theta: S) -> (energy: S, first: S, second: S) {
    let l = S.logarithm(theta)
    let K = bulkModulus
    return (0.5 * K * l * l, K * l / theta, K * (1 - l) / (theta * theta))
  }
}

/// A law of the first isochoric invariant alone, Ψ_iso = W(Ī₁) with Ī₁ = J^(−2/3) F:F.
///
/// A conformer gives W and its first two derivatives; stress and tangent follow here.
public protocol FirstInvariantLaw: HyperelasticLaw {
  /// W in J/m³, W′ and W″ in Pa, as functions of Ī₁ ≥ 3.
  func derivatives(at I1: S) -> (energy: S, first: S, second: S)
}

extension FirstInvariantLaw {
  @inlinable @inline(__always)
  public func isochoricEnergy(at F: Tensor3<S>) -> S {
    derivatives(at: S.power(F.determinant, -2.0 / 3) * F.contracted(with: F)).energy
  }

  /// P = W′ ∂Ī₁/∂F, with ∂Ī₁/∂F = 2 J^(−2/3) (F − (F:F)/3 F⁻ᵀ).
  @inlinable @inline(__always)
  public func isochoricStress(at F: Tensor3<S>) -> Tensor3<S> {
    let cofactor = F.cofactor
    let J = F.determinant
    let scale = S.power(J, -2.0 / 3)
    let I1 = F.contracted(with: F)
    let W = derivatives(at: scale * I1)
    let c = 2 * scale * W.first
    return F * c - cofactor * (c * I1 / (3 * J))
  }

  /// A = W″ D⊗D + W′ ∂D/∂F with D = ∂Ī₁/∂F and G = F⁻ᵀ.
  ///
  /// ∂D/∂F = 2J^(−2/3) [1 − ⅔(F⊗G + G⊗F) + (2/9)(F:F) G⊗G + ⅓(F:F) G_iL G_kJ].
  @inlinable @inline(__always)
  public func isochoricStress(at F: Tensor3<S>, addingTangentTo A: UnsafeMutablePointer<S>)
    -> Tensor3<S>
  {
    let J = F.determinant
    let G = F.cofactor * (S(1) / J)
    let scale = S.power(J, -2.0 / 3)
    let I1 = F.contracted(with: F)
    let W = derivatives(at: scale * I1)
    let c = 2 * scale * W.first
    let d = 4 * scale * scale * W.second
    let third = I1 * (1.0 / 3)
    let ff = d
    let fg = -(c * (2.0 / 3)) - d * third
    let gg = c * third * (2.0 / 3) + d * third * third
    let crossed = c * third
    addTangent(identity: c, ff: ff, fg: fg, gg: gg, crossed: crossed, F: F, G: G, to: A)
    return F * c - G * (c * third)
  }
}
