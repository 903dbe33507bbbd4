import Meshes
import Tensors

/// The line in which the surface of the atlas meets its plane of symmetry, x = 0.
///
/// What lies in that plane belongs to this line: on a ridge, such as that of the nose, the nearest points of the
/// surface lie on both flanks, and taking one of them would prefer a side.
struct AtlasMidline {
  private let surface: TriangleSurface
  /// Ends of its edges, each edge twice.
  private let edges: [(Int, Int)]

  /// - Parameter surface: symmetric, with vertices in the plane.
  init(of surface: TriangleSurface) {
    self.surface = surface
    func isInPlane(_ vertex: Int32) -> Bool { surface.positions[Int(vertex)].x == 0 }
    edges = surface.triangles.flatMap { t in
      [(t.x, t.y), (t.y, t.z), (t.z, t.x)].filter { isInPlane($0) && isInPlane($1) }
        .map { (Int($0), Int($1)) }
    }
  }

  /// Where the nearest point of the line has gone.
  ///
  /// - Parameters:
  ///   - point: in m.
  ///   - positions: of the vertices of the surface, bent.
  /// - Returns: nil where there is no line.
  func nearest(to point: Vector3, in positions: [Vector3]) -> Vector3? {
    func place(on edge: (Int, Int)) -> (distance: Double, part: Double) {
      let (a, b) = (surface.positions[edge.0], surface.positions[edge.1])
      let part = min(max((point - a).dot(b - a) / (b - a).dot(b - a), 0), 1)
      return ((a + part * (b - a) - point).length, part)
    }
    let places = edges.map { ($0, place(on: $0)) }
    return places.min { $0.1.distance < $1.1.distance }.map { edge, place in
      (1 - place.part) * positions[edge.0] + place.part * positions[edge.1]
    }
  }
}
