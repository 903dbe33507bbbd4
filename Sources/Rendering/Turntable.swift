import Meshes
import Tensors

/// A face that turns from one profile to the other and back, in front of one camera.
///
/// The angle to the front is 90° sin(2πk/n) in frame k of n: the loop has no jump, and the back of a face that was scanned
/// from the front is never seen.
public struct Turntable: Sendable {
  private let surface: TriangleSurface
  private let paint: SurfacePaint?
  private let center: Vector3
  private let framing: Framing
  public let frameCount: Int

  /// - Parameters:
  ///   - surface: positions in m, head upright, x to the subject's left, z out of the face.
  ///   - paint: of that surface; nil draws the material alone.
  ///   - frameCount: how many pictures make a loop, at least 2.
  public init(_ surface: TriangleSurface, paint: SurfacePaint? = nil, frameCount: Int) {
    precondition(frameCount >= 2, "one picture does not turn")
    (self.surface, self.paint, self.frameCount) = (surface, paint, frameCount)
    let low = surface.positions.reduce(Vector3(repeating: .infinity)) { pointwiseMin($0, $1) }
    let high = surface.positions.reduce(Vector3(repeating: -.infinity)) { pointwiseMax($0, $1) }
    let center = (low + high) / 2
    self.center = center
    let heights = stride(from: -90.0, through: 90, by: 15).map { angle in
      Self.height(of: Self.turned(surface.positions, by: angle * .pi / 180, about: center), center)
    }
    framing = Framing(center: center, height: 1.05 * (heights.max() ?? 1))
  }

  /// The angle to the front in frame `number`, in radians; positive shows the left cheek.
  public func angle(ofFrame number: Int) -> Double {
    .pi / 2 * .sine(2 * .pi * Double(number) / Double(frameCount))
  }

  /// One picture.
  ///
  /// - Parameters:
  ///   - number: from 0.
  ///   - width: in pixels; the height is 4/3 of it.
  ///   - material: what the face is made of where it has no paint.
  ///   - threads: how many may work at a time.
  ///   - quality: how much work the picture is worth.
  /// - Returns: the face alone.
  public func frame(
    _ number: Int, width: Int, material: SkinMaterial, threads: Int,
    quality: PictureQuality = .standard
  ) -> Picture {
    var turned = surface
    // Turning the head to its own right shows its left cheek.
    turned.positions = Self.turned(
      surface.positions, by: -angle(ofFrame: number), about: center)
    return FaceRenderer(
      surface: turned, paint: paint, framing: framing, threads: threads, quality: quality
    )
    .render(view: .front, width: width, height: width * 4 / 3, material: material)
  }

  /// Points turned about the upright axis through `center`; positive angles take forward to the left.
  private static func turned(_ points: [Vector3], by angle: Double, about center: Vector3)
    -> [Vector3]
  {
    let (c, s) = (Double.cosine(angle), Double.sine(angle))
    return points.map { point in
      let p = point - center
      return center + Vector3(c * p.x + s * p.z, p.y, c * p.z - s * p.x)
    }
  }

  /// The height that a picture of 3 to 4 must show so that all points are in it, in m.
  private static func height(of points: [Vector3], _ center: Vector3) -> Double {
    let camera = Camera(
      view: .front, framing: Framing(center: center, height: 1), width: 1, height: 1)
    let bounds = camera.bounds(of: points)
    let reach = pointwiseMax(bounds.high - SIMD2(0.5, 0.5), SIMD2(0.5, 0.5) - bounds.low)
    return 2 * max(reach.y, reach.x / 0.75)
  }
}
