import Meshes
import Tensors

/// The places where a scan passes through itself: a volume behind them would overlap.
///
/// Small ones are cut out, to be filled like holes; large ones are reported.
enum SurfaceCuts {
  /// Intersections farther from each other than this, in m, belong to different places.
  static let apart = 10e-3
  /// A place of larger extent, in m, is left as it is: what fills it would be invented.
  static let largestRemoved = 20e-3

  /// Removes the faces at small places, with one ring around.
  ///
  /// - Returns: the vertices around the gaps that are left.
  static func removeSmall(from surface: inout TriangleSurface, report: inout RepairReport) -> Set<
    Int32
  > {
    let groups = grouped(surface.selfIntersections()).map { vertices(of: $0, in: surface) }.filter {
      (BoundingBox(positions(of: $0, in: surface))?.diagonal ?? .infinity) <= largestRemoved
    }
    guard !groups.isEmpty else { return [] }
    let touched = groups.reduce(into: Set<Int32>()) { $0.formUnion($1) }
    let isUnwanted = surface.triangles.map { t in (0..<3).contains { touched.contains(t[$0]) } }
    var rim = Set<Int32>()
    for (t, isUnwanted) in zip(surface.triangles, isUnwanted) where isUnwanted {
      rim.formUnion([t.x, t.y, t.z])
    }
    for group in groups {
      let count = surface.triangles.count { t in (0..<3).contains { group.contains(t[$0]) } }
      report.add(.cutFace, count: count, at: positions(of: group, in: surface))
    }
    surface.removeTriangles(isUnwanted)
    return rim.subtracting(touched)
  }

  /// Reports what is there, place by place.
  static func report(in surface: TriangleSurface, to report: inout RepairReport) {
    for group in grouped(surface.selfIntersections()) {
      // An edge that pierces several faces counts once.
      report.add(
        .selfIntersection, count: Set(group.map(\.edge)).count, at: group.map(\.point))
    }
  }

  /// The ends of the edges and the corners of the faces that cross.
  private static func vertices(of group: [SelfIntersection], in surface: TriangleSurface) -> Set<
    Int32
  > {
    group.reduce(into: []) { vertices, place in
      let t = surface.triangles[place.triangle]
      vertices.formUnion([place.edge.x, place.edge.y, t.x, t.y, t.z])
    }
  }

  private static func positions(of vertices: Set<Int32>, in surface: TriangleSurface) -> [Vector3] {
    vertices.sorted().map { surface.positions[Int($0)] }
  }

  /// Intersections that lie within `apart` of each other, one after the other, together.
  private static func grouped(_ places: [SelfIntersection]) -> [[SelfIntersection]] {
    var groups: [[SelfIntersection]] = []
    for place in places {
      let near = groups.indices.filter { g in
        groups[g].contains { ($0.point - place.point).length < apart }
      }
      guard let first = near.first else {
        groups.append([place])
        continue
      }
      groups[first].append(place)
      for g in near.dropFirst().reversed() { groups[first] += groups.remove(at: g) }
    }
    return groups
  }
}
