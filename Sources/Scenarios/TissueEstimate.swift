import Anatomy

/// A figure with its uncertainty.
public struct Estimate: Sendable, Equatable {
  public var mean: Double
  /// One standard deviation, in the unit of `mean`; nil where nothing is said of it.
  public var deviation: Double?

  public init(_ mean: Double, deviation: Double? = nil) {
    (self.mean, self.deviation) = (mean, deviation)
  }

  /// Both multiplied by a factor.
  func scaled(by factor: Double) -> Estimate {
    Estimate(factor * mean, deviation: deviation.map { factor * $0 })
  }
}

/// What is known of one layer of the person, in place of the preset.
public struct LayerEstimate: Sendable, Equatable {
  /// Shear modulus at rest in Pa.
  public var shearModulus: Estimate?
  /// Of the layer, in m.
  public var thickness: Estimate?
  /// From which the shear modulus follows.
  public var reading: ElasticityReading?

  public init(
    shearModulus: Estimate? = nil, thickness: Estimate? = nil, reading: ElasticityReading? = nil
  ) {
    (self.shearModulus, self.thickness, self.reading) = (shearModulus, thickness, reading)
  }
}
