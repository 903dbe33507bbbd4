import Tensors

/// Round numbers along an axis: multiples of 1, 2 or 5 × 10ⁿ.
public struct Ticks: Sendable, Equatable {
  public let values: [Double]
  /// Difference of two neighbours.
  public let step: Double
  /// Digits after the decimal point that tell all of them apart.
  public let decimals: Int

  /// The finest ticks of `range` that are at most `limit` in number.
  public init(in range: ClosedRange<Double>, atMost limit: Int) {
    let width = range.upperBound - range.lowerBound
    precondition(width > 0 && width.isFinite && limit >= 2)
    var exponent = -320
    while Double.power(10, Double(exponent)) * Double(limit) < width / 100 { exponent += 1 }
    search: while true {
      for factor in [1.0, 2.0, 5.0] {
        // Dividing by 10ⁿ keeps 0.1 the nearest number to one tenth.
        let step =
          exponent < 0
          ? factor / .power(10, Double(-exponent)) : factor * .power(10, Double(exponent))
        let first = (range.lowerBound / step - 1e-9).rounded(.up)
        let last = (range.upperBound / step + 1e-9).rounded(.down)
        guard last - first < Double(limit) else { continue }
        let numbers = stride(from: first, through: last, by: 1)
        values = numbers.map { k in
          exponent < 0 ? k * factor / .power(10, Double(-exponent)) : k * step
        }
        (self.step, decimals) = (step, max(0, -exponent))
        break search
      }
      exponent += 1
    }
  }

  /// A number with as few decimals as it takes, at most six.
  static func text(_ value: Double) -> String {
    let digits = (0..<6).first { digits in
      let scaled = value * .power(10, Double(digits))
      return abs(scaled - scaled.rounded()) < 1e-9
    }
    return decimal(value, digits: digits ?? 6)
  }

  /// The labels of the values, with a true minus sign.
  public var labels: [String] { values.map { decimal($0, digits: decimals) } }
}

/// `value` with `digits` decimals and a true minus sign; zero has no sign.
func decimal(_ value: Double, digits: Int) -> String {
  var scale = 1.0
  for _ in 0..<digits { scale *= 10 }
  let scaled = (abs(value) * scale).rounded()
  guard scaled < 1e15 else { return "\(value)" }
  var text = String(Int(scaled))
  if digits > 0 {
    text = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
    text.insert(".", at: text.index(text.endIndex, offsetBy: -digits))
  }
  return (value < 0 && scaled > 0 ? "−" : "") + text
}
