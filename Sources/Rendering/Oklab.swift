import Tensors

/// A colour by its lightness and two opponent axes; equal distances look equally different.
///
/// - Source: B. Ottosson, *A perceptual color space for image processing* (2020),
///   bottosson.github.io/posts/oklab.
struct Oklab: Sendable, Equatable {
  /// Lightness, 0 black to 1 white.
  var L: Double
  /// Green to red.
  var a: Double
  /// Blue to yellow.
  var b: Double

  init(L: Double, a: Double, b: Double) { (self.L, self.a, self.b) = (L, a, b) }

  /// From lightness, chroma and hue in degrees.
  init(L: Double, chroma: Double, hue: Double) {
    let angle = hue * .pi / 180
    self.init(L: L, a: chroma * .cosine(angle), b: chroma * .sine(angle))
  }

  /// The light of this colour; components outside [0, 1] cannot be shown.
  var linearColor: LinearColor {
    let l = L + 0.396_337_777_4 * a + 0.215_803_757_3 * b
    let m = L - 0.105_561_345_8 * a - 0.063_854_172_8 * b
    let s = L - 0.089_484_177_5 * a - 1.291_485_548_0 * b
    let (l3, m3, s3) = (l * l * l, m * m * m, s * s * s)
    return LinearColor(
      4.076_741_662_1 * l3 - 3.307_711_591_3 * m3 + 0.230_969_929_2 * s3,
      -1.268_438_004_6 * l3 + 2.609_757_401_1 * m3 - 0.341_319_396_5 * s3,
      -0.004_196_086_3 * l3 - 0.703_418_614_7 * m3 + 1.707_614_701_0 * s3)
  }

  func distance(to other: Oklab) -> Double {
    Vector3(L - other.L, a - other.a, b - other.b).length
  }
}
