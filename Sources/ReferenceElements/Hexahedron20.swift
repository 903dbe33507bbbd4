import Tensors

/// The quadratic serendipity hexahedron on [−1, 1]³.
///
/// Corners ⅛(1 + ξξₐ)(1 + ηηₐ)(1 + ζζₐ)(ξξₐ + ηηₐ + ζζₐ − 2); an edge along ξ ¼(1 − ξ²)(1 + ηηₐ)(1 + ζζₐ).
///
/// Order: corners as `Hexahedron8`, edges of ζ = −1, edges of ζ = +1, upright edges. The same as C3D20 of
/// Abaqus, hex20 of FEBio and VTK's quadratic hexahedron.
public enum Hexahedron20: ReferenceCell {
  /// The two corners of each edge node, in the order of the edge nodes 8…19.
  public static let edges: [(Int, Int)] = [
    (0, 1), (1, 2), (2, 3), (3, 0), (4, 5), (5, 6), (6, 7), (7, 4), (0, 4), (1, 5), (2, 6), (3, 7),
  ]

  public static let nodes: [Vector3] =
    Hexahedron8.nodes + edges.map { (Hexahedron8.nodes[$0.0] + Hexahedron8.nodes[$0.1]) / 2 }

  public static func shapes(at p: Vector3) -> [Double] {
    nodes.map { n in
      let factors = (0..<3).map { n[$0] == 0 ? 1 - p[$0] * p[$0] : 1 + p[$0] * n[$0] }
      let product = factors[0] * factors[1] * factors[2]
      return isCorner(n) ? product * (p.dot(n) - 2) / 8 : product / 4
    }
  }

  public static func gradients(at p: Vector3) -> [Vector3] {
    nodes.map { n in
      let factors = (0..<3).map { n[$0] == 0 ? 1 - p[$0] * p[$0] : 1 + p[$0] * n[$0] }
      let product = factors[0] * factors[1] * factors[2]
      var gradient = Vector3.zero
      for i in 0..<3 {
        let others = factors[(i + 1) % 3] * factors[(i + 2) % 3]
        let slope = others * (n[i] == 0 ? -2 * p[i] : n[i])
        gradient[i] = isCorner(n) ? (slope * (p.dot(n) - 2) + product * n[i]) / 8 : slope / 4
      }
      return gradient
    }
  }

  private static func isCorner(_ n: Vector3) -> Bool { n.x * n.y * n.z != 0 }

  /// The nodes of each face in the order of its facet, counter-clockwise seen from outside.
  static let faces: [(shape: CellShape, nodes: [Int])] = Hexahedron8.faceCorners.map { corners in
    let middles = (0..<4).map { k -> Int in
      let side = Set([corners[k], corners[(k + 1) % 4]])
      guard let edge = edges.firstIndex(where: { side == [$0.0, $0.1] }) else {
        preconditionFailure("neighbouring corners of a face share an edge")
      }
      return 8 + edge
    }
    return (.quadrilateral8, corners + middles)
  }
}
