import Meshes
import Tensors

/// Joins vertices at the same place, as formats without shared vertices and seams of textures have.
enum VertexWeld {
  /// Vertices nearer than this, in m, are one: above the rounding of single precision on a head
  /// (2·10⁻⁸ m), far below the distance of lips that touch.
  static let distance = 1e-6

  static func apply(to surface: inout TriangleSurface, report: inout RepairReport) {
    let positions = surface.positions
    var isUsed = [Bool](repeating: false, count: positions.count)
    for t in surface.triangles { for c in 0..<3 { isUsed[Int(t[c])] = true } }
    let order = positions.indices.filter { isUsed[$0] && UnusableVertices.isUsable(positions[$0]) }
      .sorted { (positions[$0].x, $0) < (positions[$1].x, $1) }
    var target = Array(Int32(0)..<Int32(positions.count))
    for (i, vertex) in order.enumerated() where target[vertex] == Int32(vertex) {
      var j = i + 1
      while j < order.count, positions[order[j]].x - positions[vertex].x <= distance {
        let other = order[j]
        if target[other] == Int32(other),
          (positions[other] - positions[vertex]).length <= distance
        {
          target[other] = Int32(vertex)
        }
        j += 1
      }
    }
    let welded = order.filter { target[$0] != Int32($0) }
    guard !welded.isEmpty else { return }
    for t in surface.triangles.indices {
      let old = surface.triangles[t]
      surface.triangles[t] = SIMD3(target[Int(old.x)], target[Int(old.y)], target[Int(old.z)])
    }
    report.add(.weldedVertex, at: welded.map { positions[$0] })
  }
}
