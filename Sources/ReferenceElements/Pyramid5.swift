import Tensors

/// The linear pyramid: a square base on ζ = 0, ξ, η ∈ [−1, 1], and an apex at ζ = 1.
///
/// With a = ξ/(1 − ζ), b = η/(1 − ζ): corners of the base ¼ (1 + ξₐ a)(1 + ηₐ b)(1 − ζ), the apex ζ. In (a, b) it is the
/// hexahedron whose top is one point, as FEBio's pyra5 and VTK's pyramid are.
///
/// - Source: Bedrosian, Int. J. Numer. Methods Eng. 35 (1992) 95.
public enum Pyramid5: ReferenceCell {
  public static let nodes: [Vector3] = [
    Vector3(-1, -1, 0), Vector3(1, -1, 0), Vector3(1, 1, 0), Vector3(-1, 1, 0), Vector3(0, 0, 1),
  ]

  public static func shapes(at p: Vector3) -> [Double] {
    let height = 1 - p.z
    // At the apex a and b have no value and no weight.
    guard height > 0 else { return [0, 0, 0, 0, 1] }
    return nodes.prefix(4).map { n in
      0.25 * (height + n.x * p.x) * (height + n.y * p.y) / height
    } + [p.z]
  }

  /// At the apex, where they have no value, those of the axis.
  public static func gradients(at p: Vector3) -> [Vector3] {
    let height = 1 - p.z
    let top = height > 0 ? Vector3(p.x / height, p.y / height, 0) : .zero
    return nodes.prefix(4).map { n in
      let (a, b) = (1 + n.x * top.x, 1 + n.y * top.y)
      // ∂/∂ζ of (h + ξₐ ξ)(h + ηₐ η)/h with h = 1 − ζ.
      return 0.25 * Vector3(n.x * b, n.y * a, a * b - a - b)
    } + [Vector3(0, 0, 1)]
  }

  /// The nodes of each face, counter-clockwise seen from outside.
  static let faces: [(shape: CellShape, nodes: [Int])] = [
    (.quadrilateral4, [0, 3, 2, 1]), (.triangle3, [0, 1, 4]), (.triangle3, [1, 2, 4]),
    (.triangle3, [2, 3, 4]), (.triangle3, [3, 0, 4]),
  ]
}
