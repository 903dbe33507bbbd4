import Meshes
import Tensors

/// How much the points of a scan scatter about a smooth surface.
///
/// At a vertex a cubic height h(u, v) over the tangent plane is fitted to the n vertices of the scan
/// within r; the variance is Σ(h − hᵢ)²/(n − 10), 10 being the coefficients of a cubic. A cubic leaves
/// of a clean face 0.003 mm (median; 0.03 mm at the worst tenth: lips, nostrils, lids).
///
/// Scatter that is white or correlated over much less than r is seen whole. What is correlated over
/// half of r is seen in part, and what is correlated over more than r — waves of a
/// sensor, steps between joined images, a moving head — is not seen at all: the fit follows it. Of 0.1 mm,
/// half white and half correlated over 3 mm, 0.075 mm is seen. Thinning out keeps vertices as they are, and so
/// their scatter.
public enum SurfaceNoise {
  /// The scatter at one vertex.
  public struct Sample: Sendable {
    public var position: Vector3
    /// In m².
    public var variance: Double
  }

  /// r in m: three times the finest pores and wrinkles, a third of the height of the lips.
  static let radius = 5e-3
  /// r is at least this many mean edges, to hold 20 vertices; a triangulation has 2/√3 per edge².
  static let radiusInEdges = 2.5
  /// With edges longer than this, in m, r reaches over lips and lids, and curvature counts as noise.
  static let longestEdge = 4e-3
  /// Coefficients of a cubic of two unknowns.
  private static let coefficients = 10
  /// Vertices beyond `coefficients` that make a variance worth having.
  private static let leastSpare = 6

  /// The scatter at about `count` vertices spread over a scan.
  ///
  /// - Parameters:
  ///   - scan: in m; what fills its holes is left out.
  ///   - count: how many fits.
  /// - Returns: empty for a scan too coarse to tell scatter from shape.
  public static func samples(of scan: RepairedScan, count: Int = 8000) -> [Sample] {
    let edge = scan.meanEdge
    guard edge <= longestEdge else { return [] }
    let surface = scan.surface
    var isScanned = [Bool](repeating: false, count: surface.positions.count)
    for t in surface.triangles[..<scan.filled.lowerBound] {
      for c in 0..<3 { isScanned[Int(t[c])] = true }
    }
    let vertices = surface.positions.indices.filter { isScanned[$0] }
    let fit = LocalCubic(
      positions: vertices.map { surface.positions[$0] },
      normals: { all in vertices.map { all[$0] } }(surface.vertexNormals()),
      radius: max(radius, radiusInEdges * edge))
    let step = max(1, vertices.count / count)
    let centres = Array(stride(from: 0, to: vertices.count, by: step))
    return mapInParallel(centres) { centre -> Sample? in
      fit.variance(at: centre, leastCount: coefficients + leastSpare).map {
        Sample(position: fit.positions[centre], variance: $0)
      }
    }.compactMap { $0 }
  }
}

/// Fits heights over tangent planes.
private struct LocalCubic: Sendable {
  let positions: [Vector3]
  let normals: [Vector3]
  let radius: Double
  private let grid: PointGrid

  init(positions: [Vector3], normals: [Vector3], radius: Double) {
    (self.positions, self.normals, self.radius) = (positions, normals, radius)
    grid = PointGrid(positions, cell: radius)
  }

  /// The mean square that a cubic leaves; nil with too few neighbours.
  func variance(at centre: Int, leastCount: Int) -> Double? {
    let (p, n) = (positions[centre], normals[centre])
    let t = n.cross(abs(n.x) < 0.7 ? Vector3(1, 0, 0) : Vector3(0, 1, 0)).normalized
    let s = n.cross(t)
    var rows: [(terms: [Double], height: Double)] = []
    grid.forEach(within: radius, of: p) { i in
      let d = positions[i] - p
      // The other lip and the far side of a fold face elsewhere.
      guard d.length <= radius, normals[i].dot(n) > 0.5 else { return }
      rows.append((Self.terms(d.dot(t) / radius, d.dot(s) / radius), d.dot(n)))
    }
    guard rows.count >= leastCount else { return nil }
    var system = LeastSquares(order: rows[0].terms.count)
    for row in rows { system.add(row.terms, equals: row.height, weight: 1) }
    guard let x = system.solution() else { return nil }
    let squares = rows.reduce(0) { sum, row in
      let gap = zip(row.terms, x).reduce(-row.height) { $0 + $1.0 * $1.1 }
      return sum + gap * gap
    }
    return squares / Double(rows.count - x.count)
  }

  private static func terms(_ u: Double, _ v: Double) -> [Double] {
    [1, u, v, u * u, u * v, v * v, u * u * u, u * u * v, u * v * v, v * v * v]
  }
}
