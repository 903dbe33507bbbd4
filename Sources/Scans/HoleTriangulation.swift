import Meshes
import Tensors

/// Spans a closed polygon in space with triangles between its corners, as flat as can be.
///
/// Of all triangulations the one whose largest dihedral angle, with the surface around as well, is
/// smallest, and of those the one of least area; by dynamic programming in O(n³).
///
/// - Source: P. Liepa, *Filling holes in meshes*, SGP 2003, §2.
struct HoleTriangulation {
  /// Longer polygons are not spanned: 400³/6 trials take about a second.
  static let mostCorners = 400

  private struct Cost {
    var angle: Double
    var area: Double
    static let none = Cost(angle: 0, area: 0)
    static let impossible = Cost(angle: .infinity, area: .infinity)
    static func < (a: Cost, b: Cost) -> Bool {
      // Angles that differ by less than round-off are equal.
      abs(a.angle - b.angle) < 1e-9 ? a.area < b.area : a.angle < b.angle
    }
  }

  private let points: [Vector3]
  /// Unit normal of the face of the surface at the edge from each corner to the next.
  private let rims: [Vector3]
  private let isForbidden: (Int, Int) -> Bool
  private var costs: [Cost]
  private var apexes: [Int32]

  /// The triangles of the polygon, each by three numbers of corners in the order of the polygon.
  ///
  /// - Parameters:
  ///   - points: the corners, in the order in which the new triangles go around.
  ///   - rims: unit normals outside, at the edge from each corner to the next.
  ///   - isForbidden: whether two corners are joined already, elsewhere in the surface.
  /// - Returns: nil where every triangulation would join two corners twice.
  static func triangles(
    of points: [Vector3], rims: [Vector3], isForbidden: @escaping (Int, Int) -> Bool
  ) -> [SIMD3<Int32>]? {
    var table = HoleTriangulation(points: points, rims: rims, isForbidden: isForbidden)
    return table.solve()
  }

  private init(
    points: [Vector3], rims: [Vector3], isForbidden: @escaping (Int, Int) -> Bool
  ) {
    (self.points, self.rims, self.isForbidden) = (points, rims, isForbidden)
    costs = Array(repeating: .none, count: points.count * points.count)
    apexes = Array(repeating: -1, count: points.count * points.count)
  }

  private mutating func solve() -> [SIMD3<Int32>]? {
    let n = points.count
    for span in 2..<max(n, 2) {
      for i in 0..<(n - span) {
        let k = i + span
        var best = Cost.impossible
        let isOuter = i == 0 && k == n - 1
        if isOuter || !isForbidden(i, k) {
          for m in (i + 1)..<k {
            let (left, right) = (costs[i * n + m], costs[m * n + k])
            guard left.angle < .infinity, right.angle < .infinity,
              left.angle <= best.angle, right.angle <= best.angle
            else { continue }
            let own = cost(i, m, k)
            let cost = Cost(
              angle: max(own.angle, left.angle, right.angle),
              area: own.area + left.area + right.area)
            if cost < best {
              best = cost
              apexes[i * n + k] = Int32(m)
            }
          }
        }
        costs[i * n + k] = best
      }
    }
    guard n >= 3, costs[n - 1].angle < .infinity else { return nil }
    var triangles: [SIMD3<Int32>] = []
    var open = [(0, n - 1)]
    while let (i, k) = open.popLast() {
      guard k > i + 1 else { continue }
      let m = Int(apexes[i * n + k])
      triangles.append(SIMD3(Int32(i), Int32(m), Int32(k)))
      open += [(i, m), (m, k)]
    }
    return triangles
  }

  /// The triangle i, m, k against what lies beyond its sides i–m and m–k.
  private func cost(_ i: Int, _ m: Int, _ k: Int) -> Cost {
    let n = points.count
    let double = (points[m] - points[i]).cross(points[k] - points[i])
    let normal = double.normalized
    func angle(_ other: Vector3) -> Double { 1 - normal.dot(other) }  // grows with the angle
    var worst = max(angle(beyond(i, m)), angle(beyond(m, k)))
    if i == 0 && k == n - 1 { worst = max(worst, angle(rims[n - 1])) }
    return Cost(angle: worst, area: double.length / 2)
  }

  /// The unit normal of the triangle or of the face beyond the side i–k.
  private func beyond(_ i: Int, _ k: Int) -> Vector3 {
    if k == i + 1 { return rims[i] }
    let m = Int(apexes[i * points.count + k])
    return (points[m] - points[i]).cross(points[k] - points[i]).normalized
  }
}
