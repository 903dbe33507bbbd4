import Meshes
import Scans
import Tensors

/// How far a face is from its own mirror image.
///
/// The registered atlas is mirrored, moved (not bent) onto itself by the four fifths of its triangles that fit
/// best, and the distance of the mirror image to the face is taken at the middle of every triangle where
/// the scan has skin on both sides. The rest, such as a swelling, does not turn the plane of symmetry.
///
/// - Source: the method of doi:10.1597/13-353, and Progress in Orthodontics 16 (2015) 36, with nearest points; leaving out
///   the worst fifth is our own.
public struct FacialSymmetry: Sendable {
  /// Root mean square over the face, in m; nil when less than half of it is seen on both sides.
  public var overall: Double?
  /// Root mean square over a region of both sides, in m, by region.
  public var regions: [String: Double]

  public var isSuspicious: Bool {
    overall.map { $0 > ScanThresholds.asymmetry.usual.upperBound } ?? false
  }

  private static let kept = 0.8
  /// Less than this part of the face on both sides does not tell where the plane of symmetry is.
  private static let leastPart = 0.5
  private static let iterations = 6

  /// Compares both sides of a registered atlas.
  ///
  /// - Parameters:
  ///   - laid: the zones on the scan.
  ///   - atlas: symmetric in x, with the triangles of `laid`.
  ///   - isSeen: for each triangle whether the scan has skin there.
  init(_ laid: LaidZones, atlas: TriangleSurface, isSeen: [Bool]) {
    let partner = Self.partners(atlas.positions)
    let image = laid.surface.positions.indices.map { i -> Vector3 in
      let p = laid.surface.positions[partner[i] ?? i]
      return Vector3(-p.x, p.y, p.z)
    }
    let seenVertices = Self.vertices(of: atlas, where: isSeen)
    let pieces = laid.pieces
    let chosen = atlas.triangles.indices.filter { t in
      let corners = (0..<3).map { Int(atlas.triangles[t][$0]) }
      return isSeen[t] && corners.allSatisfy { partner[$0].map { seenVertices[$0] } ?? false }
    }
    let compared = chosen.reduce(0) { $0 + pieces[$1].area }
    guard compared > Self.leastPart * pieces.reduce(0, { $0 + $1.area }) else {
      (overall, regions) = (nil, [:])
      return
    }
    let middles = chosen.map { t in
      (0..<3).reduce(.zero) { $0 + image[Int(atlas.triangles[t][$1])] } / 3
    }
    let distances = Self.distances(
      of: middles, firstTargets: chosen.map { pieces[$0].middle }, to: laid.surface)
    var sums: [String: (squares: Double, area: Double)] = [:]
    var whole = (squares: 0.0, area: 0.0)
    for (t, distance) in zip(chosen, distances) {
      let (area, region) = (pieces[t].area, laid.zones[laid.zoneOfTriangle[t]].region)
      sums[region, default: (0, 0)].squares += area * distance * distance
      sums[region, default: (0, 0)].area += area
      whole = (whole.squares + area * distance * distance, whole.area + area)
    }
    overall = (whole.squares / whole.area).squareRoot()
    regions = sums.mapValues { ($0.squares / $0.area).squareRoot() }
  }

  /// The vertex at the mirror image of each, exactly; nil where there is none.
  private static func partners(_ positions: [Vector3]) -> [Int?] {
    var numbers: [Vector3: Int] = [:]
    for (i, p) in positions.enumerated() { numbers[p] = i }
    return positions.map { numbers[Vector3(-$0.x, $0.y, $0.z)] }
  }

  private static func vertices(of surface: TriangleSurface, where isChosen: [Bool]) -> [Bool] {
    var isIn = [Bool](repeating: false, count: surface.positions.count)
    for (t, corners) in surface.triangles.enumerated() where isChosen[t] {
      for c in 0..<3 { isIn[Int(corners[c])] = true }
    }
    return isIn
  }

  /// Distances of the points to the surface once they are moved onto it.
  private static func distances(
    of points: [Vector3], firstTargets: [Vector3], to surface: TriangleSurface
  ) -> [Double] {
    let index = SurfaceIndex(surface)
    var targets = firstTargets
    var moved = points
    var distances = zip(points, targets).map { ($0 - $1).length }
    for _ in 0..<iterations {
      let order = distances.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }
      let best = order.prefix(max(10, Int(kept * Double(order.count)))).sorted()
      let move = Similarity.fitting(best.map { points[$0] }, to: best.map { targets[$0] })
      moved = points.map { move.rotation * $0 }
      let shift =
        best.reduce(Vector3.zero) { $0 + targets[$1] - moved[$1] } / Double(best.count)
      moved = moved.map { $0 + shift }
      let nearest = moved.map { index.nearest(to: $0) }
      for (i, found) in nearest.enumerated() {
        guard let found else { continue }
        (targets[i], distances[i]) = (found.point, found.distance)
      }
    }
    return distances
  }
}
