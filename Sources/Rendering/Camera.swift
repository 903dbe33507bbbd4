import Tensors

/// A pinhole camera.
public struct Camera: Sendable {
  /// Distance in m from which portraits are taken: nearer, the nose grows; farther, faces flatten.
  ///
  /// It is also where a lens of 105 mm, the usual one for clinical portraits, shows a face at the usual
  /// scale of 1:10: f (1 + 10) = 1.155 m.
  ///
  /// - Source: US Department of State, guide for passport photographs: about 4 ft (1.2 m), a lens of
  ///   about 105 mm.
  public static let portraitDistance = 1.2

  public let position: Vector3
  /// Unit vectors: where it looks, and what lies to the right and up in the picture.
  public let forward: Vector3
  public let right: Vector3
  public let up: Vector3
  public let width: Int
  public let height: Int
  /// Tangent of the angle between the rays through two neighbouring pixels at the centre.
  public let pixelSlope: Double

  /// A camera that sees `framing` from the side of `view` in a picture of `width` × `height` pixels.
  public init(view: PortraitView, framing: Framing, width: Int, height: Int) {
    let axes = view.axes
    (forward, right, up) = (-axes.toCamera, axes.right, axes.up)
    let shift = framing.shifts[view] ?? .zero
    position =
      framing.center + axes.toCamera * Self.portraitDistance + right * shift.x + up * shift.y
    (self.width, self.height) = (width, height)
    pixelSlope = framing.height / Self.portraitDistance / Double(height)
  }

  /// Unit direction of the ray through the picture at (`x`, `y`), in pixels from its upper left corner.
  func direction(x: Double, y: Double) -> Vector3 {
    let (u, v) = (x - Double(width) / 2, Double(height) / 2 - y)
    return (forward + (right * u + up * v) * pixelSlope).normalized
  }

  /// Where a point appears, in pixels from the upper left corner; nil behind the camera.
  public func project(_ point: Vector3) -> SIMD2<Double>? {
    let offset = point - position
    let depth = offset.dot(forward)
    guard depth > 0 else { return nil }
    let scale = 1 / (depth * pixelSlope)
    return SIMD2(
      Double(width) / 2 + offset.dot(right) * scale, Double(height) / 2 - offset.dot(up) * scale)
  }

  /// The rectangle in which points appear, in pixels from the upper left corner.
  func bounds(of points: [Vector3]) -> (low: SIMD2<Double>, high: SIMD2<Double>) {
    var (low, high) = (SIMD2(repeating: Double.infinity), SIMD2(repeating: -Double.infinity))
    for point in points where point.isFinite {
      guard let p = project(point) else { continue }
      low = pointwiseMin(low, p)
      high = pointwiseMax(high, p)
    }
    return (low, high)
  }
}
