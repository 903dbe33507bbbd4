/// What is done to the block for some time.
public struct HeatPhase: Sendable {
  /// In s.
  public var duration: Double
  /// Heat that is generated, in W for each node.
  public var load: [Double]
  public var exchanges: [SurfaceExchange]
  /// The phase ends early once the hottest point is no warmer, in °C, since nothing more happens then; nil to go through with it.
  public var endsBelow: Double?

  public init(
    duration: Double, load: [Double], exchanges: [SurfaceExchange], endsBelow: Double? = nil
  ) {
    (self.duration, self.load, self.exchanges) = (duration, load, exchanges)
    self.endsBelow = endsBelow
  }
}
