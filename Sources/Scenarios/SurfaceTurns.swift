import Meshes
import Tensors

/// How the surroundings of each vertex of a surface turn when its vertices are displaced.
///
/// On a triangle F = 1 + Σᵢ uᵢ ⊗ gᵢ + (n′ − n) ⊗ n, with gᵢ the gradients of the barycentric
/// coordinates and n, n′ the unit normals before and after: it takes sides to sides and normal to normal.
/// At a vertex F is the mean over its triangles, weighted by area, so that the turn changes without steps
/// from triangle to triangle; its rotation is that of the polar decomposition. A surface that is not
/// displaced turns by exactly nothing.
struct SurfaceTurns {
  /// R − 1 for each vertex.
  private let turns: [Matrix3]

  /// - Parameters:
  ///   - surface: before, in m.
  ///   - displacements: of its vertices, in m.
  init(of surface: TriangleSurface, displacedBy displacements: [Vector3]) {
    var sums = [Matrix3](repeating: .zero, count: surface.positions.count)
    var areas = [Double](repeating: 0, count: surface.positions.count)
    for t in surface.triangles {
      let corners = (0..<3).map { Int(t[$0]) }
      let points = corners.map { surface.positions[$0] }
      let moved = zip(points, corners).map { $0 + displacements[$1] }
      guard let patch = TrianglePatch(points), let after = TrianglePatch(moved) else { continue }
      var F = Matrix3.identity + Matrix3(outer: after.normal - patch.normal, patch.normal)
      for (corner, gradient) in zip(corners, patch.gradients) {
        F = F + Matrix3(outer: displacements[corner], gradient)
      }
      for corner in corners {
        sums[corner] = sums[corner] + (F - .identity) * patch.area
        areas[corner] += patch.area
      }
    }
    turns = zip(sums, areas).map { sum, area in
      area > 0 ? (Matrix3.identity + sum * (1 / area)).rotation - .identity : .zero
    }
  }

  /// R − 1 at a point of a triangle: the mean of those of its corners, weighted by `barycentrics`.
  func turn(ofTriangle corners: SIMD3<Int32>, barycentrics: Vector3) -> Matrix3 {
    (0..<3).reduce(Matrix3.zero) { $0 + turns[Int(corners[$1])] * barycentrics[$1] }
  }
}

/// Normal, area and barycentric gradients of a triangle.
struct TrianglePatch {
  /// Unit vector to the outside.
  let normal: Vector3
  /// In m².
  let area: Double
  /// Of the barycentric coordinates of the three corners, in 1/m, along the triangle.
  let gradients: [Vector3]

  /// Nil where the triangle has no area.
  init?(_ points: [Vector3]) {
    let twice = (points[1] - points[0]).cross(points[2] - points[0])
    area = twice.length / 2
    normal = twice.normalized
    guard area > 0 else { return nil }
    let n = normal
    let a = area
    gradients = (0..<3).map { n.cross(points[($0 + 2) % 3] - points[($0 + 1) % 3]) / (2 * a) }
  }
}
