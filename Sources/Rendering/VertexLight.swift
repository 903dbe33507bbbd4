import Meshes
import Tensors

/// Light that arrives at every vertex of a surface, with shadows, before it is scattered.
///
/// Computed on vertices: they are finer than the shadows of soft lamps, it leaves no noise in the
/// picture, and it lets light spread below the skin along the surface.
struct VertexLight: Sendable {
  /// Irradiance over π of a white, matte surface: lamps and surroundings together.
  let diffuse: [Double]
  /// Share of the main lamp that is seen, 0 to 1.
  let keyVisibility: [Double]
  /// Share of the surroundings that is seen, 0 to 1, weighted by the cosine to the normal.
  let openness: [Double]

  init(
    of drawn: DrawableSurface, index: SurfaceIndex, surroundings: Surroundings, lighting: Lighting,
    quality: PictureQuality, threads: Int
  ) {
    let count = drawn.surface.positions.count
    let rays = quality.raysToLamp(vertices: count)
    keyVisibility = parallelMap(count, threads: threads) { i in
      Self.keyVisibility(from: i, of: drawn, index: index, lighting: lighting, rays: rays)
    }
    openness = surroundings.openness
    diffuse = zip(keyVisibility, surroundings.directions).enumerated().map { i, seen in
      let (normal, open) = (drawn.normals[i], surroundings.openness[i])
      let wide = lighting.sides(normal) * open + lighting.sky(openness: open, direction: seen.1)
      guard seen.0 > 0 else { return wide }
      let toKey = (lighting.keyPosition - drawn.surface.positions[i]).normalized
      return lighting.keyStrength * seen.0 * max(0, normal.dot(toKey)) + wide
    }
  }

  /// The share of the round lamp that a vertex sees, by area.
  private static func keyVisibility(
    from vertex: Int, of drawn: DrawableSurface, index: SurfaceIndex, lighting: Lighting, rays: Int
  ) -> Double {
    guard let origin = drawn.lightOrigin(of: vertex) else { return 0 }
    let normal = drawn.normals[vertex]
    let toKey = lighting.keyPosition - drawn.surface.positions[vertex]
    guard normal.dot(toKey) > -lighting.keyRadius else { return 0 }
    let (side, up) = tangents(of: toKey.normalized)
    let pattern = SamplePattern(seed: 2 * UInt32(vertex) + 1)
    var seen = 0.0
    for k in 0..<rays {
      let u = pattern[k]
      let (r, angle) = (lighting.keyRadius * u.x.squareRoot(), 2 * Double.pi * u.y)
      let to = toKey + side * (r * .cosine(angle)) + up * (r * .sine(angle))
      guard normal.dot(to) > 0 else { continue }
      if !index.isOccluded(from: origin, along: to, within: 0...to.length) { seen += 1 }
    }
    return seen / Double(rays)
  }
}
