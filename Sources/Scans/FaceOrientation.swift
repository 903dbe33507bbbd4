import Meshes
import Tensors

/// Turns the faces of every piece the same way round, and outward.
///
/// Needs edges where at most two faces meet.
enum FaceOrientation {
  static func apply(to surface: inout TriangleSurface, report: inout RepairReport) {
    let edges = SurfaceEdges(surface)
    let (piece, count) = edges.pieces()
    var (isTurned, conflicts) = consistent(surface, edges)
    // Twice six volumes of each piece above the middle of its border.
    let apexes = middles(of: surface, edges, piece, count)
    var volumes = [Double](repeating: 0, count: count)
    for (t, corners) in surface.triangles.enumerated() {
      let apex = apexes[Int(piece[t])]
      let (a, b, c) = (
        surface.positions[Int(corners.x)] - apex, surface.positions[Int(corners.y)] - apex,
        surface.positions[Int(corners.z)] - apex
      )
      volumes[Int(piece[t])] += (isTurned[t] ? -1 : 1) * a.dot(b.cross(c))
    }
    for t in isTurned.indices where volumes[Int(piece[t])] < 0 { isTurned[t].toggle() }
    let turned = isTurned.indices.filter { isTurned[$0] }
    for t in turned { surface.reverseTriangle(t) }
    report.add(.flippedFace, at: turned.map { surface.centroid(surface.triangles[$0]) })
    guard !conflicts.isEmpty else { return }
    report.add(
      .nonManifoldFace, at: conflicts.sorted().map { surface.centroid(surface.triangles[$0]) },
      note: "the surface has one side only, as a Möbius strip has: cut there")
    surface.removeTriangles(surface.triangles.indices.map { conflicts.contains($0) })
  }

  /// Which faces to turn so that neighbours go along their common edge in opposite directions.
  ///
  /// - Returns: as well the faces at which that is impossible.
  private static func consistent(_ surface: TriangleSurface, _ edges: SurfaceEdges) -> (
    isTurned: [Bool], conflicts: Set<Int>
  ) {
    var isTurned = [Bool](repeating: false, count: surface.triangles.count)
    var isKnown = isTurned
    var conflicts = Set<Int>()
    var queue: [Int] = []
    for seed in isKnown.indices where !isKnown[seed] {
      isKnown[seed] = true
      queue = [seed]
      var next = 0
      while next < queue.count {
        let t = queue[next]
        next += 1
        for side in 3 * t..<3 * t + 3 {
          guard let twin = edges.twin(side) else { continue }
          let other = twin / 3
          let start = surface.triangles[t][side % 3]
          let isSame = surface.triangles[other][twin % 3] == start
          let shouldTurn = isTurned[t] != isSame
          if !isKnown[other] {
            isKnown[other] = true
            isTurned[other] = shouldTurn
            queue.append(other)
          } else if isTurned[other] != shouldTurn, !conflicts.contains(t) {
            conflicts.insert(max(t, other))
          }
        }
      }
    }
    return (isTurned, conflicts)
  }

  /// The middle of the border of each piece; of its triangles where it has no border.
  private static func middles(
    of surface: TriangleSurface, _ edges: SurfaceEdges, _ piece: [Int32], _ count: Int
  ) -> [Vector3] {
    var sums = [Vector3](repeating: .zero, count: count)
    var lengths = [Double](repeating: 0, count: count)
    for (e, ends) in edges.ends.enumerated() where edges.valence(e) == 1 {
      let (a, b) = (surface.positions[Int(ends.x)], surface.positions[Int(ends.y)])
      let p = Int(piece[Int(edges.sides(of: e).first ?? 0) / 3])
      sums[p] += (b - a).length / 2 * (a + b)
      lengths[p] += (b - a).length
    }
    var centroids = [Vector3](repeating: .zero, count: count)
    var counts = [Double](repeating: 0, count: count)
    for (t, corners) in surface.triangles.enumerated() {
      centroids[Int(piece[t])] += surface.centroid(corners)
      counts[Int(piece[t])] += 1
    }
    return (0..<count).map { lengths[$0] > 0 ? sums[$0] / lengths[$0] : centroids[$0] / counts[$0] }
  }
}
