/// Where along a correction the slope of a functional may vanish: between a length up to which it leads downhill
/// and one at which it leads uphill or cannot be evaluated.
struct StepBracket {
  /// The length to try next; the whole correction is 1.
  private(set) var length = 1.0
  private let longest: Double
  private var low: (length: Double, slope: Double)
  /// The slope is nil where there is none.
  private var high: (length: Double, slope: Double?)?

  /// - Parameters:
  ///   - slope: at length zero.
  ///   - longest: length that may be tried, at least 1.
  init(slope: Double, longest: Double) {
    low = (0, slope)
    self.longest = longest
  }

  /// The length could not be evaluated: a shorter one is next.
  mutating func shorten() {
    high = (length, nil)
    length = (low.length + length) / 2
  }

  /// Notes the slope at the length and chooses the next one.
  ///
  /// That is the root of the line through both ends, kept away from them; the double while no end is known.
  ///
  /// - Parameter slope: at the present length.
  /// - Returns: whether there is a length left to try.
  mutating func narrow(slope: Double) -> Bool {
    if slope * low.slope > 0 { low = (length, slope) } else { high = (length, slope) }
    guard let high else {
      length *= 2
      return length <= longest
    }
    let root = high.slope.map { low.slope / (low.slope - $0) } ?? 0.5
    length = low.length + (high.length - low.length) * min(max(root, 0.1), 0.9)
    return true
  }
}
