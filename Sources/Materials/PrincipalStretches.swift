import Tensors

/// The principal stretches of a deformation gradient and their directions in the undeformed body.
@usableFromInline
struct PrincipalStretches<S: Arithmetic> {
  /// cₐ = λₐ², the eigenvalues of C = FᵀF.
  @usableFromInline let squared: (S, S, S)
  /// Unit vectors Nₐ.
  @usableFromInline let axes: (Axis<S>, Axis<S>, Axis<S>)
  /// ε̄ₐ = ln λ̄ₐ, of sum zero.
  @usableFromInline let logarithmic: (S, S, S)

  @inlinable @inline(__always)
  init(of F: Tensor3<S>) {
    let principal = PrincipalAxes(of: F.transpose * F)
    squared = principal.values
    axes = principal.axes
    let l0 = 0.5 * S.logarithm(squared.0)
    let l1 = 0.5 * S.logarithm(squared.1)
    let l2 = 0.5 * S.logarithm(squared.2)
    let mean = (l0 + l1 + l2) * (1.0 / 3)
    logarithmic = (l0 - mean, l1 - mean, l2 - mean)
  }

  /// Σ sₐ Nₐ⊗Nₐ.
  @inlinable @inline(__always)
  func tensor(_ s: (S, S, S)) -> Tensor3<S> {
    let first = Axis.outer(axes.0, axes.0) * s.0 + Axis.outer(axes.1, axes.1) * s.1
    return first + Axis.outer(axes.2, axes.2) * s.2
  }
}

/// What the terms of an energy of the principal stretches sum up to.
///
/// With aₐ = λ̄ₐ^α, k = 2μ/α and m their mean: τₐ = Σ k (aₐ − m) are the Kirchhoff stresses, and
/// ∂τₐ/∂εᵦ = Σ 2μ [aₐ δ_ab − (aₐ + aᵦ)/3 + m/3].
@usableFromInline
struct PrincipalResponse<S: Arithmetic> {
  @usableFromInline var energy = S(0)
  /// τₐ in Pa.
  @usableFromInline var kirchhoff = (S(0), S(0), S(0))
  /// ∂τₐ/∂εₐ, and ∂τₐ/∂εᵦ for the pairs 01, 02, 12, in Pa.
  @usableFromInline var normal = (S(0), S(0), S(0))
  @usableFromInline var mixed = (S(0), S(0), S(0))
  /// cₐcᵦ (Sₐ − Sᵦ)/(cₐ − cᵦ) for the pairs 01, 02, 12, in Pa.
  @usableFromInline var shear = (S(0), S(0), S(0))

  @inlinable @inline(__always)
  init() {}

  /// Adds energy and stress of one term; returns the powers aₐ and their mean.
  @inlinable @inline(__always)
  @discardableResult
  mutating func add(_ term: OgdenTerm<S>, at state: PrincipalStretches<S>) -> (S, S, S, mean: S) {
    let (e0, e1, e2) = state.logarithmic
    let a0 = S.exponential(term.exponent * e0)
    let a1 = S.exponential(term.exponent * e1)
    let a2 = S.exponential(term.exponent * e2)
    let mean = (a0 + a1 + a2) * (1.0 / 3)
    let k = 2 * term.modulus / term.exponent
    energy = energy + 3 * (k / term.exponent) * (mean - 1)
    kirchhoff.0 = kirchhoff.0 + k * (a0 - mean)
    kirchhoff.1 = kirchhoff.1 + k * (a1 - mean)
    kirchhoff.2 = kirchhoff.2 + k * (a2 - mean)
    return (a0, a1, a2, mean)
  }

  /// Adds the moduli of one term as well.
  ///
  /// The divided difference needs (cₐᵖ − cᵦᵖ)/(cₐ − cᵦ) with p = α/2 − 1, which is accurate at equal stretches
  /// as √(aₐaᵦ)/(cₐcᵦ) sinh(p δ)/sinh(δ), δ = εₐ − εᵦ; and √(aₐaᵦ) = 1/√a of the third axis.
  @inlinable @inline(__always)
  mutating func addWithModuli(_ term: OgdenTerm<S>, at state: PrincipalStretches<S>) {
    let (a0, a1, a2, mean) = add(term, at: state)
    let (e0, e1, e2) = state.logarithmic
    let twice = 2 * term.modulus
    let third = twice * (1.0 / 3)
    normal.0 = normal.0 + third * (a0 + mean)
    normal.1 = normal.1 + third * (a1 + mean)
    normal.2 = normal.2 + third * (a2 + mean)
    mixed.0 = mixed.0 + third * (mean - a0 - a1)
    mixed.1 = mixed.1 + third * (mean - a0 - a2)
    mixed.2 = mixed.2 + third * (mean - a1 - a2)
    let k = twice / term.exponent
    let p = 0.5 * term.exponent - 1
    shear.0 = shear.0 + k * (S.hyperbolicRatio(p, e0 - e1) / S.squareRoot(a2) + mean)
    shear.1 = shear.1 + k * (S.hyperbolicRatio(p, e0 - e2) / S.squareRoot(a1) + mean)
    shear.2 = shear.2 + k * (S.hyperbolicRatio(p, e1 - e2) / S.squareRoot(a0) + mean)
  }

  /// Sₐ = τₐ/cₐ in Pa.
  @inlinable @inline(__always)
  func secondPiola(at state: PrincipalStretches<S>) -> (S, S, S) {
    let c = state.squared
    return (kirchhoff.0 / c.0, kirchhoff.1 / c.1, kirchhoff.2 / c.2)
  }

  /// Adds Σ ℂ_ab M_aa⊗M_bb and Σ_{a<b} G_ab (M_ab + M_ba)⊗(M_ab + M_ba) to the tangent; ℂ_ab =
  /// (∂τₐ/∂εᵦ − 2τₐ δ_ab)/(cₐcᵦ).
  @inlinable @inline(__always)
  func addModuli(at state: PrincipalStretches<S>, F: Tensor3<S>, to A: UnsafeMutablePointer<S>) {
    let (N0, N1, N2) = state.axes
    let (v0, v1, v2) = (F * N0, F * N1, F * N2)
    let (i0, i1, i2) = (S(1) / state.squared.0, S(1) / state.squared.1, S(1) / state.squared.2)
    let M0 = Axis.outer(v0, N0) * i0
    let M1 = Axis.outer(v1, N1) * i1
    let M2 = Axis.outer(v2, N2) * i2
    let (n0, n1) = (normal.0 - 2 * kirchhoff.0, normal.1 - 2 * kirchhoff.1)
    let n2 = normal.2 - 2 * kirchhoff.2
    addOuter(M0, M0 * n0 + M1 * mixed.0 + M2 * mixed.1, to: A)
    addOuter(M1, M0 * mixed.0 + M1 * n1 + M2 * mixed.2, to: A)
    addOuter(M2, M0 * mixed.1 + M1 * mixed.2 + M2 * n2, to: A)
    let M01 = Axis.outer(v0, N1) + Axis.outer(v1, N0)
    let M02 = Axis.outer(v0, N2) + Axis.outer(v2, N0)
    let M12 = Axis.outer(v1, N2) + Axis.outer(v2, N1)
    addOuter(M01, M01 * (shear.0 * i0 * i1), to: A)
    addOuter(M02, M02 * (shear.1 * i0 * i2), to: A)
    addOuter(M12, M12 * (shear.2 * i1 * i2), to: A)
  }
}
