import Tensors

/// The quadratic serendipity wedge: a triangle (ξ, η) extruded along ζ ∈ [−1, 1].
///
/// With L = (1 − ξ − η, ξ, η): corners ½ Lᵢ[(2Lᵢ − 1)(1 ± ζ) − (1 − ζ²)], triangle edges
/// 2 Lᵢ Lⱼ (1 ± ζ), upright edges Lᵢ (1 − ζ²).
///
/// Order: corners of ζ = −1, corners of ζ = +1, edges (12, 23, 31) of ζ = −1, of ζ = +1, upright edges.
/// The same as C3D15 of Abaqus and CalculiX, penta15 of FEBio and VTK's quadratic wedge.
public enum Wedge15: ReferenceCell {
  /// The two corners of each edge node, in the order of the edge nodes 6…14.
  public static let edges: [(Int, Int)] = [
    (0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3), (0, 3), (1, 4), (2, 5),
  ]

  public static let nodes: [Vector3] = {
    let triangle = [SIMD2(0.0, 0.0), SIMD2(1.0, 0.0), SIMD2(0.0, 1.0)]
    let corners = [-1.0, 1.0].flatMap { z in triangle.map { Vector3($0.x, $0.y, z) } }
    return corners + edges.map { (corners[$0.0] + corners[$0.1]) / 2 }
  }()

  public static func shapes(at point: Vector3) -> [Double] {
    let L = [1 - point.x - point.y, point.x, point.y]
    let z = point.z
    var N = [Double](repeating: 0, count: 15)
    for i in 0..<3 {
      let j = (i + 1) % 3
      N[i] = 0.5 * L[i] * ((2 * L[i] - 1) * (1 - z) - (1 - z * z))
      N[3 + i] = 0.5 * L[i] * ((2 * L[i] - 1) * (1 + z) - (1 - z * z))
      N[6 + i] = 2 * L[i] * L[j] * (1 - z)
      N[9 + i] = 2 * L[i] * L[j] * (1 + z)
      N[12 + i] = L[i] * (1 - z * z)
    }
    return N
  }

  public static func gradients(at point: Vector3) -> [Vector3] {
    let L = [1 - point.x - point.y, point.x, point.y]
    let dL = [SIMD2(-1.0, -1.0), SIMD2(1.0, 0.0), SIMD2(0.0, 1.0)]
    let z = point.z
    var dN = [Vector3](repeating: .zero, count: 15)
    for i in 0..<3 {
      let j = (i + 1) % 3
      let below = dL[i] * (0.5 * ((4 * L[i] - 1) * (1 - z) - (1 - z * z)))
      let above = dL[i] * (0.5 * ((4 * L[i] - 1) * (1 + z) - (1 - z * z)))
      let edge = 2 * (dL[i] * L[j] + dL[j] * L[i])
      dN[i] = Vector3(below, 0.5 * L[i] * (1 - 2 * L[i] + 2 * z))
      dN[3 + i] = Vector3(above, 0.5 * L[i] * (2 * L[i] - 1 + 2 * z))
      dN[6 + i] = Vector3(edge * (1 - z), -2 * L[i] * L[j])
      dN[9 + i] = Vector3(edge * (1 + z), 2 * L[i] * L[j])
      dN[12 + i] = Vector3(dL[i] * (1 - z * z), -2 * z * L[i])
    }
    return dN
  }
}

extension Wedge15 {
  /// The nodes of each face in the order of its facet, counter-clockwise seen from outside.
  public static let faces: [(shape: CellShape, nodes: [Int])] = [
    (.triangle6, [0, 2, 1, 8, 7, 6]),
    (.triangle6, [3, 4, 5, 9, 10, 11]),
    (.quadrilateral8, [0, 1, 4, 3, 6, 13, 9, 12]),
    (.quadrilateral8, [1, 2, 5, 4, 7, 14, 10, 13]),
    (.quadrilateral8, [2, 0, 3, 5, 8, 12, 11, 14]),
  ]
}
