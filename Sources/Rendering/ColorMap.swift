import Tensors

/// A way through colour space that stands for numbers: equal steps look equally large.
///
/// Both maps are curves in Oklab, parametrized by their arc length; no table of others is copied.
public struct ColorMap: Sendable {
  /// Colours at equal steps of the parameter, first to last.
  private let colors: [LinearColor]
  /// Whether the middle of the map stands for zero.
  public let isDiverging: Bool

  /// From pale yellow over green and blue to dark violet, darker throughout: for magnitudes.
  ///
  /// Nothing is pale, so that the shape of the face stays visible where little happens.
  public static let sequential = ColorMap(isDiverging: false) { t in
    // As colourful as sRGB allows near hue 220, its narrowest place on the way (a test looks).
    Oklab(
      L: 0.95 - 0.63 * t, chroma: 0.035 + 0.126 * t * (1 - t) + 0.10 * t * t, hue: 100 + 200 * t)
  }

  /// From blue over near-white to red, alike on both sides: for signed numbers, zero in the middle.
  public static let diverging = ColorMap(isDiverging: true) { t in
    let side = 2 * t - 1
    let s = abs(side)
    return Oklab(
      L: 0.95 - 0.49 * s, chroma: 0.145 * s * (1.15 - 0.15 * s), hue: side < 0 ? 255 : 28)
  }

  /// Samples `curve` over [0, 1] so that equal steps of the map are equal lengths of the curve.
  private init(isDiverging: Bool, curve: (Double) -> Oklab) {
    self.isDiverging = isDiverging
    let fine = 4096
    let points = (0...fine).map { curve(Double($0) / Double(fine)) }
    var lengths = [0.0]
    for (p, q) in zip(points, points.dropFirst()) {
      lengths.append(lengths[lengths.count - 1] + p.distance(to: q))
    }
    let total = lengths[fine]
    var (colors, k) = ([LinearColor](), 0)
    for i in 0...512 {
      let target = total * Double(i) / 512
      while k < fine - 1 && lengths[k + 1] < target { k += 1 }
      let u = (target - lengths[k]) / (lengths[k + 1] - lengths[k])
      let color = curve((Double(k) + u) / Double(fine)).linearColor
      colors.append(color.clamped(lowerBound: .zero, upperBound: LinearColor(repeating: 1)))
    }
    self.colors = colors
  }

  /// The colour at `t`, clamped to [0, 1].
  public func color(at t: Double) -> LinearColor {
    let x = min(max(t, 0), 1) * Double(colors.count - 1)
    let k = min(Int(x), colors.count - 2)
    return colors[k].mixed(with: colors[k + 1], x - Double(k))
  }
}
