import Anatomy

/// How far the figures of a preset may be off for one person, and how noisy a scan is, where nobody says so.
public struct FigureSpreads: Sendable, Equatable {
  /// Of one quantity.
  public struct Entry: Sendable, Equatable {
    /// One standard deviation.
    public var deviation: Double
    public var source: String
    public var confidence: Confidence
  }

  /// Of the logarithm of each quantity: about its standard deviation over its mean.
  public var tissue: [UncertainQuantity: Entry]
  /// Of the distance of a scan from the true surface, in m.
  public var scanNoise: Entry
}
