import Foundation

/// How a number that is not known is spread.
public enum Distribution: Sendable, Equatable {
  /// Even between two ends.
  case uniform(ClosedRange<Double>)
  /// Normal with mean and standard deviation, cut off at the ends of a range.
  case normal(mean: Double, deviation: Double, within: ClosedRange<Double>)
  /// Its logarithm is normal; `median` is exp of the mean of the logarithm, `deviation` that of the logarithm.
  case logNormal(median: Double, deviation: Double)
  /// Rises to its mode and falls again, in straight lines.
  case triangular(ClosedRange<Double>, mode: Double)

  /// The number below which a part of it lies.
  ///
  /// - Parameter part: in (0, 1).
  /// - Returns: F⁻¹(part); of a normal distribution that is cut off, F⁻¹ between its values at the ends.
  public func quantile(_ part: Double) -> Double {
    switch self {
    case .uniform(let range): return range.lowerBound + part * (range.upperBound - range.lowerBound)
    case .normal(let mean, let deviation, let range):
      let (low, high) = (
        Self.standardNormal(below: (range.lowerBound - mean) / deviation),
        Self.standardNormal(below: (range.upperBound - mean) / deviation)
      )
      let z = Self.standardNormalQuantile(low + part * (high - low))
      return min(max(mean + deviation * z, range.lowerBound), range.upperBound)
    case .logNormal(let median, let deviation):
      return median * exp(deviation * Self.standardNormalQuantile(part))
    case .triangular(let range, let mode):
      let (a, b) = (range.lowerBound, range.upperBound)
      let rise = (mode - a) / (b - a)
      return part < rise
        ? a + (part * (b - a) * (mode - a)).squareRoot()
        : b - ((1 - part) * (b - a) * (b - mode)).squareRoot()
    }
  }

  /// Φ(z) = ½ erfc(−z/√2).
  static func standardNormal(below z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

  /// Φ⁻¹(part) to the accuracy of erfc: Newton's method on Φ(z) = part from a rational start.
  ///
  /// - Source: start from Abramowitz & Stegun, *Handbook of Mathematical Functions* (1964), 26.2.23, off by less than 4.5e-4.
  static func standardNormalQuantile(_ part: Double) -> Double {
    guard part > 0, part < 1 else { return part <= 0 ? -.infinity : .infinity }
    // The tail is found where it is small, so that no digits are lost.
    let tail = min(part, 1 - part)
    let t = (-2 * log(tail)).squareRoot()
    var z =
      t - (2.515517 + t * (0.802853 + t * 0.010328))
      / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
    for _ in 0..<3 {
      let density = exp(-0.5 * z * z) / (2 * .pi).squareRoot()
      guard density > 0 else { break }
      z += (standardNormal(below: -z) - tail) / density
    }
    return part < 0.5 ? -z : z
  }
}
