import Meshes
import Tensors

/// Removes vertices pulled out of the surface, with the faces at them; holes are filled later.
///
/// A vertex is a spike if it lies far from the median of the three rings of vertices around it, or if
/// it stands out of its own ring by more than the ring is wide and its faces point every which way.
enum Spikes {
  /// Of the median distance in three rings.
  ///
  /// On a regular mesh a vertex lies at most half of that from
  /// the median, at a sharp rim about one.
  static let farFromDisc = 3.5
  /// Of the mean radius of the ring: a needle with an apex of less than about 80°.
  static let farFromRing = 1.2
  /// |Σ area normals| / Σ area of the faces at a needle is below this; 1 is flat, 0 folded.
  static let leastUnity = 0.6
  /// Nothing that stands out less than this, in m, is called a spike: noise is not.
  static let leastHeight = 2e-3

  /// - Returns: the vertices around the gaps that are left.
  static func remove(from surface: inout TriangleSurface, report: inout RepairReport) -> Set<Int32>
  {
    var rims = Set<Int32>()
    for _ in 0..<3 {
      let edges = SurfaceEdges(surface)
      let neighbours = VertexNeighbours(edges, vertices: surface.positions.count)
      let spikes = find(surface, edges, neighbours)
      if spikes.isEmpty { break }
      let isSpike = Set(spikes.map { Int32($0.vertex) })
      for (vertex, height) in spikes {
        report.add(
          .init(.spike, count: 1, size: height, place: surface.positions[vertex]))
        rims.formUnion(neighbours[vertex])
      }
      surface.removeTriangles(
        surface.triangles.map { t in (0..<3).contains { isSpike.contains(t[$0]) } })
    }
    return rims
  }

  private static func find(
    _ surface: TriangleSurface, _ edges: SurfaceEdges, _ neighbours: VertexNeighbours
  ) -> [(vertex: Int, height: Double)] {
    let unity = normalUnity(surface)
    let lengths = edges.ends.map {
      (surface.positions[Int($0.x)] - surface.positions[Int($0.y)]).length
    }
    let typical = median(lengths)
    var longest = [Double](repeating: 0, count: surface.positions.count)
    for (ends, length) in zip(edges.ends, lengths) {
      longest[Int(ends.x)] = max(longest[Int(ends.x)], length)
      longest[Int(ends.y)] = max(longest[Int(ends.y)], length)
    }
    return surface.positions.indices.compactMap { vertex in
      guard longest[vertex] > max(1.5 * typical, leastHeight) else { return nil }
      let here = surface.positions[vertex]
      let ring = neighbours[vertex].map { surface.positions[Int($0)] }
      let middle = ring.reduce(Vector3.zero, +) / Double(ring.count)
      let radius = ring.reduce(0) { $0 + ($1 - middle).length } / Double(ring.count)
      let height = (here - middle).length
      if height > max(farFromRing * radius, leastHeight), unity[vertex] < leastUnity {
        return (vertex, height)
      }
      // A tuft of several vertices: only then is the search around worth its time.
      guard longest[vertex] > 3 * typical else { return nil }
      let disc = neighbours.disc(around: vertex, rings: 3, most: 120)
        .map { surface.positions[$0] }
      let center = Vector3(
        median(disc.map { $0.x }), median(disc.map { $0.y }), median(disc.map { $0.z }))
      let far = (here - center).length
      let spread = median(disc.map { ($0 - center).length })
      return far > max(farFromDisc * spread, 2 * leastHeight) ? (vertex, far) : nil
    }
  }

  /// |Σ area normals| / Σ area of the faces at each vertex.
  private static func normalUnity(_ surface: TriangleSurface) -> [Double] {
    var sums = [Vector3](repeating: .zero, count: surface.positions.count)
    var areas = [Double](repeating: 0, count: surface.positions.count)
    for t in surface.triangles {
      let normal = surface.doubleArea(t)
      let area = normal.length
      for c in 0..<3 {
        sums[Int(t[c])] += normal
        areas[Int(t[c])] += area
      }
    }
    return zip(sums, areas).map { $1 > 0 ? $0.length / $1 : 1 }
  }

  private static func median(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.sorted()[values.count / 2]
  }
}
