import Tensors

/// How numbers become colours: the map, what its ends mean, and the marks on it.
public struct ColorScale: Sendable {
  public var map: ColorMap
  /// Values of the first and the last colour, in `unit`.
  public var range: ClosedRange<Double>
  /// What is shown, as it stands beside the colour bar.
  public var title: String
  /// Unit of the values, as it stands beside the title.
  public var unit: String
  /// Values of at most this magnitude are shown in grey: too small to be told from nothing.
  public var deadBand: Double?
  /// Distance of the contour lines, in `unit`.
  public var contourStep: Double?

  /// A scale for magnitudes, from zero to `maximum`.
  public static func magnitude(
    upTo maximum: Double, title: String, unit: String = "mm", deadBand: Double? = nil,
    contourStep: Double? = nil
  ) -> ColorScale {
    ColorScale(
      map: .sequential, range: 0...max(maximum, .leastNormalMagnitude), title: title, unit: unit,
      deadBand: deadBand, contourStep: contourStep)
  }

  /// A scale for signed numbers, zero in the middle, from −`extreme` to `extreme`.
  public static func signed(
    upTo extreme: Double, title: String, unit: String = "mm", deadBand: Double? = nil,
    contourStep: Double? = nil
  ) -> ColorScale {
    let end = max(abs(extreme), .leastNormalMagnitude)
    return ColorScale(
      map: .diverging, range: -end...end, title: title, unit: unit, deadBand: deadBand,
      contourStep: contourStep)
  }

  /// What stands for "too small to tell" and for "no value".
  public static let deadColor = LinearColor(sRGBGray: 0.71)

  /// The colour of `value`; grey where it is inside the dead band or not a number.
  public func color(of value: Double) -> LinearColor {
    if value.isNaN { return Self.deadColor }
    if let deadBand, abs(value) <= deadBand { return Self.deadColor }
    let width = range.upperBound - range.lowerBound
    return map.color(at: (value - range.lowerBound) / width)
  }

  /// A round distance of contour lines for a scale that ends at `extreme`: 1 above 2 up to 10, else as fine as leaves six lines
  /// at most.
  public static func contourStep(upTo extreme: Double) -> Double {
    if extreme > 2 && extreme <= 10 { return 1 }
    return Ticks(in: 0...max(extreme, 1e-300), atMost: 7).step
  }

  /// A round upper end for a scale that is to show `values`: the next 1, 1.5, 2, 3, 4, 5, 6, 8 × 10ⁿ above
  /// all but the largest two in a thousand magnitudes.
  public static func niceExtreme(of values: [Double]) -> Double {
    let magnitudes = values.filter(\.isFinite).map(abs).sorted()
    guard let last = magnitudes.last, last > 0 else { return 1 }
    let typical = magnitudes[Int((Double(magnitudes.count - 1) * 0.998).rounded(.up))]
    let top = typical > 0 ? typical : last
    var decade = 1.0
    while decade > top { decade /= 10 }
    while decade * 10 <= top { decade *= 10 }
    let steps = [1, 1.5, 2, 3, 4, 5, 6, 8, 10]
    // A value that overshoots a round end by 2 % is better clipped than a scale half used.
    return decade * (steps.first { $0 * decade * 1.02 >= top } ?? 10)
  }
}

/// Numbers to be shown on a surface.
public struct ScalarField: Sendable {
  /// One per vertex, in the unit of the scale; not-a-number is shown in grey.
  public var values: [Double]
  public var scale: ColorScale
  /// How far each vertex lies beyond where the numbers hold, in any unit.
  ///
  /// Grey where that is positive, so that the limit runs smoothly through triangles; empty where they
  /// hold everywhere.
  public var excesses: [Double]

  /// A number of at most this magnitude is shown in grey at its vertex, as in a dead band; grey as well where that is not a
  /// number, empty where all can be told from nothing.
  public var bars: [Double]

  public init(
    values: [Double], scale: ColorScale, excesses: [Double] = [], bars: [Double] = []
  ) {
    (self.values, self.scale, self.excesses, self.bars) = (values, scale, excesses, bars)
  }

  /// Whether some value lies below the scale, and whether some lies above.
  public var clipping: (below: Bool, above: Bool) {
    let shown = values.indices.filter {
      (excesses.isEmpty || excesses[$0] <= 0) && (bars.isEmpty || abs(values[$0]) > bars[$0])
    }.map { values[$0] }
    return (
      shown.contains { $0 < scale.range.lowerBound },
      shown.contains { $0 > scale.range.upperBound }
    )
  }
}
