import Meshes
import Scans
import Tensors

/// How far another surface lies in front of a point, along the normal there.
///
/// The ray along the normal and the one against it are followed; the nearer hit counts if the surface faces
/// the same way. Positive where the surface lies outside.
struct SignedDistance: Sendable {
  private let index: SurfaceIndex
  /// A surface farther away, in m, is another part of the face.
  static let reach = 15e-3
  /// Rays begin so far behind the point, in m, that a surface through the point is met by both.
  private static let margin = 0.1e-3
  /// Cosine of the largest angle between both normals, 60°, as in the judgement of a scan.
  private static let leastCosine = 0.5

  init(to surface: TriangleSurface) { index = SurfaceIndex(surface) }

  /// The distance in m; not a number where nothing is met.
  func callAsFunction(from point: Vector3, along normal: Vector3) -> Double {
    let hits = [1.0, -1].compactMap { sign -> Double? in
      let direction = sign * normal
      let hit = index.firstHit(
        from: point - Self.margin * direction, along: direction,
        within: 0...(Self.reach + Self.margin))
      guard let hit, hit.normal.dot(normal) >= Self.leastCosine else { return nil }
      return sign * (hit.distance - Self.margin)
    }
    return hits.min { abs($0) < abs($1) } ?? .nan
  }
}
