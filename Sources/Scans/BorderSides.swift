import Meshes
import Tensors

/// The sides of triangles at the border of a surface, and how they follow each other around holes.
///
/// Where several fans of faces meet in one vertex, the side after the one that comes in is the first
/// that goes out of the next fan, counter-clockwise: between them lies the hole. Side c of triangle t
/// has the number 3t + c and goes from corner c to the next, the triangle on its left.
struct BorderSides {
  /// The side that follows each.
  private(set) var next: [Int: Int] = [:]

  init(_ surface: TriangleSurface) {
    let edges = SurfaceEdges(surface)
    var outgoing: [Int32: [Int]] = [:]
    var incoming: [Int32: [Int]] = [:]
    for edge in 0..<edges.count where edges.valence(edge) == 1 {
      let side = Int(edges.sides[Int(edges.starts[edge])])
      let corners = surface.triangles[side / 3]
      outgoing[corners[side % 3], default: []].append(side)
      incoming[corners[(side + 1) % 3], default: []].append(side)
    }
    for (vertex, sides) in incoming {
      let out = outgoing[vertex] ?? []
      if sides.count == 1, let only = out.first {
        next[sides[0]] = only
      } else {
        join(sides, out, at: vertex, of: surface)
      }
    }
  }

  /// Orders the ends of fans around a vertex in its tangent plane, and joins across the gaps.
  private mutating func join(
    _ incoming: [Int], _ outgoing: [Int], at vertex: Int32, of surface: TriangleSurface
  ) {
    let here = surface.positions[Int(vertex)]
    var normal = Vector3.zero
    for side in incoming + outgoing { normal += surface.doubleArea(surface.triangles[side / 3]) }
    normal = normal.normalized
    func direction(_ end: Int32) -> Vector3 { surface.positions[Int(end)] - here }
    let first = direction(surface.triangles[incoming[0] / 3][incoming[0] % 3])
    let (e1, e2) = (first, normal.cross(first))
    /// In (−π, π], counter-clockwise from the first side.
    func angle(_ v: Vector3) -> Double {
      v.dot(e2) < 0
        ? -Double.angle(sine: -v.dot(e2), cosine: v.dot(e1))
        : Double.angle(sine: v.dot(e2), cosine: v.dot(e1))
    }
    // All ends, counter-clockwise; each that comes in takes the next free one that goes out.
    let comes = incoming.map { s in (s, angle(direction(surface.triangles[s / 3][s % 3])), true) }
    let goes = outgoing.map { s in
      (s, angle(direction(surface.triangles[s / 3][(s + 1) % 3])), false)
    }
    let around = (comes + goes).sorted { ($0.1, $0.0) < ($1.1, $1.0) }
    var free = Set(outgoing)
    for (i, end) in around.enumerated() where end.2 {
      for k in 1...around.count {
        let other = around[(i + k) % around.count]
        if !other.2, free.remove(other.0) != nil {
          next[end.0] = other.0
          break
        }
      }
    }
  }
}
