import Meshes
import Tensors

/// Keeps the piece of largest area, and removes the others, each with a line in the report.
enum Islands {
  static func apply(to surface: inout TriangleSurface, report: inout RepairReport) {
    let (piece, count) = SurfaceEdges(surface).pieces()
    guard count > 1 else { return }
    var areas = [Double](repeating: 0, count: count)
    for (t, corners) in surface.triangles.enumerated() {
      areas[Int(piece[t])] += surface.doubleArea(corners).length / 2
    }
    let face = Int32(areas.indices.max { (areas[$0], $1) < (areas[$1], $0) } ?? 0)
    var members = [Int32: [Vector3]]()
    var faces = [Int32: Int]()
    for (t, corners) in surface.triangles.enumerated() where piece[t] != face {
      for c in 0..<3 { members[piece[t], default: []].append(surface.positions[Int(corners[c])]) }
      faces[piece[t], default: 0] += 1
    }
    // Largest first, so that the report begins with what matters.
    let strays = members.keys.sorted { (-areas[Int($0)], $0) < (-areas[Int($1)], $1) }
    for stray in strays {
      report.add(.island, count: faces[stray], at: members[stray] ?? [])
    }
    surface.removeTriangles(piece.map { $0 != face })
  }
}
