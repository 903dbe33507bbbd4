import Meshes
import Tensors

/// A place where a surface passes through itself.
public struct SelfIntersection: Sendable, Equatable {
  /// Ends of the edge that pierces the triangle.
  public var edge: SIMD2<Int32>
  public var triangle: Int
  /// Where, in the unit of the surface.
  public var point: Vector3
}

extension TriangleSurface {
  /// Edges that pierce a triangle with which they share no vertex, in order of edge and triangle.
  ///
  /// Two triangles that cross have an edge that pierces the other, so a surface without such edges
  /// does not pass through itself; contact without crossing, and overlap in one plane, do not count.
  /// Every edge is sent through the surface as a ray, and what it meets is tested in double precision;
  /// an edge with an end that is not finite is passed over.
  public func selfIntersections() -> [SelfIntersection] {
    let index = SurfaceIndex(self)
    return mapInParallel(SurfaceEdges(self).ends) { intersections(of: $0, index) }.flatMap(\.self)
  }

  /// More triangles than this an edge is not followed through.
  private static let mostMet = 8
  /// Part of an edge that is stepped over to leave the triangle that was met last.
  private static let step = 1e-3

  private func intersections(of edge: SIMD2<Int32>, _ index: SurfaceIndex) -> [SelfIntersection] {
    let (a, b) = (positions[Int(edge.x)], positions[Int(edge.y)])
    let length = (b - a).length
    guard length.isFinite else { return [] }
    let end = (1 - Self.step) * length
    var start = Self.step * length
    var found: [SelfIntersection] = []
    for _ in 0..<Self.mostMet {
      guard start < end, let hit = index.firstHit(from: a, along: b - a, within: start...end) else {
        break
      }
      let corners = triangles[hit.triangle]
      let isNeighbour = (0..<3).contains { corners[$0] == edge.x || corners[$0] == edge.y }
      if !isNeighbour, let point = crossing(of: a, b, with: corners) {
        found.append(SelfIntersection(edge: edge, triangle: hit.triangle, point: point))
      }
      start = max(hit.distance, start) + Self.step * length
    }
    return found.sorted { $0.triangle < $1.triangle }
  }

  /// Where the segment from `a` to `b` passes through a triangle, from one side to the other.
  private func crossing(of a: Vector3, _ b: Vector3, with corners: SIMD3<Int32>) -> Vector3? {
    let p = positions[Int(corners.x)]
    let (u, v) = (positions[Int(corners.y)] - p, positions[Int(corners.z)] - p)
    let normal = u.cross(v)
    let (above, below) = (normal.dot(a - p), normal.dot(b - p))
    guard above * below < 0 else { return nil }
    let point = a + (above / (above - below)) * (b - a)
    let squared = normal.dot(normal)
    let y = (point - p).cross(v).dot(normal) / squared
    let z = u.cross(point - p).dot(normal) / squared
    return y >= 0 && z >= 0 && y + z <= 1 ? point : nil
  }
}
