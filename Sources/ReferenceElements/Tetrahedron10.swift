import Tensors

/// The quadratic tetrahedron: corners, then edges 12, 23, 31, 14, 24, 34.
///
/// With barycentric coordinates L: corners Lᵢ (2Lᵢ − 1), edges 4 Lᵢ Lⱼ. The same order as C3D10 of Abaqus
/// and CalculiX, tet10 of FEBio and VTK's quadratic tetrahedron.
public enum Tetrahedron10: ReferenceCell {
  /// The two corners of each edge node, in the order of the edge nodes 4…9.
  public static let edges: [(Int, Int)] = [(0, 1), (1, 2), (2, 0), (0, 3), (1, 3), (2, 3)]

  public static let nodes: [Vector3] =
    Tetrahedron4.nodes
    + edges.map { (Tetrahedron4.nodes[$0.0] + Tetrahedron4.nodes[$0.1]) / 2 }

  public static func shapes(at p: Vector3) -> [Double] {
    let L = Tetrahedron4.shapes(at: p)
    return L.map { $0 * (2 * $0 - 1) } + edges.map { 4 * L[$0.0] * L[$0.1] }
  }

  public static func gradients(at p: Vector3) -> [Vector3] {
    let (L, dL) = (Tetrahedron4.shapes(at: p), Tetrahedron4.gradients(at: p))
    return (0..<4).map { (4 * L[$0] - 1) * dL[$0] }
      + edges.map { 4 * (dL[$0.0] * L[$0.1] + dL[$0.1] * L[$0.0]) }
  }

  /// The nodes of each face in the order of its facet, counter-clockwise seen from outside.
  static let faces: [(shape: CellShape, nodes: [Int])] = [
    (.triangle6, [0, 2, 1, 6, 5, 4]), (.triangle6, [0, 1, 3, 4, 8, 7]),
    (.triangle6, [1, 2, 3, 5, 9, 8]), (.triangle6, [0, 3, 2, 7, 9, 6]),
  ]
}
