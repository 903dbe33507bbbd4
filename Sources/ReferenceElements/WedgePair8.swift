import Tensors

/// Two linear wedges side by side, as one cell: a pressure of the cell is shared by both.
///
/// The base is the square [0, 1]² cut along ξ + η = 1, extruded along ζ ∈ [−1, 1]. In the half at the
/// origin the field is that of `Wedge6` on the corners (0,0), (1,0), (0,1); in the other half that on
/// (1,1), (0,1), (1,0), with 1 − ξ and 1 − η as coordinates. It is continuous and linear on each triangle,
/// so that pairs and single wedges fit.
///
/// A wedge of its own has 1½ unknowns for each constraint on its volume and locks; a pair has three, as a
/// hexahedron with mean dilatation.
///
/// Order: that of `Hexahedron8`, the corners of ζ = −1, then of ζ = +1; the cut joins the second and the
/// fourth.
public enum WedgePair8: ReferenceCell {
  /// The places of the six nodes of each wedge.
  static let wedges = [[0, 1, 3, 4, 5, 7], [2, 3, 1, 6, 7, 5]]

  public static let nodes = [-1.0, 1.0].flatMap { z in
    [Vector3(0, 0, z), Vector3(1, 0, z), Vector3(1, 1, z), Vector3(0, 1, z)]
  }

  /// The wedge that a point lies in.
  private static func wedge(at p: Vector3) -> Int { p.x + p.y <= 1 ? 0 : 1 }

  /// A point of the second wedge in coordinates of the first, and back.
  static func mirrored(_ p: Vector3) -> Vector3 { Vector3(1 - p.x, 1 - p.y, p.z) }

  public static func shapes(at p: Vector3) -> [Double] {
    let half = wedge(at: p)
    var N = [Double](repeating: 0, count: 8)
    let own = Wedge6.shapes(at: half == 0 ? p : mirrored(p))
    for (place, value) in zip(wedges[half], own) { N[place] = value }
    return N
  }

  public static func gradients(at p: Vector3) -> [Vector3] {
    let half = wedge(at: p)
    var dN = [Vector3](repeating: .zero, count: 8)
    let own = Wedge6.gradients(at: half == 0 ? p : mirrored(p))
    let sign = half == 0 ? Vector3(1, 1, 1) : Vector3(-1, -1, 1)
    for (place, value) in zip(wedges[half], own) { dN[place] = sign * value }
    return dN
  }

  /// The nodes of each face, counter-clockwise seen from outside.
  static let faces: [(shape: CellShape, nodes: [Int])] =
    wedges.flatMap { wedge in Wedge6.faces.prefix(2).map { ($0.shape, $0.nodes.map { wedge[$0] }) }
    }
    + Hexahedron8.faces.suffix(4)
}

extension Quadrature {
  /// The rule of a wedge in both halves of a pair.
  ///
  /// - Parameters:
  ///   - rule: on the triangle.
  ///   - n: points through the thickness.
  /// - Returns: twice the points of the wedge.
  public static func wedgePair(_ rule: TriangleRule, pointsThroughThickness n: Int) -> Quadrature {
    let one = wedge(rule, pointsThroughThickness: n)
    return Quadrature(
      points: one.points + one.points.map(WedgePair8.mirrored), weights: one.weights + one.weights)
  }
}
