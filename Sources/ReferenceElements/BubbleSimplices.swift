import Tensors

/// The quadratic triangle with a bubble: the nodes of `Triangle6`, then the middle.
///
/// With b = 27 L₁L₂L₃: corners Lᵢ (2Lᵢ − 1) + b/9, edges 4 Lᵢ Lⱼ − 4b/9, middle b. The same order as tri7 of FEBio
/// and VTK's biquadratic triangle.
public enum Triangle7: ReferenceCell {
  public static let nodes: [Vector3] = Triangle6.nodes + [Vector3(1.0 / 3, 1.0 / 3, 0)]

  public static func shapes(at p: Vector3) -> [Double] {
    let L = Triangle3.shapes(at: p)
    let b = 27 * L[0] * L[1] * L[2]
    return zip(Triangle6.shapes(at: p), shares).map { $0 + $1 * b } + [b]
  }

  public static func gradients(at p: Vector3) -> [Vector3] {
    let (L, dL) = (Triangle3.shapes(at: p), Triangle3.gradients(at: p))
    let db = 27 * (dL[0] * L[1] * L[2] + dL[1] * L[2] * L[0] + dL[2] * L[0] * L[1])
    return zip(Triangle6.gradients(at: p), shares).map { $0 + $1 * db } + [db]
  }

  /// Minus what the shapes of corners and edges are in the middle.
  private static let shares = [1.0, 1, 1, -4, -4, -4].map { $0 / 9 }
}

/// The quadratic tetrahedron with bubbles: the nodes of `Tetrahedron10`, faces 123, 124, 234, 314, the centre.
///
/// With fₖ = 27 Lᵢ Lⱼ Lₖ (1 − 4 Lₗ) on the faces and c = 256 L₁L₂L₃L₄: corners Lᵢ (2Lᵢ − 1) + ⅑ Σ f + ⅛ c over the
/// faces at the corner, edges 4 Lᵢ Lⱼ − 4⁄9 Σ f − ¼ c over the two faces at the edge. The order of tet15 of FEBio.
public enum Tetrahedron15: ReferenceCell {
  /// The corners of each face node 10…13.
  public static let faceCorners: [[Int]] = [[0, 1, 2], [0, 1, 3], [1, 2, 3], [2, 0, 3]]

  public static let nodes: [Vector3] =
    Tetrahedron10.nodes
    + faceCorners.map { corners in
      corners.reduce(.zero) { $0 + Tetrahedron4.nodes[$1] } / 3
    } + [Vector3(repeating: 0.25)]

  public static func shapes(at p: Vector3) -> [Double] {
    let L = Tetrahedron4.shapes(at: p)
    let c = 256 * L[0] * L[1] * L[2] * L[3]
    let f = faceCorners.map {
      27 * L[$0[0]] * L[$0[1]] * L[$0[2]] * (1 - 4 * L[6 - $0.reduce(0, +)])
    }
    return corrected(Tetrahedron10.shapes(at: p), faces: f, centre: c)
  }

  public static func gradients(at p: Vector3) -> [Vector3] {
    let (L, dL) = (Tetrahedron4.shapes(at: p), Tetrahedron4.gradients(at: p))
    /// The gradient of a product of some of the L.
    func gradient(of factors: [Int]) -> Vector3 {
      factors.indices.reduce(.zero) { sum, k in
        sum + factors.indices.reduce(dL[factors[k]]) { $1 == k ? $0 : $0 * L[factors[$1]] }
      }
    }
    let all = gradient(of: [0, 1, 2, 3])
    let f = faceCorners.map { 27 * (gradient(of: $0) - 4 * all) }
    return corrected(Tetrahedron10.gradients(at: p), faces: f, centre: 256 * all)
  }

  private static func corrected<Value: Blendable>(
    _ quadratic: [Value], faces: [Value], centre: Value
  ) -> [Value] {
    var shapes = quadratic
    for corner in 0..<4 { shapes[corner] = shapes[corner] + 0.125 * centre }
    for edge in 4..<10 { shapes[edge] = shapes[edge] - 0.25 * centre }
    for (corners, face) in zip(faceCorners, faces) {
      for corner in corners { shapes[corner] = shapes[corner] + (1.0 / 9) * face }
      for (edge, ends) in Tetrahedron10.edges.enumerated()
      where corners.contains(ends.0) && corners.contains(ends.1) {
        shapes[4 + edge] = shapes[4 + edge] - (4.0 / 9) * face
      }
    }
    return shapes + faces + [centre]
  }

  /// The nodes of each face in the order of its facet, counter-clockwise seen from outside.
  static let faces: [(shape: CellShape, nodes: [Int])] = zip(Tetrahedron10.faces, [10, 11, 12, 13])
    .map { (.triangle7, $0.nodes + [$1]) }
}

/// A number or a gradient, which the corrections of a shape treat alike.
private protocol Blendable {
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (s: Double, a: Self) -> Self
}
extension Double: Blendable {}
extension SIMD3: Blendable where Scalar == Double {}
