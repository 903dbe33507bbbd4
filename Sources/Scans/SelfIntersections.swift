import Meshes
import Tensors

/// Finds faces that cut through others, and reports them: a volume behind them would overlap itself.
///
/// Two triangles that share no vertex cut each other where an edge of one passes through the other, so
/// every edge is sent through the surface as a ray; what it meets is then tested in double precision.
enum SelfIntersections {
  /// Cuts farther from each other than this, in m, are reported apart.
  static let apart = 10e-3
  static let mostLines = 12

  static func find(in surface: TriangleSurface, report: inout RepairReport) {
    let places = Self.places(in: surface)
    var groups: [[Vector3]] = []
    for place in places {
      if let near = groups.firstIndex(where: { group in
        group.contains { ($0 - place).length < apart }
      }) {
        groups[near].append(place)
      } else {
        groups.append([place])
      }
    }
    for group in groups.prefix(mostLines) { report.add(.selfIntersection, at: group) }
    let rest = groups.dropFirst(mostLines)
    report.add(
      .selfIntersection, at: rest.flatMap { $0 }, note: "at \(rest.count) more places")
  }

  /// Where edges pass through triangles, a place for each edge that does.
  static func places(in surface: TriangleSurface) -> [Vector3] {
    let index = SurfaceIndex(surface)
    return mapInParallel(SurfaceEdges(surface).ends) { ends -> Vector3? in
      let (a, b) = (surface.positions[Int(ends.x)], surface.positions[Int(ends.y)])
      let length = (b - a).length
      // Past each face at the ends of the edge itself; more than a few there are not.
      var start = 1e-3 * length
      for _ in 0..<8 {
        guard start < 0.999 * length,
          let hit = index.firstHit(from: a, along: b - a, within: start...(0.999 * length))
        else { return nil }
        let t = surface.triangles[hit.triangle]
        let isNeighbour = (0..<3).contains { t[$0] == ends.x || t[$0] == ends.y }
        if !isNeighbour, passes(a, b, through: t, of: surface) { return hit.point }
        start = max(hit.distance, start) + 1e-3 * length
      }
      return nil
    }.compactMap { $0 }
  }

  /// Whether the segment a–b goes from one side of a triangle to the other inside its border.
  private static func passes(
    _ a: Vector3, _ b: Vector3, through t: SIMD3<Int32>, of surface: TriangleSurface
  ) -> Bool {
    let (p, q, r) = (
      surface.positions[Int(t.x)], surface.positions[Int(t.y)], surface.positions[Int(t.z)]
    )
    func volume(_ a: Vector3, _ b: Vector3, _ c: Vector3, _ d: Vector3) -> Double {
      (b - a).cross(c - a).dot(d - a)
    }
    guard volume(p, q, r, a) * volume(p, q, r, b) < 0 else { return false }
    let signs = [volume(a, b, p, q), volume(a, b, q, r), volume(a, b, r, p)]
    return signs.allSatisfy { $0 > 0 } || signs.allSatisfy { $0 < 0 }
  }
}
