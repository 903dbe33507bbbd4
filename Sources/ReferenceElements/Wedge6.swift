import Tensors

/// The linear wedge: a triangle (ξ, η) extruded along ζ ∈ [−1, 1], Nₐ = ½ Lᵢ (1 ± ζ).
///
/// Corners of ζ = −1, then of ζ = +1. Locks when the material is nearly incompressible, with a constant
/// pressure as well: it has too few unknowns for its constraints.
public enum Wedge6: ReferenceCell {
  public static let nodes: [Vector3] = Array(Wedge15.nodes.prefix(6))

  public static func shapes(at p: Vector3) -> [Double] {
    let L = Triangle3.shapes(at: p)
    return L.map { 0.5 * $0 * (1 - p.z) } + L.map { 0.5 * $0 * (1 + p.z) }
  }

  public static func gradients(at p: Vector3) -> [Vector3] {
    let (L, dL) = (Triangle3.shapes(at: p), Triangle3.gradients(at: p))
    return [-1.0, 1.0].flatMap { side in
      zip(L, dL).map { L, dL in
        let level = 0.5 * (1 + side * p.z)
        return Vector3(level * dL.x, level * dL.y, 0.5 * side * L)
      }
    }
  }

  /// The nodes of each face, counter-clockwise seen from outside.
  static let faces: [(shape: CellShape, nodes: [Int])] = [
    (.triangle3, [0, 2, 1]), (.triangle3, [3, 4, 5]), (.quadrilateral4, [0, 1, 4, 3]),
    (.quadrilateral4, [1, 2, 5, 4]), (.quadrilateral4, [2, 0, 3, 5]),
  ]
}
