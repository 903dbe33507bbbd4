import Meshes
import Tensors

/// How well shaped the triangles of a surface are, and where it folds over itself.
public struct SurfaceQuality: Sendable, Equatable {
  /// The smallest 4√3 A/(a² + b² + c²) of a triangle: 1 if equilateral, 0 without area.
  public var leastTriangleQuality: Double
  /// Edges whose two triangles face away from each other by more than 90°.
  public var foldedEdges: [SIMD2<Int32>]

  public init(of surface: TriangleSurface) {
    self.init(of: surface, topology: SurfaceTopology(surface))
  }

  init(of surface: TriangleSurface, topology: SurfaceTopology) {
    var normals: [Vector3] = []
    var least = 1.0
    for t in surface.triangles {
      let (a, b, c) = (
        surface.positions[Int(t.x)], surface.positions[Int(t.y)], surface.positions[Int(t.z)]
      )
      let normal = (b - a).cross(c - a)
      let squares = (b - a).dot(b - a) + (c - b).dot(c - b) + (a - c).dot(a - c)
      let quality = squares > 0 ? 2 * 3.0.squareRoot() * normal.length / squares : 0
      least = min(least, quality)
      normals.append(normal.normalized)
    }
    leastTriangleQuality = least
    var first = [Int](repeating: -1, count: topology.edges.count)
    var folded: [SIMD2<Int32>] = []
    for (t, edges) in topology.edgesOfTriangles.enumerated() {
      for c in 0..<3 {
        let edge = Int(edges[c])
        if first[edge] < 0 {
          first[edge] = t
        } else if normals[first[edge]].dot(normals[t]) < 0 {
          folded.append(topology.edges[edge])
        }
      }
    }
    foldedEdges = folded
  }
}
