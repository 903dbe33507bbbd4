import Meshes
import Tensors

/// Keeps the piece of largest area, and removes the others, each with a line in the report.
enum Islands {
  /// More strays than this share one line.
  static let mostLines = 12

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
    for stray in strays.prefix(mostLines) {
      report.add(.island, count: faces[stray], at: members[stray] ?? [])
    }
    let rest = strays.dropFirst(mostLines)
    report.add(
      .island, count: rest.reduce(0) { $0 + (faces[$1] ?? 0) },
      at: rest.flatMap { members[$0] ?? [] }, note: "\(rest.count) smaller pieces")
    surface.removeTriangles(piece.map { $0 != face })
  }
}
