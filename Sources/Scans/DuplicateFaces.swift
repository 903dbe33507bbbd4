import Meshes
import Tensors

/// Removes faces on the same three vertices as an earlier one, in either winding.
enum DuplicateFaces {
  static func apply(to surface: inout TriangleSurface, report: inout RepairReport) {
    let edges = SurfaceEdges(surface)
    // Two faces with the same corners meet at every edge: look only where three or more sides do, or
    // two at all three edges.
    var isUnwanted = [Bool](repeating: false, count: surface.triangles.count)
    var (same, opposite) = ([Vector3](), [Vector3]())
    for (t, corners) in surface.triangles.enumerated() where !isUnwanted[t] {
      let set = sorted(corners)
      for side in edges.sides(of: Int(edges.edgeOfSide[3 * t])) where Int(side) / 3 > t {
        let other = Int(side) / 3
        let found = surface.triangles[other]
        guard !isUnwanted[other], sorted(found) == set else { continue }
        isUnwanted[other] = true
        if isEven(corners, found) {
          same.append(surface.centroid(found))
        } else {
          opposite.append(surface.centroid(found))
        }
      }
    }
    guard !same.isEmpty || !opposite.isEmpty else { return }
    surface.removeTriangles(isUnwanted)
    report.add(.duplicateFace, at: same)
    report.add(.oppositeFace, at: opposite)
  }

  private static func sorted(_ t: SIMD3<Int32>) -> SIMD3<Int32> {
    let (low, high) = (t.min(), t.max())
    return SIMD3(low, t.wrappedSum() &- low &- high, high)
  }

  /// Whether two triangles on the same vertices go around them the same way.
  private static func isEven(_ s: SIMD3<Int32>, _ t: SIMD3<Int32>) -> Bool {
    t == s || t == SIMD3(s.y, s.z, s.x) || t == SIMD3(s.z, s.x, s.y)
  }
}
