import Anatomy

/// The weeks after a treatment: nothing during the delay, then new collagen that is itself taken down slowly.
///
/// S(t) = (1 − e^(−(t − delay)/rise)) e^(−t/decay).
public struct RemodellingFigures: Sendable, Equatable {
  /// In s.
  public var delay, rise, decay: Double
  /// Part of its area that a layer loses, and part of its stiffness that it gains, where all of it was heated and S is 1.
  public var areaLoss, stiffnessGain: Double
  public var source: String
  public var confidence: Confidence

  public init(
    delay: Double, rise: Double, decay: Double, areaLoss: Double, stiffnessGain: Double,
    source: String, confidence: Confidence
  ) {
    (self.delay, self.rise, self.decay) = (delay, rise, decay)
    (self.areaLoss, self.stiffnessGain) = (areaLoss, stiffnessGain)
    (self.source, self.confidence) = (source, confidence)
  }
}
