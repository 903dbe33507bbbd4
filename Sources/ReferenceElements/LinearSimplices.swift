import Tensors

/// The linear triangle with corners (0,0), (1,0), (0,1): L₁ = 1 − ξ − η, L₂ = ξ, L₃ = η.
public enum Triangle3: ReferenceCell {
  public static let nodes: [Vector3] = [.zero, Vector3(1, 0, 0), Vector3(0, 1, 0)]

  public static func shapes(at p: Vector3) -> [Double] { [1 - p.x - p.y, p.x, p.y] }

  public static func gradients(at _: Vector3) -> [Vector3] {
    [Vector3(-1, -1, 0), Vector3(1, 0, 0), Vector3(0, 1, 0)]
  }
}

/// The linear tetrahedron with corners 0, (1,0,0), (0,1,0), (0,0,1): its barycentric coordinates.
///
/// Strain is constant in a cell; locks when the material is nearly incompressible.
public enum Tetrahedron4: ReferenceCell {
  public static let nodes: [Vector3] = [
    .zero, Vector3(1, 0, 0), Vector3(0, 1, 0), Vector3(0, 0, 1),
  ]

  public static func shapes(at p: Vector3) -> [Double] { [1 - p.x - p.y - p.z, p.x, p.y, p.z] }

  public static func gradients(at _: Vector3) -> [Vector3] {
    [Vector3(-1, -1, -1), Vector3(1, 0, 0), Vector3(0, 1, 0), Vector3(0, 0, 1)]
  }

  /// The nodes of each face, counter-clockwise seen from outside.
  static let faces: [(shape: CellShape, nodes: [Int])] = [
    (.triangle3, [0, 2, 1]), (.triangle3, [0, 1, 3]), (.triangle3, [1, 2, 3]),
    (.triangle3, [0, 3, 2]),
  ]
}
