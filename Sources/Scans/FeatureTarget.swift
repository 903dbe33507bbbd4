import Meshes
import Tensors

/// A scan on which points are sought that lie near and whose surroundings face the same way.
///
/// Of the points within reach of x, with normals smoothed over some millimetres, the one is taken with
/// the least |x − y|² + ω² |n(x) − n(y)|². Where the surface bends (brow, nose, lips, jaw) this tells
/// where along the surface a point belongs, which nearness alone does not.
///
/// - Source: normals as coordinates of the nearest-point search: Feldmar & Ayache, *Rigid, affine and
///   locally affine registration of free-form surfaces*, Int. J. Computer Vision 18 (1996) 99.
struct FeatureTarget: Sendable {
  private let positions: [Vector3]
  private let normals: [Vector3]
  private let isBorder: [Bool]
  private let grid: PointGrid

  /// Over which length normals are smoothed, in m.
  static let smoothing = 4e-3
  /// ω: the distance in m that counts as much as a turn by one radian.
  private static let lengthPerTurn = 20e-3
  /// Mean distance of the points of the scan, in m.
  private static let spacing = 3e-3
  /// Distance to an opening in m from which on points are taken.
  private static let rim = 8e-3

  /// Points at the border and near openings, where lids may be open or closed, are not taken.
  init(_ target: ScanTarget) {
    let (scan, topology) = (target.scan, target.topology)
    let smooth = topology.smoothed(target.normals, of: scan, over: Self.smoothing)
    let area = scan.triangles.reduce(0) { $0 + scan.areaVector(of: $1).length }
    let samples = SurfaceSamples(
      of: scan, count: max(Int(area / (Self.spacing * Self.spacing)), 1), normals: smooth)
    positions = samples.positions
    normals = samples.normals
    isBorder = samples.triangles.map { t in
      (0..<3).contains {
        let vertex = Int(scan.triangles[t][$0])
        return topology.isBorderVertex[vertex] || target.rimDistances[vertex] < Self.rim
      }
    }
    grid = PointGrid(samples.positions, cell: 2 * Self.spacing)
  }

  /// Where each position belongs; nil where nothing within `limit` faces within 60°, or where the best
  /// point lies at a border.
  func matches(of positions: [Vector3], normals: [Vector3], limit: Double) -> [Vector3?] {
    inParallel(positions.indices) { match(positions[$0], normals[$0], limit: limit) }
  }

  private func match(_ x: Vector3, _ n: Vector3, limit: Double) -> Vector3? {
    var best = (cost: Double.infinity, point: -1)
    grid.forEach(within: limit, of: x) { i in
      let (d, turn) = (positions[i] - x, normals[i] - n)
      let squared = d.dot(d)
      guard squared <= limit * limit, turn.dot(turn) < 1 else { return }
      let cost = squared + Self.lengthPerTurn * Self.lengthPerTurn * turn.dot(turn)
      if cost < best.cost { best = (cost, i) }
    }
    guard best.point >= 0, !isBorder[best.point] else { return nil }
    return positions[best.point]
  }
}

extension SurfaceTopology {
  /// Unit vectors at the vertices, each mixed with those around it.
  ///
  /// One pass mixes every vector half and half with the mean of its neighbours, which spreads it by e/2
  /// along either axis for edges of length e: 4 (σ/e)² passes spread it by σ.
  ///
  /// - Parameters:
  ///   - vectors: one per vertex.
  ///   - surface: the surface this is the topology of.
  ///   - length: σ in m.
  /// - Returns: unit vectors.
  func smoothed(_ vectors: [Vector3], of surface: TriangleSurface, over length: Double) -> [Vector3]
  {
    guard !edges.isEmpty else { return vectors }
    let sum = edges.reduce(0) {
      $0 + (surface.positions[Int($1.x)] - surface.positions[Int($1.y)]).length
    }
    let mean = sum / Double(edges.count)
    let passes = min(max(Int(4 * length * length / (mean * mean)), 1), 80)
    var result = vectors
    for _ in 0..<passes {
      var around = [Vector3](repeating: .zero, count: vectors.count)
      var counts = [Double](repeating: 0, count: vectors.count)
      for edge in edges {
        let (a, b) = (Int(edge.x), Int(edge.y))
        around[a] += result[b]
        around[b] += result[a]
        counts[a] += 1
        counts[b] += 1
      }
      for i in result.indices where counts[i] > 0 {
        result[i] = (result[i] + around[i] / counts[i]).normalized
      }
    }
    return result
  }
}
