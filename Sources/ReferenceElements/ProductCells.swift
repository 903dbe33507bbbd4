import Tensors

/// Shapes that are products of polynomials in ξ, η and ζ, one for each node.
///
/// Nₐ = Π N(ξᵢ; ξₐᵢ): along each coordinate either the linear ½(1 + ξξₐ) or the quadratic Lagrange
/// polynomial that is one at ξₐ ∈ {−1, 0, 1} and zero at the other two.
struct LagrangeProduct {
  let isQuadratic: Bool

  /// The factor of a coordinate, and its derivative.
  func factor(_ x: Double, node: Double) -> (value: Double, slope: Double) {
    if !isQuadratic { return (0.5 * (1 + x * node), 0.5 * node) }
    if node == 0 { return (1 - x * x, -2 * x) }
    return (0.5 * x * (x + node), x + 0.5 * node)
  }

  func shapes(at p: Vector3, nodes: [Vector3], dimension: Int) -> [Double] {
    nodes.map { n in (0..<dimension).reduce(1) { $0 * factor(p[$1], node: n[$1]).value } }
  }

  func gradients(at p: Vector3, nodes: [Vector3], dimension: Int) -> [Vector3] {
    nodes.map { n in
      let factors = (0..<dimension).map { factor(p[$0], node: n[$0]) }
      var gradient = Vector3.zero
      for i in 0..<dimension {
        gradient[i] = (0..<dimension).reduce(1) {
          $0 * ($1 == i ? factors[$1].slope : factors[$1].value)
        }
      }
      return gradient
    }
  }
}

/// The bilinear quadrilateral on [−1, 1]², counter-clockwise.
public enum Quadrilateral4: ReferenceCell {
  public static let nodes = Array(Quadrilateral8.nodes.prefix(4))

  public static func shapes(at p: Vector3) -> [Double] {
    LagrangeProduct(isQuadratic: false).shapes(at: p, nodes: nodes, dimension: 2)
  }

  public static func gradients(at p: Vector3) -> [Vector3] {
    LagrangeProduct(isQuadratic: false).gradients(at: p, nodes: nodes, dimension: 2)
  }
}

/// The biquadratic quadrilateral on [−1, 1]²: corners, edges, middle.
public enum Quadrilateral9: ReferenceCell {
  public static let nodes = Quadrilateral8.nodes + [.zero]

  public static func shapes(at p: Vector3) -> [Double] {
    LagrangeProduct(isQuadratic: true).shapes(at: p, nodes: nodes, dimension: 2)
  }

  public static func gradients(at p: Vector3) -> [Vector3] {
    LagrangeProduct(isQuadratic: true).gradients(at: p, nodes: nodes, dimension: 2)
  }
}

/// The trilinear hexahedron on [−1, 1]³: the corners of ζ = −1, then of ζ = +1.
public enum Hexahedron8: ReferenceCell {
  public static let nodes = [-1.0, 1.0].flatMap { z in
    Quadrilateral4.nodes.map { Vector3($0.x, $0.y, z) }
  }

  public static func shapes(at p: Vector3) -> [Double] {
    LagrangeProduct(isQuadratic: false).shapes(at: p, nodes: nodes, dimension: 3)
  }

  public static func gradients(at p: Vector3) -> [Vector3] {
    LagrangeProduct(isQuadratic: false).gradients(at: p, nodes: nodes, dimension: 3)
  }

  /// The corners of each face, counter-clockwise seen from outside.
  static let faceCorners = [
    [0, 3, 2, 1], [4, 5, 6, 7], [0, 1, 5, 4], [1, 2, 6, 5], [2, 3, 7, 6], [3, 0, 4, 7],
  ]

  static let faces: [(shape: CellShape, nodes: [Int])] = faceCorners.map { (.quadrilateral4, $0) }
}

/// The triquadratic hexahedron on [−1, 1]³.
///
/// Order: the nodes of `Hexahedron20`, the middles of the faces −ξ, +ξ, −η, +η, −ζ, +ζ, the centre; that of
/// VTK's triquadratic hexahedron. With a linear pressure it is the stable standard of mixed elements.
public enum Hexahedron27: ReferenceCell {
  public static let nodes =
    Hexahedron20.nodes
    + (0..<3).flatMap { axis in
      [-1.0, 1.0].map { side -> Vector3 in
        var node = Vector3.zero
        node[axis] = side
        return node
      }
    } + [.zero]

  public static func shapes(at p: Vector3) -> [Double] {
    LagrangeProduct(isQuadratic: true).shapes(at: p, nodes: nodes, dimension: 3)
  }

  public static func gradients(at p: Vector3) -> [Vector3] {
    LagrangeProduct(isQuadratic: true).gradients(at: p, nodes: nodes, dimension: 3)
  }

  /// Each face of `Hexahedron20` and the node in its middle.
  static let faces: [(shape: CellShape, nodes: [Int])] = zip(
    Hexahedron20.faces, [24, 25, 22, 21, 23, 20]
  ).map { (.quadrilateral9, $0.nodes + [$1]) }
}
