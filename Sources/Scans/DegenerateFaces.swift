import Meshes
import Tensors

/// Removes faces without area: those with a corner twice, and those that are a line.
enum DegenerateFaces {
  /// A triangle lower than this part of its longest side is a line.
  static let leastHeight = 1e-6

  static func apply(to surface: inout TriangleSurface, report: inout RepairReport) {
    let isPoint = surface.triangles.map { $0.x == $0.y || $0.y == $0.z || $0.z == $0.x }
    var places = surface.triangles.indices.filter { isPoint[$0] }
      .map { surface.centroid(surface.triangles[$0]) }
    surface.removeTriangles(isPoint)
    for _ in 0..<3 {
      let lines = surface.triangles.indices.filter { isLine(surface, $0) }
      if lines.isEmpty { break }
      places += flatten(lines, in: &surface)
    }
    report.add(.degenerateFace, at: places)
  }

  private static func isLine(_ surface: TriangleSurface, _ t: Int) -> Bool {
    let longest = surface.side(t, longestSide(surface, t))
    return surface.doubleArea(surface.triangles[t]).length <= leastHeight * longest * longest
  }

  /// The number of the longest side of a triangle; side c goes from corner c to the next.
  private static func longestSide(_ surface: TriangleSurface, _ t: Int) -> Int {
    var best = 0
    for c in 1..<3 where surface.side(t, c) > surface.side(t, best) { best = c }
    return best
  }

  /// Takes lines out: the middle corner goes into the neighbour at the longest side, cut in two.
  ///
  /// Just removing a line would leave a slit between that neighbour and the two others.
  private static func flatten(_ lines: [Int], in surface: inout TriangleSurface) -> [Vector3] {
    let edges = SurfaceEdges(surface)
    var isTouched = Set<Int>()
    var places: [Vector3] = []
    for t in lines where !isTouched.contains(t) {
      let c = longestSide(surface, t)
      let corners = surface.triangles[t]
      let middle = corners[(c + 2) % 3]
      guard let twin = edges.twin(3 * t + c) else {
        // At a border, or where nothing can be told: the line goes without a trace.
        isTouched.insert(t)
        places.append(surface.centroid(corners))
        surface.triangles[t] = SIMD3(repeating: corners.x)
        continue
      }
      let (n, d) = (twin / 3, twin % 3)
      guard isTouched.insert(n).inserted, isTouched.insert(t).inserted else { continue }
      let other = surface.triangles[n]
      guard (0..<3).allSatisfy({ other[$0] != middle }) else {
        places.append(surface.centroid(corners))
        surface.triangles[t] = SIMD3(repeating: corners.x)
        continue
      }
      places.append(surface.centroid(corners))
      // Side d of n goes from p to q; its corner r is opposite. (p, middle, r) and (middle, q, r).
      let (p, q, r) = (other[d], other[(d + 1) % 3], other[(d + 2) % 3])
      surface.triangles[n] = SIMD3(p, middle, r)
      surface.triangles[t] = SIMD3(middle, q, r)
      if let old = surface.texture?.corners[n] {
        // The two halves keep the corner of the picture at r; between p and q lies the middle.
        let uv = [old.a, old.b, old.c]
        let half = (uv[d] + uv[(d + 1) % 3]) / 2
        surface.texture?.corners[n] = .init(uv[d], half, uv[(d + 2) % 3], image: old.image)
        surface.texture?.corners[t] = .init(
          half, uv[(d + 1) % 3], uv[(d + 2) % 3], image: old.image)
      }
    }
    surface.removeTriangles(surface.triangles.map { $0.x == $0.y })
    return places
  }
}

extension TriangleSurface {
  /// The length of side c of a triangle, from corner c to the next.
  func side(_ t: Int, _ c: Int) -> Double {
    let corners = triangles[t]
    return (positions[Int(corners[(c + 1) % 3])] - positions[Int(corners[c])]).length
  }
}
