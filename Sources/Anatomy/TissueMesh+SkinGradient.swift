import Tensors

extension TissueMesh {
  /// |∇u|² of a nodal field at a point of the skin.
  ///
  /// Along the skin ∇ₛu = u,ξ ⊗ a¹ + u,η ⊗ a², with aⁱ the dual of the tangents X,ξ and X,η. Across it
  /// the skin decides as well: nothing pulls at its outside, so the shear with the normal vanishes, and
  /// it keeps its volume, hence ∂u/∂n = −(∇ₛu)ᵀn − (divₛu) n. In all
  ///
  /// |∇u|² = |∇ₛu|² + |(∇ₛu)ᵀn|² + (divₛu)², exact for small strain;
  /// |∇u| = √2 |ω| for a rotation by ω.
  ///
  /// - Parameters:
  ///   - nodal: a displacement of every node, in m.
  ///   - triangle: of the skin.
  ///   - gradients: of the shapes of `Triangle6` at the point.
  /// - Returns: per m² of length; 0 where the triangle has no area.
  public func squaredGradient(of nodal: [Vector3], triangle: Int, gradients: [Vector3]) -> Double {
    var (along, across, du, dv) = (Vector3.zero, Vector3.zero, Vector3.zero, Vector3.zero)
    for (node, g) in zip(skinNodes(ofTriangle: triangle), gradients) {
      along += mesh.positions[node] * g.x
      across += mesh.positions[node] * g.y
      du += nodal[node] * g.x
      dv += nodal[node] * g.y
    }
    return Self.squaredGradient(of: (du, dv), over: (along, across))
  }

  /// The same from the tangents of the skin and the slopes of the field along them.
  ///
  /// - Parameters:
  ///   - slopes: u,ξ and u,η, in m.
  ///   - tangents: X,ξ and X,η, in m.
  /// - Returns: per m² of length; 0 where the triangle has no area.
  public static func squaredGradient(
    of slopes: (along: Vector3, across: Vector3), over tangents: (along: Vector3, across: Vector3)
  ) -> Double {
    let (along, across) = tangents
    let area = along.cross(across)
    let squared = area.dot(area)
    guard squared > 0 else { return 0 }
    let (first, second) = (across.cross(area) / squared, area.cross(along) / squared)
    let n = area / squared.squareRoot()
    let G = Matrix3(outer: slopes.along, first) + Matrix3(outer: slopes.across, second)
    let tilt = G.transpose * n
    return G.contracted(with: G) + tilt.dot(tilt) + G.trace * G.trace
  }
}
