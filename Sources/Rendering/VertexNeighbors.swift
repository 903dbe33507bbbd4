import Meshes

/// Which vertices of a surface are joined by an edge, and by how many triangles each edge is used.
struct VertexNeighbors: Sendable {
  private struct Neighbor {
    var vertex: Int32
    var uses: UInt8
  }

  /// Where the room of each vertex in `neighbors` begins; one more than there are vertices.
  private let starts: [Int]
  /// How many neighbours each vertex has.
  private var counts: [Int]
  private var neighbors: [Neighbor]

  init(_ surface: TriangleSurface) {
    // Room for both ends of every edge of every triangle; inner edges are named twice.
    var starts = [Int](repeating: 0, count: surface.positions.count + 1)
    for t in surface.triangles {
      for c in 0..<3 { starts[Int(t[c]) + 1] += 2 }
    }
    for i in surface.positions.indices { starts[i + 1] += starts[i] }
    self.starts = starts
    counts = [Int](repeating: 0, count: surface.positions.count)
    neighbors = Array(
      repeating: Neighbor(vertex: 0, uses: 0), count: starts[surface.positions.count])
    for t in surface.triangles {
      for (a, b) in [(t.x, t.y), (t.y, t.z), (t.z, t.x)] {
        join(Int(a), b)
        join(Int(b), a)
      }
    }
  }

  private mutating func join(_ vertex: Int, _ other: Int32) {
    let end = starts[vertex] + counts[vertex]
    for k in starts[vertex]..<end where neighbors[k].vertex == other {
      neighbors[k].uses &+= 1
      return
    }
    neighbors[end] = Neighbor(vertex: other, uses: 1)
    counts[vertex] += 1
  }

  /// The neighbours of a vertex, in the order in which the triangles name them.
  func around(_ vertex: Int) -> [Int32] {
    neighbors[starts[vertex]..<(starts[vertex] + counts[vertex])].map(\.vertex)
  }

  /// Whether an edge belongs to one triangle only, or to an odd number where triangles fan out.
  func isBorder(_ a: Int32, _ b: Int32) -> Bool {
    let vertex = Int(a)
    return neighbors[starts[vertex]..<(starts[vertex] + counts[vertex])]
      .contains { $0.vertex == b && $0.uses % 2 == 1 }
  }
}
