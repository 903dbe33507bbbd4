import ConstitutiveModels

/// A stage of the analysis, solved by steps in time.
public struct LoadStep: Sendable {
  public var name: String
  public var duration: Double
  /// The first step in time, and all of them where nothing is adapted.
  public var stepSize: Double
  public var stepping: AdaptiveStepping?

  public init(
    name: String, duration: Double, stepSize: Double, stepping: AdaptiveStepping? = nil
  ) {
    (self.name, self.duration, self.stepSize) = (name, duration, stepSize)
    self.stepping = stepping
  }
}

/// How steps in time grow and shrink with the number of iterations.
public struct AdaptiveStepping: Sendable {
  /// As many iterations are aimed at.
  public var optimalIterations: Int
  public var smallest: Double
  public var largest: TimeValue
  /// Times that are met exactly.
  public var mustPoints: [Double]
  public var retries: Int

  public init(
    optimalIterations: Int, smallest: Double, largest: TimeValue, mustPoints: [Double] = [],
    retries: Int = 5
  ) {
    (self.optimalIterations, self.smallest) = (optimalIterations, smallest)
    (self.largest, self.mustPoints, self.retries) = (largest, mustPoints, retries)
  }
}
