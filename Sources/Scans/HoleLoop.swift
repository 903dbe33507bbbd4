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
    let next = BorderSides(surface).next
    var isDone = Set<Int>()
    var loops: [HoleLoop] = []
    for start in next.keys.sorted() where !isDone.contains(start) {
      var (vertices, triangles): ([Int32], [Int]) = ([], [])
      var side = start
      while isDone.insert(side).inserted {
        vertices.append(surface.triangles[side / 3][side % 3])
        triangles.append(side / 3)
        side = next[side] ?? start
      }
      loops.append(HoleLoop(vertices, triangles, of: surface))
    }
    let order = loops.indices.sorted { (-loops[$0].perimeter, $0) < (-loops[$1].perimeter, $1) }
    return order.map { loops[$0] }
  }

  /// The vertices that the loop passes more than once.
  var repeated: [Int32] {
    var seen = Set<Int32>()
    return vertices.filter { !seen.insert($0).inserted }
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
