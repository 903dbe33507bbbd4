import Meshes
import Tensors

/// Finds where a surface passes through itself: a volume behind it would overlap.
///
/// Two triangles that share no vertex cut each other where an edge of one passes through the other, so
/// every edge is sent through the surface as a ray; what it meets is then tested in double precision.
/// Small places are cut out, to be filled like holes; large ones are reported.
enum SurfaceCuts {
  /// An edge that passes through a triangle.
  struct Cut: Sendable {
    var edge: SIMD2<Int32>
    var triangle: Int
    var place: Vector3
  }

  /// Cuts farther from each other than this, in m, belong to different places.
  static let apart = 10e-3
  /// A place of larger extent, in m, is left as it is: what fills it would be invented.
  static let largestRemoved = 20e-3

  /// Removes the faces at small places, with one ring around.
  ///
  /// - Returns: the vertices around the gaps that are left.
  static func removeSmall(from surface: inout TriangleSurface, report: inout RepairReport) -> Set<
    Int32
  > {
    let groups = grouped(find(in: surface)).filter { group in
      (BoundingBox(corners(of: group, in: surface))?.diagonal ?? .infinity) <= largestRemoved
    }
    guard !groups.isEmpty else { return [] }
    var touched = Set<Int32>()
    for cut in groups.joined() {
      let t = surface.triangles[cut.triangle]
      touched.formUnion([cut.edge.x, cut.edge.y, t.x, t.y, t.z])
    }
    let isUnwanted = surface.triangles.map { t in (0..<3).contains { touched.contains(t[$0]) } }
    var rim = Set<Int32>()
    for (t, isUnwanted) in zip(surface.triangles, isUnwanted) where isUnwanted {
      rim.formUnion([t.x, t.y, t.z])
    }
    for group in groups {
      let own = Set(
        group.flatMap { cut -> [Int32] in
          let t = surface.triangles[cut.triangle]
          return [cut.edge.x, cut.edge.y, t.x, t.y, t.z]
        })
      let count = surface.triangles.count { t in (0..<3).contains { own.contains(t[$0]) } }
      report.add(.cutFace, count: count, at: corners(of: group, in: surface))
    }
    surface.removeTriangles(isUnwanted)
    return rim.subtracting(touched)
  }

  /// Reports what is there, place by place.
  static func report(in surface: TriangleSurface, to report: inout RepairReport) {
    let groups = grouped(find(in: surface)).map { $0.map(\.place) }
    for group in groups { report.add(.selfIntersection, at: group) }
  }

  private static func corners(of group: [Cut], in surface: TriangleSurface) -> [Vector3] {
    group.flatMap { cut -> [Vector3] in
      let t = surface.triangles[cut.triangle]
      return [cut.edge.x, cut.edge.y, t.x, t.y, t.z].map { surface.positions[Int($0)] }
    }
  }

  /// Cuts that lie within `apart` of each other, one after the other, together.
  private static func grouped(_ cuts: [Cut]) -> [[Cut]] {
    var groups: [[Cut]] = []
    for cut in cuts {
      let near = groups.indices.filter { g in
        groups[g].contains { ($0.place - cut.place).length < apart }
      }
      guard let first = near.first else {
        groups.append([cut])
        continue
      }
      groups[first].append(cut)
      for g in near.dropFirst().reversed() { groups[first] += groups.remove(at: g) }
    }
    return groups
  }

  // MARK: - Finding

  /// The edges that pass through triangles, each with the first it passes through.
  static func find(in surface: TriangleSurface) -> [Cut] {
    let index = SurfaceIndex(surface)
    return mapInParallel(SurfaceEdges(surface).ends) { ends -> Cut? in
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
        if !isNeighbour, passes(a, b, through: t, of: surface) {
          return Cut(edge: ends, triangle: hit.triangle, place: hit.point)
        }
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
