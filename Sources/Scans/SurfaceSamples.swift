import Meshes
import Tensors

/// Points spread evenly over a surface, each standing for the same area.
///
/// The k-th point lies in the triangle in which the area, summed in the order of the triangles, passes
/// (k + ½) A/N. The choice depends on areas alone: a turned, moved or mirrored surface has the same
/// points, turned, moved or mirrored.
struct SurfaceSamples: Sendable {
  var positions: [Vector3] = []
  /// Unit outward normals, interpolated between those of the corners.
  var normals: [Vector3] = []
  /// The triangles they lie in.
  var triangles: [Int] = []

  /// - Parameters:
  ///   - surface: without vertices that are not finite.
  ///   - count: N, positive.
  ///   - given: normals of the vertices; those of the surface if nil.
  init(of surface: TriangleSurface, count: Int, normals given: [Vector3]? = nil) {
    let vertexNormals = given ?? surface.vertexNormals()
    let areas = surface.triangles.map { surface.areaVector(of: $0).length }
    let share = areas.reduce(0, +) / Double(count)
    guard share > 0 else { return }
    var passed = -0.5 * share
    for (t, (triangle, area)) in zip(surface.triangles, areas).enumerated() {
      passed += area
      guard passed > 0 else { continue }
      // A triangle larger than the share of a point stands for several points in one place.
      passed -= share * (passed / share).rounded(.up)
      triangles.append(t)
      let corners = (0..<3).map { Int(triangle[$0]) }
      positions.append(corners.reduce(.zero) { $0 + surface.positions[$1] } / 3)
      normals.append(corners.reduce(.zero) { $0 + vertexNormals[$1] }.normalized)
    }
  }
}

extension TriangleSurface {
  /// Area of a triangle times its unit normal, in m².
  public func areaVector(of triangle: SIMD3<Int32>) -> Vector3 {
    let a = positions[Int(triangle.x)]
    return 0.5 * (positions[Int(triangle.y)] - a).cross(positions[Int(triangle.z)] - a)
  }
}
