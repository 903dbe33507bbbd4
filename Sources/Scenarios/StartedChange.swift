import Anatomy
import Treatments

/// What was done to the tissue, and when.
public struct StartedChange: Sendable, Equatable {
  /// Changes by zone and layer as the author gives them, or what a treatment does.
  public enum Cause: Sendable, Equatable {
    case change([ZoneSelection: [TissueLayer: LayerChange]])
    case treatment(Treatment)

    /// Whether there is anything of it some time after, in s.
    func isThere(after t: Double) -> Bool {
      switch self {
      case .change(let zones):
        zones.values.flatMap(\.values).contains { !$0.isNone && $0.course.part(after: t) > 0 }
      case .treatment(let treatment): !treatment.isNone && t >= 0
      }
    }

    /// Whether it is the same at all times after.
    var isLasting: Bool {
      switch self {
      case .change(let zones): zones.values.flatMap(\.values).allSatisfy { $0.course == .lasting }
      case .treatment(let treatment): treatment.isLasting
      }
    }
  }

  public var cause: Cause
  /// Since the capture, in s.
  public var start: Double

  /// What there is of it at some time: two of them that are equal do the same to the tissue.
  struct Effect: Equatable {
    var cause: Cause
    /// Since its start, in s; zero where nothing depends on it.
    var elapsed: Double
  }

  /// The effect at a time since the capture; nil where there is none.
  func effect(at time: Double) -> Effect? {
    let elapsed = time - start
    guard cause.isThere(after: elapsed) else { return nil }
    return Effect(cause: cause, elapsed: cause.isLasting ? 0 : elapsed)
  }
}
