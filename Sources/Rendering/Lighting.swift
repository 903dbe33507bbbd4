import Meshes
import Tensors

/// The lamps of the studio; they turn with the camera, as in clinical photography.
///
/// The left is lit as the right is: what differs between the halves of a face differs in the face. The main lamp
/// stands above the camera, where it shows folds, troughs and the border of the jaw by their shadows.
struct Lighting: Sendable {
  /// Middle of the round main lamp, in m, and its radius.
  let keyPosition: Vector3
  let keyRadius: Double
  /// Irradiance of the main lamp at the face, facing it.
  let keyStrength: Double
  /// Unit vectors to the two wide lamps that lighten the shadows.
  let sideDirections: (left: Vector3, right: Vector3)
  /// Irradiance of each at the face, facing it.
  let sideStrength: Double
  /// Irradiance of the surroundings, unoccluded, facing up.
  let skyStrength: Double
  /// Where the surroundings are brightest.
  let skyUp: Vector3

  /// The studio around the subject of `camera`, looking at `center`.
  init(camera: Camera, center: Vector3) {
    func toward(_ right: Double, _ up: Double, _ back: Double) -> Vector3 {
      (camera.right * right + camera.up * up - camera.forward * back).normalized
    }
    keyPosition = center + toward(0, 0.60, 0.80) * 1.1
    keyRadius = 0.22
    keyStrength = 0.74
    sideDirections = (toward(-0.75, 0, 0.70), toward(0.75, 0, 0.70))
    sideStrength = 0.17
    skyStrength = 0.36
    skyUp = camera.up
  }

  /// Irradiance of both wide lamps on a surface that sees all of them.
  ///
  /// Each is half a hemisphere of light: its cosine wraps round.
  func sides(_ normal: Vector3) -> Double {
    func wrapped(_ lamp: Vector3) -> Double { max(0, (normal.dot(lamp) + 0.5) / 1.5) }
    return sideStrength * (wrapped(sideDirections.left) + wrapped(sideDirections.right))
  }

  /// Brightness of the surroundings in a direction, 1 from above.
  func sky(_ direction: Vector3) -> Double { 0.72 + 0.28 * direction.dot(skyUp) }
}

/// Light that arrives at every vertex of a surface, with shadows, before it is scattered.
///
/// Computed on vertices: they are finer than the shadows of soft lamps, it leaves no noise in the
/// picture, and it lets light spread below the skin along the surface.
struct VertexLight: Sendable {
  /// Irradiance over π of a white, matte surface: main lamp, fill and surroundings together.
  var diffuse: [Double]
  /// Share of the main lamp that is seen, 0 to 1.
  var keyVisibility: [Double]
  /// Share of the surroundings that is seen, 0 to 1, weighted by the cosine to the normal.
  var openness: [Double]

  /// Occluders farther than this do not darken the surroundings, in m.
  private static let skyReach = 0.10
  /// Rays start this far off the surface, in m, so that they do not meet it where it bends.
  private static let offset = 2e-4

  init(
    of drawn: DrawableSurface, index: SurfaceIndex, lighting: Lighting,
    quality: PictureQuality = .standard, threads: Int
  ) {
    let count = drawn.surface.positions.count
    // Denser vertices share their light with more neighbours, so they need fewer rays each.
    let most = quality.raysToSky
    let samples = min(max(most * 40_000 / max(count, 1), 10), most)
    let light = parallelMap(count, threads: threads) { i in
      Self.arriving(
        at: drawn.surface.positions[i], normal: drawn.normals[i], seed: UInt32(i), index: index,
        lighting: lighting, skySamples: samples)
    }
    diffuse = light.map(\.x)
    keyVisibility = light.map(\.y)
    openness = light.map(\.z)
  }

  /// Diffuse light, visibility of the main lamp and openness at one point.
  private static func arriving(
    at point: Vector3, normal: Vector3, seed: UInt32, index: SurfaceIndex, lighting: Lighting,
    skySamples: Int
  ) -> Vector3 {
    let keySamples = skySamples * 2 / 5
    guard point.isFinite, normal.dot(normal) > 0.5 else { return .zero }
    let origin = point + normal * offset
    var (sky, open) = (0.0, 0.0)
    let skyPattern = SamplePattern(seed: 2 * seed)
    for k in 0..<skySamples {
      let direction = cosineDirection(skyPattern[k], about: normal)
      guard !index.isOccluded(from: origin, along: direction, within: 0...skyReach) else {
        continue
      }
      sky += lighting.sky(direction)
      open += 1
    }
    (sky, open) = (sky / Double(skySamples), open / Double(skySamples))
    var key = 0.0
    let toKey = lighting.keyPosition - point
    let axis = toKey.normalized
    if normal.dot(toKey) > -lighting.keyRadius {
      let (side, up) = tangents(of: axis)
      let pattern = SamplePattern(seed: 2 * seed + 1)
      for k in 0..<keySamples {
        let u = pattern[k]
        let (r, angle) = (lighting.keyRadius * u.x.squareRoot(), 2 * Double.pi * u.y)
        let to = toKey + side * (r * .cosine(angle)) + up * (r * .sine(angle))
        guard normal.dot(to) > 0 else { continue }
        if !index.isOccluded(from: origin, along: to, within: 0...to.length) { key += 1 }
      }
      key /= Double(keySamples)
    }
    let keyLight = lighting.keyStrength * key * max(0, normal.dot(axis))
    let sides = lighting.sides(normal) * open
    return Vector3(keyLight + sides + lighting.skyStrength * sky, key, open)
  }
}
