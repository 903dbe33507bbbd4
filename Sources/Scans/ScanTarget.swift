import Meshes
import Tensors

/// A scan that other surfaces are drawn to.
///
/// Openings, such as those of open eyes, are covered by caps: a vertex that is nearest to a cap, or has
/// one before it when it looks inward, has no scan under it. The rim of an opening turns inward, where a closed lid has nothing to follow; it loses
/// its say from 2.5 mm on and has none within 1 mm.
struct ScanTarget: Sendable {
  /// Finds the nearest points of the scan and of the caps, which come after it.
  let index: SurfaceIndex
  let scan: TriangleSurface
  let topology: SurfaceTopology
  let normals: [Vector3]
  /// Distance of each vertex of the scan to the nearest opening, in m; infinite without openings.
  let rimDistances: [Double]

  /// A hole whose border is shorter than this, in m, is a gap in the data and not an opening.
  private static let leastOpening = 20e-3
  /// A vertex looks inward from this far outside itself to this far inside, in m.
  private static let sight = (out: 3e-3, into: 15e-3)
  /// Distances from an opening in m between which a vertex is trusted more and more.
  private static let rim = (none: 1e-3, full: 2.5e-3)

  init(_ scan: TriangleSurface) {
    self.scan = scan
    topology = SurfaceTopology(scan)
    normals = scan.vertexNormals()
    var capped = scan
    var rim: [Vector3] = []
    for border in topology.borders(of: scan).dropFirst() {
      let ends = border.map { (scan.positions[Int($0.x)], scan.positions[Int($0.y)]) }
      guard ends.reduce(0, { $0 + ($1.1 - $1.0).length }) > Self.leastOpening else { continue }
      let middles = ends.map { 0.5 * ($0.0 + $0.1) }
      let apex = Int32(capped.positions.count)
      capped.positions.append(middles.reduce(Vector3.zero, +) / Double(middles.count))
      for edge in border { capped.triangles.append(SIMD3(edge.x, edge.y, apex)) }
      rim += middles
    }
    index = SurfaceIndex(capped)
    rimDistances = inParallel(scan.positions.indices) { [rim] i in
      rim.reduce(Double.infinity) {
        min($0, ($1 - scan.positions[i]).dot($1 - scan.positions[i]))
      }.squareRoot()
    }
  }

  /// What one vertex is drawn to.
  struct Correspondence: Sendable {
    var point: Vector3
    /// Unit normal of the scan there, interpolated between its vertices.
    var normal: Vector3
    /// In [0, 1].
    var weight: Double
  }

  /// The cosines between which a correspondence is trusted more and more: 60° to 37°.
  private static let trustedCosines = (none: 0.5, full: 0.8)

  /// For each position the nearest point of the scan, or nil where the scan has nothing to say.
  ///
  /// That is where the nearest point is farther than `limit`, lies on a border, on a cap or on the rim
  /// of an opening, or faces another way by more than 60°.
  func correspondences(of positions: [Vector3], normals: [Vector3], limit: Double)
    -> [Correspondence?]
  {
    inParallel(positions.indices) { match(positions[$0], normals[$0], limit: limit) }
  }

  /// What one position is drawn to; see `correspondences(of:normals:limit:)`.
  func match(_ position: Vector3, _ normal: Vector3, limit: Double) -> Correspondence? {
    guard let nearest = index.nearest(to: position, within: limit) else { return nil }
    let trust = trust(at: nearest)
    guard trust > 0, !isOverOpening(position, normal) else { return nil }
    let own = self.normal(at: nearest)
    let (none, full) = Self.trustedCosines
    let agreement = (own.dot(normal) - none) / (full - none)
    guard agreement > 0 else { return nil }
    return Correspondence(point: nearest.point, normal: own, weight: trust * min(agreement, 1))
  }

  /// The distance of each position to the scan; nil over an opening or beyond a border.
  func distances(of positions: [Vector3], normals: [Vector3]) -> [Double?] {
    inParallel(positions.indices) { i in
      guard let nearest = index.nearest(to: positions[i]), trust(at: nearest) > 0,
        !isOverOpening(positions[i], normals[i])
      else { return nil }
      return nearest.distance
    }
  }

  private func isOverOpening(_ position: Vector3, _ normal: Vector3) -> Bool {
    guard index.surface.triangles.count > scan.triangles.count else { return false }
    let hit = index.firstHit(
      from: position + Self.sight.out * normal, along: -normal,
      within: 0...(Self.sight.out + Self.sight.into))
    return hit.map { $0.triangle >= scan.triangles.count } ?? false
  }

  /// Zero where the scan has nothing to say: on borders, caps and rims.
  private func trust(at nearest: SurfaceIndex.NearestPoint) -> Double {
    guard nearest.triangle < scan.triangles.count,
      !topology.isOnBorder(nearest.triangle, nearest.barycentrics, of: scan)
    else { return 0 }
    let corners = scan.triangles[nearest.triangle]
    let distance = (0..<3).reduce(0) {
      $0 + nearest.barycentrics[$1] * min(rimDistances[Int(corners[$1])], 1)
    }
    let part = (distance - Self.rim.none) / (Self.rim.full - Self.rim.none)
    return min(max(part, 0), 1)
  }

  private func normal(at nearest: SurfaceIndex.NearestPoint) -> Vector3 {
    guard nearest.triangle < scan.triangles.count else { return Vector3.zero }
    let corners = scan.triangles[nearest.triangle]
    var normal = Vector3.zero
    for c in 0..<3 { normal += nearest.barycentrics[c] * normals[Int(corners[c])] }
    return normal.normalized
  }
}
