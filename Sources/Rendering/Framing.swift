import Meshes
import Tensors

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
  /// The scale is that of the standard views, and of further ones where these need more room, so that
  /// pictures of one subject have one scale whichever views are asked for.
  ///
  /// - Parameters:
  ///   - surface: positions in m, head upright, x to the subject's left, z out of the face.
  ///   - aspect: width of the picture over its height.
  ///   - views: further ones.
  public init(
    fitting surface: TriangleSurface, aspect: Double = 0.75, views: [PortraitView] = []
  ) {
    let positions = surface.positions.filter(\.isFinite)
    guard !positions.isEmpty else {
      self.init(center: .zero, height: 0.25)
      return
    }
    let low = positions.reduce(Vector3(repeating: .infinity)) { pointwiseMin($0, $1) }
    let high = positions.reduce(Vector3(repeating: -.infinity)) { pointwiseMax($0, $1) }
    self.init(center: (low + high) / 2, height: 1)
    var tallest = 1e-6
    for view in PortraitView.standard + views.filter({ !PortraitView.standard.contains($0) }) {
      let size = center(view, on: positions)
      tallest = max(tallest, size.y, size.x / aspect)
    }
    height = tallest * 1.07
  }

  /// Moves the camera of a view to the middle of what it sees, in a picture that is 1 m high.
  ///
  /// - Returns: width and height in m of what it sees then.
  private mutating func center(_ view: PortraitView, on positions: [Vector3]) -> SIMD2<Double> {
    var size = SIMD2<Double>.zero
    // Perspective makes two passes worth while.
    for _ in 0..<2 {
      let bounds = Camera(view: view, framing: self, width: 1, height: 1).bounds(of: positions)
      size = bounds.high - bounds.low
      let middle = (bounds.low + bounds.high) / 2 - SIMD2(0.5, 0.5)
      shifts[view, default: .zero] += SIMD2(middle.x, -middle.y)
    }
    return size
  }
}
