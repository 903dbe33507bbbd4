import Tensors

/// A colour by its red, green and blue light, linear, with the primaries of sRGB; white is (1, 1, 1).
public typealias LinearColor = Vector3

extension SIMD3 where Scalar == Double {
  /// The colour of 8-bit sRGB components, as they are written in `0xRRGGBB`.
  public init(sRGB hex: UInt32) {
    self.init(
      sRGBDecoded(Double(hex >> 16 & 255) / 255), sRGBDecoded(Double(hex >> 8 & 255) / 255),
      sRGBDecoded(Double(hex & 255) / 255))
  }

  /// The grey whose sRGB components are `value`, in [0, 1].
  public init(sRGBGray value: Double) { self.init(repeating: sRGBDecoded(value)) }

  /// Share of this colour in the brightness that the eye sees, Y of CIE 1931.
  public var luminance: Double { 0.2126 * x + 0.7152 * y + 0.0722 * z }

  /// The colour at `t` on the straight way from this one (0) to `other` (1).
  func mixed(with other: LinearColor, _ t: Double) -> LinearColor { self + (other - self) * t }

  /// The same colour with its three components encoded for sRGB.
  var encoded: SIMD3<Double> { SIMD3(sRGBEncoded(x), sRGBEncoded(y), sRGBEncoded(z)) }

  /// The linear colour of three components encoded for sRGB.
  init(encoded: SIMD3<Double>) {
    self.init(sRGBDecoded(encoded.x), sRGBDecoded(encoded.y), sRGBDecoded(encoded.z))
  }
}

/// The sRGB component in [0, 1] of linear light; light outside [0, 1] is clipped.
///
/// 12.92 l below 0.0031308, else 1.055 l^(1/2.4) − 0.055.
///
/// - Source: IEC 61966-2-1 (1999).
public func sRGBEncoded(_ light: Double) -> Double {
  guard light > 0 else { return 0 }
  guard light < 1 else { return 1 }
  return light <= 0.003_130_8 ? 12.92 * light : 1.055 * .power(light, 1 / 2.4) - 0.055
}

/// The linear light of an sRGB component, the inverse of `sRGBEncoded`.
public func sRGBDecoded(_ component: Double) -> Double {
  component <= 0.040_45 ? component / 12.92 : .power((component + 0.055) / 1.055, 2.4)
}
