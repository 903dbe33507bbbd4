import Tensors

/// A soft matrix with one or two families of dispersed collagen fibres.
///
/// Ψ_iso = μ/2 (Ī₁ − 3) + Σ_α k₁/(2k₂) (e^(k₂⟨E_α⟩²) − 1), with
/// E_α = κ(Ī₁ − 3) + (1 − 3κ)(Ī₄α − 1) and Ī₄α = J^(−2/3) |F aα|², aα a unit vector of the undeformed body.
/// κ = 0 aligns all fibres with aα, κ = ⅓ scatters them evenly: the law is isotropic then.
///
/// Fibres bear tension only: ⟨E⟩ = E where E > 0 and 0 elsewhere. The switch is on the mean strain E of the
/// dispersed family, not on Ī₄ > 1: energy and stress vanish at E = 0, so that both stay continuous there, whereas
/// with κ > 0 a switch on Ī₄ would let the stress jump. The tangent jumps by k₁ D⊗D in either case.
///
/// Elliptic while the fibres are stretched. Fibres in compression drop out, but a dispersed family with E > 0 also
/// pulls where Ī₄ < 1; in strong compression along a the term may then lose ellipticity. Keep K ≫ k₁: the
/// isochoric Ī₄ lets a soft volume swell under tension instead of straining the fibres.
///
/// - Source: Gasser, Ogden & Holzapfel, J. R. Soc. Interface 3 (2006) 15, eqs. (3.4)–(4.7); the switch on E as in
///   Abaqus, Theory Guide §4.6.3.
public struct GasserOgdenHolzapfel<S: Arithmetic>: HyperelasticLaw {
  public static var declaration: LawDeclaration {
    LawDeclaration(
      [
        LawConstant("shear_modulus", .pascal, .positive, "shear modulus of the matrix"),
        LawConstant("k1", .pascal, .notNegative, "stiffness of the fibres at rest"),
        LawConstant("k2", .one, .positive, "rate at which the fibres stiffen"),
        LawConstant("kappa", .one, .within(0...1 / 3.0), "dispersion: 0 aligned, 1/3 isotropic"),
        .bulkModulus,
      ], families: 1...2)
  }

  /// μ of the matrix in Pa.
  public let shearModulus: S
  /// k₁ in Pa; k₂.
  public let k1: S, k2: S
  public let bulkModulus: S
  /// κ1 + (1 − 3κ) a⊗a of each family, of trace one: E_α = Ī_H − 1.
  @usableFromInline let structures: (Tensor3<S>, Tensor3<S>)
  @usableFromInline let families: Int

  @inlinable @inline(__always)
  public init(constants c: UnsafePointer<S>, terms families: Int) {
    (shearModulus, k1, k2, bulkModulus) = (c[0], c[1], c[2], c[4])
    let kappa = c[3]
    /// The structure tensor of the direction that begins at `a`.
    @inline(__always)
    func structure(_ a: UnsafePointer<S>) -> Tensor3<S> {
      let axis = Axis(a[0], a[1], a[2])
      return Tensor3(diagonal: kappa, kappa, kappa) + Axis.outer(axis, axis) * (1 - 3 * kappa)
    }
    structures = (structure(c + 5), structure(families == 2 ? c + 8 : c + 5))
    self.families = families
  }

  @inlinable @inline(__always)
  public func isochoric(at F: Tensor3<S>) -> (energy: S, stress: Tensor3<S>) {
    let (G, scale) = (F.cofactor * (S(1) / F.determinant), S.power(F.determinant, -2.0 / 3))
    let matrix = StructureInvariant(.identity, of: F, inverseTranspose: G, scale: scale)
    var energy = 0.5 * shearModulus * (matrix.value - 3)
    var P = matrix.stress(first: 0.5 * shearModulus)
    for family in 0..<families {
      let H = family == 0 ? structures.0 : structures.1
      let fibres = StructureInvariant(H, of: F, inverseTranspose: G, scale: scale)
      let W = fibreDerivatives(strain: fibres.value - 1)
      energy = energy + W.energy
      P = P + fibres.stress(first: W.first)
    }
    return (energy, P)
  }

  @inlinable @inline(__always)
  public func isochoric(at F: Tensor3<S>, tangent A: UnsafeMutablePointer<S>)
    -> (energy: S, stress: Tensor3<S>)
  {
    let (G, scale) = (F.cofactor * (S(1) / F.determinant), S.power(F.determinant, -2.0 / 3))
    let matrix = StructureInvariant(.identity, of: F, inverseTranspose: G, scale: scale)
    var energy = 0.5 * shearModulus * (matrix.value - 3)
    var P = matrix.stress(first: 0.5 * shearModulus)
    matrix.addTangent(first: 0.5 * shearModulus, second: S(0), to: A)
    for family in 0..<families {
      let H = family == 0 ? structures.0 : structures.1
      let fibres = StructureInvariant(H, of: F, inverseTranspose: G, scale: scale)
      let W = fibreDerivatives(strain: fibres.value - 1)
      energy = energy + W.energy
      P = P + fibres.stress(first: W.first)
      fibres.addTangent(first: W.first, second: W.second, to: A)
    }
    return (energy, P)
  }

  /// k₁/(2k₂) (e^(k₂⟨E⟩²) − 1) and its derivatives with respect to E; all zero for E ≤ 0.
  @inlinable @inline(__always)
  func fibreDerivatives(strain E: S) -> (energy: S, first: S, second: S) {
    let tension = S.select(E, wherePositive: E, otherwise: S(0))
    let square = k2 * tension * tension
    let e = S.exponential(square)
    let second = k1 * (S(1) + 2 * square) * e
    return (
      0.5 * k1 / k2 * (e - 1), k1 * tension * e, S.select(second, wherePositive: E, otherwise: S(0))
    )
  }
}
