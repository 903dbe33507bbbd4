/// Colours for many regions, told apart as well as their number allows.
public enum RegionPalette {
  /// Colours of `count` regions: hues a golden angle apart, three lightnesses in turn, so that neighbours in a list differ
  /// in both.
  ///
  /// - Parameter count: how many.
  /// - Returns: one colour for each, none pale, none dark.
  public static func colors(_ count: Int) -> [LinearColor] {
    (0..<count).map { number in
      let hue = (25 + 137.508 * Double(number)).truncatingRemainder(dividingBy: 360)
      // sRGB is widest at these lightnesses; a test holds every colour inside of it.
      return Oklab(L: [0.80, 0.62, 0.71][number % 3], chroma: 0.095, hue: hue).linearColor
    }
  }
}
