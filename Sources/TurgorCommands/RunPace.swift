import Scenarios

/// How long a run will still take: the estimate, corrected by how fast the stages went so far.
struct RunPace: Sendable {
  private let estimate: RunEstimate
  /// Processor seconds that were expected of the stages that are over.
  private var expected = 0.0
  private var stage = ""
  private var stageStart = 0.0

  init(_ estimate: RunEstimate) { self.estimate = estimate }

  /// Seconds on the clock per expected processor second, before anything is known: see `RunEstimate`.
  private static let usualPace = 0.6
  /// The part of a run after which its own pace counts.
  private static let knownPart = 0.1

  /// Goes on to a stage, so many seconds after the start.
  mutating func begin(_ stage: String, at elapsed: Double) {
    expected += estimate.processorTime(ofStage: self.stage)
    (self.stage, stageStart) = (stage, elapsed)
  }

  /// Seconds that are left; never less than zero.
  func left(at elapsed: Double) -> Double {
    let isKnown = expected > Self.knownPart * estimate.processorTime
    let pace = isKnown ? stageStart / expected : Self.usualPace
    return max(0, pace * (estimate.processorTime - expected) - (elapsed - stageStart))
  }
}
