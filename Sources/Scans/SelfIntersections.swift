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
  /// Found through a grid whose cells are as large as the edge that 99 of 100 do not exceed; what is not
  /// finite is passed over.
  public func selfIntersections() -> [SelfIntersection] {
    selfIntersections(edges: SurfaceTopology(self).edges)
  }

  func selfIntersections(edges: [SIMD2<Int32>]) -> [SelfIntersection] {
    let lengths = edges.map { (positions[Int($0.y)] - positions[Int($0.x)]).length }
      .filter(\.isFinite).sorted()
    guard let size = lengths.isEmpty ? nil : lengths[(lengths.count - 1) * 99 / 100], size > 0
    else { return [] }
    let grid = TriangleGrid(self, cell: size)
    var found: [SelfIntersection] = []
    for edge in edges {
      let (a, b) = (positions[Int(edge.x)], positions[Int(edge.y)])
      for t in grid.triangles(near: a, b) {
        let corners = triangles[t]
        guard !(0..<3).contains(where: { corners[$0] == edge.x || corners[$0] == edge.y }),
          let point = crossing(of: a, b, with: corners)
        else { continue }
        found.append(SelfIntersection(edge: edge, triangle: t, point: point))
      }
    }
    return found
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

/// Triangles by the cells of a grid that their boxes touch.
private struct TriangleGrid {
  private var cells: [SIMD3<Int32>: [Int32]] = [:]
  private let cell: Double
  /// Triangles that would fill more than a hundred cells in a row.
  private var large: [Int32] = []

  init(_ surface: TriangleSurface, cell: Double) {
    self.cell = cell
    for (t, corners) in surface.triangles.enumerated() {
      let points = (0..<3).map { surface.positions[Int(corners[$0])] }
      guard points.allSatisfy(\.isFinite) else { continue }
      guard let box = box(of: points) else {
        large.append(Int32(t))
        continue
      }
      Self.visit(box) { cells[$0, default: []].append(Int32(t)) }
    }
  }

  /// The triangles that may touch the segment from `a` to `b`, ascending.
  func triangles(near a: Vector3, _ b: Vector3) -> [Int] {
    guard a.isFinite, b.isFinite else { return [] }
    var found = Set(large)
    if let box = box(of: [a, b]) {
      Self.visit(box) { found.formUnion(cells[$0] ?? []) }
    } else {
      for group in cells.values { found.formUnion(group) }
    }
    return found.map(Int.init).sorted()
  }

  /// The cells that a box around `points` touches; nil if they are too many.
  private func box(of points: [Vector3]) -> (low: SIMD3<Int32>, high: SIMD3<Int32>)? {
    var (low, high) = (points[0], points[0])
    for p in points {
      low = pointwiseMin(low, p)
      high = pointwiseMax(high, p)
    }
    let (first, last) = ((low / cell).rounded(.down), (high / cell).rounded(.down))
    guard (last - first).max() < 100, first.min() > -1e9, last.max() < 1e9 else { return nil }
    return (SIMD3<Int32>(first), SIMD3<Int32>(last))
  }

  private static func visit(
    _ box: (low: SIMD3<Int32>, high: SIMD3<Int32>), _ body: (SIMD3<Int32>) -> Void
  ) {
    for x in box.low.x...box.high.x {
      for y in box.low.y...box.high.y {
        for z in box.low.z...box.high.z { body(SIMD3(x, y, z)) }
      }
    }
  }
}
