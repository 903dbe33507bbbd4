/// A number of two runs, and how sure their difference is.
struct NumberDifference: Sendable, Equatable {
  /// nil where a run does not know it.
  var a: Double?
  var b: Double?
  /// Half the widths of their 95 % intervals; nil where a run has none.
  var bars: (a: Double, b: Double)?

  /// B − A.
  var difference: Double? {
    guard let a, let b else { return nil }
    return b - a
  }

  /// Half the width of the 95 % interval of the difference, where both runs share errors and say which.
  var sharedBar: Double?

  /// Half the width of the 95 % interval of the difference: `sharedBar`, else √(a² + b²), which is what independent
  /// errors add up to.
  var bar: Double? {
    sharedBar ?? bars.map { ($0.a * $0.a + $0.b * $0.b).squareRoot() }
  }

  /// Whether the difference is larger than its bar; nil without one.
  var isDistinguishable: Bool? {
    guard let difference, let bar else { return nil }
    return abs(difference) > bar
  }

  init(_ a: Double?, _ b: Double?, bars: (Double?, Double?) = (nil, nil)) {
    (self.a, self.b) = (a, b)
    if let first = bars.0, let second = bars.1 { self.bars = (first, second) }
  }

  static func == (x: Self, y: Self) -> Bool {
    x.a == y.a && x.b == y.b && x.sharedBar == y.sharedBar && x.bars?.a == y.bars?.a
      && x.bars?.b == y.bars?.b
  }
}
