import Anatomy
import Treatments

/// A change of the tissue, and when it was started.
public struct StartedChange: Sendable, Equatable {
  public var change: [ZoneSelection: [TissueLayer: LayerChange]]
  /// Since the capture, in s.
  public var start: Double

  /// What there is of a change at some time: two of them that are equal do the same to the tissue.
  struct Effect: Equatable {
    var change: [ZoneSelection: [TissueLayer: LayerChange]]
    /// Since its start, in s; zero where no course depends on it.
    var elapsed: Double
  }

  /// The effect at a time since the capture; nil where there is none.
  func effect(at time: Double) -> Effect? {
    let all = change.values.flatMap(\.values)
    let elapsed = time - start
    guard all.contains(where: { !$0.isNone && $0.course.part(after: elapsed) > 0 }) else {
      return nil
    }
    let isLasting = all.allSatisfy { $0.course == .lasting }
    return Effect(change: change, elapsed: isLasting ? 0 : elapsed)
  }
}
