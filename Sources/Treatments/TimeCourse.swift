import Tensors

/// How much of an effect is there some time after its cause, from none (0) to all of it (1).
///
/// Before the cause there is nothing of it. All but `remodelling` go one way only. Times are in s.
public enum TimeCourse: Sendable, Equatable {
  /// All of it at once, and for good.
  case lasting
  /// 2^(−t/T): all of it at once, half of it left after T; what is resorbed, or drains.
  case decay(halfLife: Double)
  /// 1 − 0.05^(t/T): fast at first, 95 % of it after T.
  case buildUp(time: Double)
  /// 1 − (1 + s) e^(−s) with s = 4.7439 t/T: the distribution of a gamma law of second order, slow at first, 95 % of it
  /// after T.
  case rise(time: Double)
  /// (1 − e^(−(t − d)/r)) e^(−t/f) after a delay d: what a wound does, building up while it is already being taken down.
  ///
  /// Its largest part is below 1, and lies at t = d + r ln(1 + f/r).
  case remodelling(delay: Double, rise: Double, decay: Double)

  /// The s at which 1 − (1 + s) e^(−s) is 0.95.
  static let gammaAt95 = 4.743864518

  /// The part that is there.
  ///
  /// - Parameter t: since the cause, in s.
  /// - Returns: from 0 to 1.
  public func part(after t: Double) -> Double {
    guard t >= 0 else { return 0 }
    switch self {
    case .lasting: return 1
    case .decay(let halfLife): return Double.power(2, -t / halfLife)
    case .buildUp(let time): return 1 - Double.power(0.05, t / time)
    case .rise(let time):
      let s = Self.gammaAt95 * t / time
      return 1 - (1 + s) * Double.exponential(-s)
    case .remodelling(let delay, let rise, let decay):
      guard t > delay else { return 0 }
      return (1 - Double.exponential(-(t - delay) / rise)) * Double.exponential(-t / decay)
    }
  }
}

/// Lengths of time in s.
public enum TimeUnit {
  public static let day = 86_400.0
  /// The Julian year of 365.25 days.
  public static let year = 365.25 * day
}

extension TimeCourse: CustomStringConvertible {
  public var description: String {
    func days(_ t: Double) -> String {
      let days = (10 * t / TimeUnit.day).rounded() / 10
      return days == days.rounded() ? "\(Int(days)) days" : "\(days) days"
    }
    return switch self {
    case .lasting: "for good"
    case .decay(let halfLife): "half of it left after \(days(halfLife))"
    case .buildUp(let time): "95 % of it after \(days(time)), fast at first"
    case .rise(let time): "95 % of it after \(days(time)), slow at first"
    case .remodelling(let delay, let rise, let decay):
      "from \(days(delay)) on, building up over \(days(rise)), taken down over \(days(decay))"
    }
  }
}
