import Tensors

@testable import Rendering

/// How different two pictures of one size look, pixel by pixel, in Oklab.
///
/// A distance of 0.02 can just be noticed.
///
/// - Source: W3C, *CSS Color Module Level 4* (2022), §13.2: ΔE_OK, just noticeable 0.02.
struct PerceptualDifference {
  static let noticeable = 0.02
  /// Over all pixels.
  let mean: Double
  /// What 99 % of the pixels stay below.
  let percentile99: Double

  init(_ a: Picture, _ b: Picture) {
    precondition(a.width == b.width && a.height == b.height)
    let distances = zip(a.pixels, b.pixels).map { p, q in
      (Self.oklab(Vector3(p)) - Self.oklab(Vector3(q))).length
    }.sorted()
    mean = distances.reduce(0, +) / Double(distances.count)
    percentile99 = distances[Int(0.99 * Double(distances.count - 1))]
  }

  /// Lightness and opponent axes of linear light: the inverse of `Oklab.linearColor`.
  static func oklab(_ light: LinearColor) -> Vector3 {
    let cones = Vector3(
      light.dot(Vector3(0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9)),
      light.dot(Vector3(0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6)),
      light.dot(Vector3(0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5)))
    let roots = Vector3(
      .power(max(cones.x, 0), 1.0 / 3), .power(max(cones.y, 0), 1.0 / 3),
      .power(max(cones.z, 0), 1.0 / 3))
    return Vector3(
      roots.dot(Vector3(0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8)),
      roots.dot(Vector3(1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9)),
      roots.dot(Vector3(0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0)))
  }
}
