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

  /// Half the width of the 95 % interval of the difference: √(a² + b²).
  ///
  /// That is what independent errors add up to. Two runs of one face share scan and tissue, so that their
  /// errors go the same way (a correlation ρ ≥ 0) and √(a² + b² − 2ρab) is at most this: what is told
  /// apart is told apart, and some of what is not would be with the correlation known.
  var bar: Double? {
    bars.map { ($0.a * $0.a + $0.b * $0.b).squareRoot() }
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
    x.a == y.a && x.b == y.b && x.bars?.a == y.bars?.a && x.bars?.b == y.bars?.b
  }
}
