import Tensors

/// The isochoric invariant Ī_H = J^(−2/3) F:(F H) of a symmetric structure tensor H.
///
/// H = 1 gives Ī₁, H = a⊗a the squared stretch Ī₄ along a, a mixture of both a dispersed fibre family.
@usableFromInline
struct StructureInvariant<S: Arithmetic> {
  /// H, F H, and F:(F H)/3.
  @usableFromInline let H: Tensor3<S>, FH: Tensor3<S>, third: S
  /// F⁻ᵀ and J^(−2/3).
  @usableFromInline let G: Tensor3<S>, scale: S

  @inlinable @inline(__always)
  init(_ H: Tensor3<S>, of F: Tensor3<S>, inverseTranspose G: Tensor3<S>, scale: S) {
    (self.H, self.G, self.scale) = (H, G, scale)
    FH = F * H
    third = F.contracted(with: FH) * (1.0 / 3)
  }

  @inlinable var value: S {
    @inline(__always) get { 3 * scale * third }
  }

  /// W′ ∂Ī_H/∂F = 2J^(−2/3) W′ (F H − ⅓ F:(F H) G).
  @inlinable @inline(__always)
  func stress(first: S) -> Tensor3<S> { (FH - G * third) * (2 * scale * first) }

  /// Adds W″ D⊗D + W′ ∂D/∂F with D = ∂Ī_H/∂F; the bracket at `FirstInvariantLaw` with F H in place of F.
  @inlinable @inline(__always)
  func addTangent(first: S, second: S, to A: UnsafeMutablePointer<S>) {
    let c = 2 * scale * first
    let d = 4 * scale * scale * second
    let fg = -(c * (2.0 / 3)) - d * third
    let gg = c * third * (2.0 / 3) + d * third * third
    Materials.addTangent(
      identity: S(0), ff: d, fg: fg, gg: gg, crossed: c * third, F: FH, G: G, to: A)
    addMaterialBlocks(H * c, to: A)
  }
}
