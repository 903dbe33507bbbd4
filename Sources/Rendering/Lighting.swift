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

  /// Irradiance of the surroundings, whose brightness in the direction d is 0.72 + 0.28 d·`skyUp`.
  ///
  /// - Parameters:
  ///   - openness: share of them that is seen.
  ///   - direction: mean of the unit directions that see them, times `openness`.
  /// - Returns: irradiance over π.
  func sky(openness: Double, direction: Vector3) -> Double {
    skyStrength * (0.72 * openness + 0.28 * direction.dot(skyUp))
  }
}
