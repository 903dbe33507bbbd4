import Meshes
import Tensors

/// Removes vertices without a position, and the faces at them.
///
/// A wrong bit makes infinities and numbers beyond any scanner alike; both go.
enum UnusableVertices {
  /// No coordinate of a scan, in m, is larger, wherever its origin lies.
  static let largestCoordinate = 1e4

  static func isUsable(_ p: Vector3) -> Bool {
    (0..<3).allSatisfy { abs(p[$0]) <= largestCoordinate }  // false for what is no number
  }

  /// - Returns: the vertices that now stand at a border for that reason, by number.
  static func remove(from surface: inout TriangleSurface, report: inout RepairReport) -> Set<Int32>
  {
    let lost = surface.positions.indices.filter { !isUsable(surface.positions[$0]) }
    guard !lost.isEmpty else { return [] }
    let isLost = surface.positions.map { !isUsable($0) }
    var rims = [Int32: [Int32]]()
    var isUnwanted = [Bool](repeating: false, count: surface.triangles.count)
    for (t, corners) in surface.triangles.enumerated() {
      for c in 0..<3 where isLost[Int(corners[c])] {
        rims[corners[c], default: []] += (0..<3).map { corners[$0] }.filter { !isLost[Int($0)] }
        isUnwanted[t] = true
      }
    }
    surface.removeTriangles(isUnwanted)
    for vertex in lost {
      let rim = rims[Int32(vertex)] ?? []
      let box = BoundingBox(rim.map { surface.positions[Int($0)] })
      report.add(
        .init(
          .nonFiniteVertex, count: 1, size: box?.diagonal, place: box?.center,
          note: "vertex \(vertex) of the file, counted from 0"))
    }
    // No triangle uses them any more; a finite place keeps NaN out of sums over all vertices.
    for vertex in lost { surface.positions[vertex] = .zero }
    return Set(rims.values.joined())
  }
}
