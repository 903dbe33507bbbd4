import Meshes
import Tensors

/// Splits vertices at which two or more fans of faces touch in a point, so that each has its own.
enum TouchingFans {
  /// Splits the vertices of `chosen`, or all where it is nil.
  static func apply(
    to surface: inout TriangleSurface, at chosen: Set<Int32>? = nil, report: inout RepairReport
  ) {
    let edges = SurfaceEdges(surface)
    // The fan of each corner: corners at one vertex are joined across the edges they share.
    var parent = Array(Int32(0)..<Int32(3 * surface.triangles.count))
    func root(_ corner: Int) -> Int {
      var c = corner
      while Int(parent[c]) != c {
        parent[c] = parent[Int(parent[c])]
        c = Int(parent[c])
      }
      return c
    }
    func corner(of vertex: Int32, in t: Int) -> Int {
      let corners = surface.triangles[t]
      return 3 * t + (corners.x == vertex ? 0 : corners.y == vertex ? 1 : 2)
    }
    for edge in 0..<edges.count {
      let sides = edges.sides(of: edge)
      guard let first = sides.first else { continue }
      for side in sides.dropFirst() {
        for vertex in [edges.ends[edge].x, edges.ends[edge].y] {
          let a = root(corner(of: vertex, in: Int(first) / 3))
          let b = root(corner(of: vertex, in: Int(side) / 3))
          parent[max(a, b)] = Int32(min(a, b))
        }
      }
    }
    var firstFan = [Int32](repeating: -1, count: surface.positions.count)
    var copies: [Int32: Int32] = [:]  // from a further fan to its own vertex
    var places: [Vector3] = []
    for t in surface.triangles.indices {
      for c in 0..<3 {
        let (vertex, fan) = (Int(surface.triangles[t][c]), Int32(root(3 * t + c)))
        if firstFan[vertex] < 0 { firstFan[vertex] = fan }
        guard firstFan[vertex] != fan, chosen?.contains(Int32(vertex)) ?? true else { continue }
        if copies[fan] == nil {
          copies[fan] = Int32(surface.positions.count)
          surface.positions.append(surface.positions[vertex])
          if !surface.colours.isEmpty { surface.colours.append(surface.colours[vertex]) }
          places.append(surface.positions[vertex])
        }
        surface.triangles[t][c] = copies[fan] ?? Int32(vertex)
      }
    }
    report.add(.fan, at: places)
  }
}
