import Meshes
import Tensors

/// The views in which faces are photographed; left and right are the subject's.
public enum PortraitView: String, CaseIterable, Codable, Sendable {
  case front
  /// Half turned: the left cheek towards the camera.
  case leftOblique = "left-oblique"
  case rightOblique = "right-oblique"
  case leftProfile = "left-profile"
  case rightProfile = "right-profile"
  /// From below, as with the head tipped back: chin, jaw line and the base of the nose.
  case submental

  /// Unit vector from the face to the camera.
  var direction: Vector3 {
    let r = 0.5.squareRoot()
    return switch self {
    case .front: Vector3(0, 0, 1)
    case .leftOblique: Vector3(r, 0, r)
    case .rightOblique: Vector3(-r, 0, r)
    case .leftProfile: Vector3(1, 0, 0)
    case .rightProfile: Vector3(-1, 0, 0)
    case .submental: Vector3(0, -.sine(.pi / 3), .cosine(.pi / 3))
    }
  }

  /// How the view is called under a picture.
  public var title: String {
    switch self {
    case .front: "Front"
    case .leftOblique: "Left oblique, 45°"
    case .rightOblique: "Right oblique, 45°"
    case .leftProfile: "Left profile"
    case .rightProfile: "Right profile"
    case .submental: "From below"
    }
  }
}

/// What part of space every picture of one subject shows, so that pictures can be compared.
public struct Framing: Sendable, Equatable {
  /// The middle of the subject, in m.
  public var center: Vector3
  /// Height in m that a picture shows at the centre.
  public var height: Double
  /// How far to the right and up of `center` the camera stands in a view, in m.
  public var shifts: [PortraitView: SIMD2<Double>]

  public init(center: Vector3, height: Double, shifts: [PortraitView: SIMD2<Double>] = [:]) {
    (self.center, self.height, self.shifts) = (center, height, shifts)
  }

  /// Frames `surface`, with a margin, in the middle of every view and at one scale for all.
  ///
  /// - Parameters:
  ///   - surface: positions in m, head upright, x to the subject's left, z out of the face.
  ///   - aspect: width of the picture over its height.
  public init(fitting surface: TriangleSurface, aspect: Double = 0.75) {
    let positions = surface.positions.filter(\.isFinite)
    guard !positions.isEmpty else {
      self.init(center: .zero, height: 0.25)
      return
    }
    let low = positions.reduce(Vector3(repeating: .infinity)) { pointwiseMin($0, $1) }
    let high = positions.reduce(Vector3(repeating: -.infinity)) { pointwiseMax($0, $1) }
    self.init(center: (low + high) / 2, height: 1)
    var tallest = 1e-6
    for view in PortraitView.allCases {
      // Each pass moves the camera to the middle of what it sees; perspective makes two worth while.
      var size = SIMD2<Double>.zero
      for _ in 0..<2 {
        let bounds = Camera(view: view, framing: self, width: 1, height: 1).bounds(of: positions)
        size = bounds.high - bounds.low
        let middle = (bounds.low + bounds.high) / 2 - SIMD2(0.5, 0.5)
        shifts[view, default: .zero] += SIMD2(middle.x, -middle.y)
      }
      tallest = max(tallest, size.y, size.x / aspect)
    }
    height = tallest * 1.07
  }
}

/// A pinhole camera.
public struct Camera: Sendable {
  /// Distance in m from which portraits are taken: nearer, the nose grows; farther, faces flatten.
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
    let direction = view.direction
    forward = -direction
    right = Vector3(0, 1, 0).cross(direction).normalized
    up = direction.cross(right)
    let shift = framing.shifts[view] ?? .zero
    position =
      framing.center + direction * Self.portraitDistance + right * shift.x + up * shift.y
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
