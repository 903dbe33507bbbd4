import Tensors

/// A colour by lightness L* (0 to 100) and the opponent axes a* (red) and b* (yellow), white D65.
///
/// - Source: CIE 15:2004, §8.2.1; sRGB primaries after IEC 61966-2-1 (1999).
struct CIELab: Sendable, Equatable {
  var L: Double
  var a: Double
  var b: Double

  /// White of daylight, X, Y and Z, 2° observer.
  private static let white = Vector3(0.950_47, 1, 1.088_83)

  /// The light of this colour; components outside [0, 1] cannot be shown.
  var linearColor: LinearColor {
    let y = (L + 16) / 116
    let f = Vector3(y + a / 500, y, y - b / 200)
    let X = Self.white * Vector3(Self.light(f.x), Self.light(f.y), Self.light(f.z))
    return LinearColor(
      X.dot(Vector3(3.240_454_2, -1.537_138_5, -0.498_531_4)),
      X.dot(Vector3(-0.969_266_0, 1.876_010_8, 0.041_556_0)),
      X.dot(Vector3(0.055_643_4, -0.204_025_9, 1.057_225_2)))
  }

  /// The inverse of the cube root with its straight foot: f³ from f = 6/29 on, else 3 (6/29)² (f − 4/29).
  private static func light(_ f: Double) -> Double {
    f > 6.0 / 29 ? f * f * f : 3 * (6.0 / 29) * (6.0 / 29) * (f - 4.0 / 29)
  }
}
