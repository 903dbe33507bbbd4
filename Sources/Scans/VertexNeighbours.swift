import Meshes

/// The vertices that share an edge with each vertex.
struct VertexNeighbours {
  private var starts: [Int32]
  private var list: [Int32]

  init(_ edges: SurfaceEdges, vertices: Int) {
    starts = [Int32](repeating: 0, count: vertices + 1)
    for ends in edges.ends {
      starts[Int(ends.x) + 1] += 1
      starts[Int(ends.y) + 1] += 1
    }
    for v in 0..<vertices { starts[v + 1] += starts[v] }
    list = [Int32](repeating: 0, count: 2 * edges.count)
    var next = starts
    for ends in edges.ends {
      list[Int(next[Int(ends.x)])] = ends.y
      list[Int(next[Int(ends.y)])] = ends.x
      next[Int(ends.x)] += 1
      next[Int(ends.y)] += 1
    }
  }

  subscript(vertex: Int) -> ArraySlice<Int32> {
    list[Int(starts[vertex])..<Int(starts[vertex + 1])]
  }

  /// The vertices at most `rings` edges away, nearest first, without the vertex itself.
  func disc(around vertex: Int, rings: Int, most: Int) -> [Int] {
    var found = [vertex]
    var isFound: Set<Int> = [vertex]
    var next = 0
    for _ in 0..<rings {
      let ring = next..<found.count
      next = found.count
      for v in ring {
        for other in self[found[v]] where isFound.insert(Int(other)).inserted {
          found.append(Int(other))
        }
      }
      if found.count > most { break }
    }
    return Array(found.dropFirst())
  }
}
