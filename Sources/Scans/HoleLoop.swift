import Meshes
import Tensors

/// One closed border of a surface.
struct HoleLoop {
  /// The vertices in order, the surface on the left.
  var vertices: [Int32]
  /// The triangle at the edge from each vertex to the next.
  var triangles: [Int]
  /// The length of the border, in m.
  var perimeter: Double
  /// The largest distance between two of its vertices, in m.
  var extent: Double
  var center: Vector3

  /// The loops of a manifold, oriented surface, the longest first.
  static func all(of surface: TriangleSurface) -> [HoleLoop] {
    let edges = SurfaceEdges(surface)
    var next = [(vertex: Int32, triangle: Int)](
      repeating: (-1, -1), count: surface.positions.count)
    for edge in 0..<edges.count where edges.valence(edge) == 1 {
      let side = Int(edges.sides[Int(edges.starts[edge])])
      let corners = surface.triangles[side / 3]
      next[Int(corners[side % 3])] = (corners[(side + 1) % 3], side / 3)
    }
    var loops: [HoleLoop] = []
    for start in next.indices where next[start].vertex >= 0 {
      var (vertices, triangles): ([Int32], [Int]) = ([], [])
      var vertex = start
      while next[vertex].vertex >= 0 {
        vertices.append(Int32(vertex))
        triangles.append(next[vertex].triangle)
        let following = Int(next[vertex].vertex)
        next[vertex] = (-1, -1)
        vertex = following
      }
      loops.append(HoleLoop(vertices, triangles, of: surface))
    }
    let order = loops.indices.sorted { (-loops[$0].perimeter, $0) < (-loops[$1].perimeter, $1) }
    return order.map { loops[$0] }
  }

  private init(_ vertices: [Int32], _ triangles: [Int], of surface: TriangleSurface) {
    let points = vertices.map { surface.positions[Int($0)] }
    let n = points.count
    (self.vertices, self.triangles) = (vertices, triangles)
    perimeter = (0..<n).reduce(0) { $0 + (points[($1 + 1) % n] - points[$1]).length }
    center = points.reduce(.zero, +) / Double(n)
    extent = 0
    // All pairs for the holes that matter; a long border, mostly the outer one, by its box.
    if n <= 600 {
      for i in 0..<n { for j in 0..<i { extent = max(extent, (points[i] - points[j]).length) } }
    } else {
      extent = BoundingBox(points)?.diagonal ?? 0
    }
  }
}
