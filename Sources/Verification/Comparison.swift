/// One number against what it should be: the row of a verification table.
public struct Comparison: Sendable, Equatable {
  /// How far a result may lie from its reference.
  public enum Allowance: Sendable, Equatable {
    /// |result − reference| at most this, in the unit of the quantity.
    case absolute(Double)
    /// |result / reference − 1| at most this.
    case relative(Double)
    /// The result itself in a range; the reference, where there is one, is what the range stands for.
    case within(ClosedRange<Double>)
    /// The result is told and not judged.
    case untold
  }

  /// What became of it.
  public enum Verdict: String, Sendable, Codable { case met, missed, told }

  public var quantity: String
  /// Unit of reference and result; `1` for a ratio.
  public var unit: String
  /// nil where nothing but a range is known.
  public var reference: Double?
  public var result: Double
  public var allowance: Allowance
  /// Why the allowance is what it is.
  public var reason: String

  public init(
    _ quantity: String, unit: String = "1", reference: Double? = nil, result: Double,
    allowed allowance: Allowance, because reason: String
  ) {
    (self.quantity, self.unit, self.reference) = (quantity, unit, reference)
    (self.result, self.allowance, self.reason) = (result, allowance, reason)
  }

  /// Result − reference, in the unit of the quantity; nil where there is no reference.
  public var error: Double? { reference.map { result - $0 } }

  /// Error over |reference|; nil where that is zero or there is none.
  public var relativeError: Double? {
    guard let reference, let error, reference != 0 else { return nil }
    return error / abs(reference)
  }

  /// A result that is no number never meets its reference.
  public var verdict: Verdict {
    let holds =
      switch allowance {
      case .absolute(let limit): error.map { abs($0) <= limit } ?? false
      case .relative(let limit):
        if let error, let reference { abs(error) <= limit * abs(reference) } else { false }
      case .within(let range): range.contains(result)
      case .untold: true
      }
    if case .untold = allowance { return result.isFinite ? .told : .missed }
    return holds ? .met : .missed
  }
}
