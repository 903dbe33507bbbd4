import Tensors

/// How dark skin is, by the individual typology angle ITA = atan((L* − 50) / b*).
///
/// The angle grades the pigment as it is measured, unlike the Fitzpatrick scale, which grades how skin
/// bears the sun.
///
/// - Source: the classes: A. Chardon, I. Cretois & C. Hourseau, Int. J. Cosmet. Sci. 13 (1991) 191; S. Del
///   Bino & F. Bernerd, Br. J. Dermatol. 169 Suppl. 3 (2013) 33.
public enum SkinTone: String, CaseIterable, Codable, Sendable {
  /// ITA above 55°.
  case veryLight = "very-light"
  /// 41° to 55°.
  case light
  /// 28° to 41°.
  case intermediate
  /// 10° to 28°.
  case tan
  /// −30° to 10°.
  case brown
  /// Below −30°.
  case dark

  /// The angle in rad: the middle of the class; of the open ones, 60° and −45°.
  var typologyAngle: Double {
    let degrees =
      switch self {
      case .veryLight: 60.0
      case .light: 48.0
      case .intermediate: 34.5
      case .tan: 19.0
      case .brown: -10.0
      case .dark: -45.0
      }
    return degrees * .pi / 180
  }

  /// a* and b*: assumptions, in the shape of the published volume of skin colours, whose yellow grows from
  /// very light to tan skin and falls again to dark skin.
  private var chroma: (red: Double, yellow: Double) {
    switch self {
    case .veryLight: (8, 13)
    case .light: (10, 16)
    case .intermediate: (11, 18)
    case .tan: (12, 19)
    case .brown: (12, 18)
    case .dark: (9, 12)
    }
  }

  /// As it is measured: L* = 50 + b* tan ITA.
  var color: CIELab {
    let tangent = Double.sine(typologyAngle) / .cosine(typologyAngle)
    return CIELab(L: 50 + chroma.yellow * tangent, a: chroma.red, b: chroma.yellow)
  }

  /// Share of the light that the skin gives back, per channel, linear.
  public var albedo: LinearColor { color.linearColor }

  /// `albedo` as sRGB bytes.
  public var bytes: SIMD3<UInt8> { albedo.bytes }
}
