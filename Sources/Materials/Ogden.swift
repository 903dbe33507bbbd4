import Tensors

/// One term of Ogden's energy.
public struct OgdenTerm<S: Arithmetic>: Sendable {
  /// μᵢ in Pa and αᵢ.
  public let modulus: S, exponent: S

  @inlinable @inline(__always)
  init(_ constants: UnsafePointer<S>) { (modulus, exponent) = (constants[0], constants[1]) }
}

/// The Ogden solid with one to four terms, in isochoric–volumetric form.
///
/// W = Σᵢ 2μᵢ/αᵢ² (λ̄₁^αᵢ + λ̄₂^αᵢ + λ̄₃^αᵢ − 3), with λ̄ₐ = J^(−1/3) λₐ; the shear modulus at rest is Σ μᵢ.
///
/// The classical constants, W = Σ μ′ᵢ/αᵢ (…), are another convention: μᵢ = μ′ᵢ αᵢ/2, see
/// `Material.ogden(classicalTerms:bulkModulus:)`. One term with α = 2 is neo-Hookean, α = 2 and −2 are
/// Mooney–Rivlin. Every term needs μᵢ > 0 (classically μ′ᵢαᵢ > 0) to be convex in the logarithmic stretches
/// (Hill's inequality); 1 ≤ |αᵢ| keeps it elliptic in tension, and a large α (skin: 9 to 40) overflows early.
///
/// - Source: Ogden, Proc. R. Soc. A 326 (1972) 565; convention of Ogden terms as in Abaqus, Theory Guide §4.6.1;
///   tangent after Holzapfel, *Nonlinear Solid Mechanics* (2000), §6.6.
public struct Ogden<S: Arithmetic>: HyperelasticLaw {
  public static var declaration: LawDeclaration {
    LawDeclaration(
      [.bulkModulus],
      perTerm: [
        LawConstant("mu", .pascal, .any, "share of this term in the shear modulus at rest"),
        LawConstant("alpha", .one, .notZero, "exponent of the stretches"),
      ], terms: 1...4)
  }

  public let bulkModulus: S
  /// The first `count` are used.
  @usableFromInline let terms: (OgdenTerm<S>, OgdenTerm<S>, OgdenTerm<S>, OgdenTerm<S>)
  @usableFromInline let count: Int

  @inlinable @inline(__always)
  public init(constants: UnsafePointer<S>, terms count: Int) {
    bulkModulus = constants[0]
    let first = constants + 1
    /// Terms beyond the last repeat it, so that no constant outside the list is read.
    @inline(__always)
    func term(_ i: Int) -> OgdenTerm<S> { OgdenTerm(first + 2 * min(i, count - 1)) }
    terms = (term(0), term(1), term(2), term(3))
    self.count = count
  }

  public var shearModulus: S {
    (0..<count).reduce(S(0)) { $0 + term($1).modulus }
  }

  @inlinable @inline(__always)
  func term(_ i: Int) -> OgdenTerm<S> {
    switch i {
    case 0: terms.0
    case 1: terms.1
    case 2: terms.2
    default: terms.3
    }
  }

  /// P = F Σₐ Sₐ Nₐ⊗Nₐ with Sₐ = τₐ/λₐ².
  @inlinable @inline(__always)
  public func isochoric(at F: Tensor3<S>) -> (energy: S, stress: Tensor3<S>) {
    let state = PrincipalStretches(of: F)
    var response = PrincipalResponse<S>()
    for i in 0..<count { response.add(term(i), at: state) }
    return (response.energy, F * state.tensor(response.secondPiola(at: state)))
  }

  /// A = δ_ik S_JL + Σ ℂ_ab M_aa⊗M_bb + Σ_{a<b} G_ab (M_ab + M_ba)⊗(M_ab + M_ba), with M_ab = F Nₐ⊗N_b,
  /// ℂ_ab = 2 ∂Sₐ/∂cᵦ and the divided difference G_ab = (Sₐ − Sᵦ)/(cₐ − cᵦ), c = λ².
  @inlinable @inline(__always)
  public func isochoric(at F: Tensor3<S>, tangent A: UnsafeMutablePointer<S>)
    -> (energy: S, stress: Tensor3<S>)
  {
    let state = PrincipalStretches(of: F)
    var response = PrincipalResponse<S>()
    for i in 0..<count { response.addWithModuli(term(i), at: state) }
    let second = state.tensor(response.secondPiola(at: state))
    addMaterialBlocks(second, to: A)
    response.addModuli(at: state, F: F, to: A)
    return (response.energy, F * second)
  }
}
