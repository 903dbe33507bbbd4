import Tensors

/// How a surface is stretched at a point: the principal stretches of its tangent plane.
///
/// With x,ξ and x,η the tangents, C = Fₛᵀ Fₛ in the undeformed plane; λ² are the eigenvalues of C.
public struct SkinStretch: Sendable, Equatable {
  /// λ₁ ≥ λ₂, dimensionless; 1 where nothing is stretched.
  public var largest: Double
  public var smallest: Double

  /// Area after over area before, λ₁ λ₂.
  public var areaRatio: Double { largest * smallest }

  /// - Parameters:
  ///   - start: the tangents ∂x/∂ξ and ∂x/∂η before; not parallel.
  ///   - end: the same after.
  public init(
    from start: (along: Vector3, across: Vector3), to end: (along: Vector3, across: Vector3)
  ) {
    // In the frame e₁ ∥ x,ξ and e₂ ⊥ e₁ the gradient takes e₁ to f₁ and e₂ to f₂.
    let length = start.along.length
    let e1 = start.along / length
    let lean = start.across.dot(e1)
    let f1 = end.along / length
    let f2 = (end.across - lean * f1) / (start.across - lean * e1).length
    let (a, b, c) = (f1.dot(f1), f2.dot(f2), f1.dot(f2))
    let (middle, half) = ((a + b) / 2, ((a - b) / 2 * ((a - b) / 2) + c * c).squareRoot())
    largest = (middle + half).squareRoot()
    // λ₁ λ₂ = |f₁ × f₂| keeps the digits that middle − half would lose.
    smallest = largest > 0 ? f1.cross(f2).length / largest : 0
  }
}
