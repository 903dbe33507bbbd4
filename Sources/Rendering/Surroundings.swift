import Meshes
import Tensors

/// How much of its surroundings every vertex of a surface sees.
///
/// It depends on the surface alone, not on lamps or camera: traced once, it serves all views.
struct Surroundings: Sendable {
  /// Share of the surroundings that is seen, 0 to 1, weighted by the cosine to the normal.
  let openness: [Double]
  /// Mean of the unit directions that see them, times `openness`.
  let directions: [Vector3]

  /// Occluders farther than this do not darken the surroundings, in m.
  private static let reach = 0.10

  init(of drawn: DrawableSurface, index: SurfaceIndex, quality: PictureQuality, threads: Int) {
    let count = drawn.surface.positions.count
    let rays = quality.raysToSky(vertices: count)
    let seen = parallelMap(count, threads: threads) { i in
      Self.seen(from: i, of: drawn, index: index, rays: rays)
    }
    openness = seen.map(\.w)
    directions = seen.map { Vector3($0.x, $0.y, $0.z) }
  }

  /// The sum of the directions that are not occluded and their number, over the number of rays.
  private static func seen(
    from vertex: Int, of drawn: DrawableSurface, index: SurfaceIndex, rays: Int
  ) -> SIMD4<Double> {
    guard let origin = drawn.lightOrigin(of: vertex) else { return .zero }
    let pattern = SamplePattern(seed: 2 * UInt32(vertex))
    var sum = SIMD4<Double>.zero
    for k in 0..<rays {
      let direction = cosineDirection(pattern[k], about: drawn.normals[vertex])
      guard !index.isOccluded(from: origin, along: direction, within: 0...reach) else { continue }
      sum += SIMD4(direction, 1)
    }
    return sum / Double(rays)
  }
}

extension DrawableSurface {
  /// Where the rays from a vertex start: 0.2 mm off the surface, so that they do not meet it where it
  /// bends; nil for a vertex without a place or normal.
  func lightOrigin(of vertex: Int) -> Vector3? {
    let (point, normal) = (surface.positions[vertex], normals[vertex])
    guard point.isFinite, normal.dot(normal) > 0.5 else { return nil }
    return point + normal * 2e-4
  }
}
