import Anatomy

/// A published figure of a measure in a group of people.
public struct Norm: Sendable, Equatable {
  /// Of whom the figure is.
  public struct Sample: Sendable, Equatable {
    /// How many people; nil where the source that was read does not say.
    public var count: Int?
    public var population: String
    /// nil where the source does not say.
    public var agesInYears: ClosedRange<Double>?
  }

  /// Name of the measure.
  public var measure: String
  /// nil where both sexes are in one figure.
  public var sex: Sex?
  /// In SI units.
  public var mean: Double
  /// Between people, in SI units.
  public var standardDeviation: Double
  public var sample: Sample
  public var source: String
  public var confidence: Confidence
  /// What to beware of.
  public var note: String

  /// Whether a person may be compared with this group.
  ///
  /// - Parameters:
  ///   - sex: nil where it is not known; then both groups serve.
  ///   - age: in years; nil where it is not known.
  /// - Returns: true unless sex or age is known to be another.
  public func fits(sex: Sex?, age: Double?) -> Bool {
    let sexFits = sex == nil || self.sex == nil || sex == self.sex
    guard let ages = sample.agesInYears, let age else { return sexFits }
    return sexFits && ages.contains(age)
  }

  /// How many standard deviations a value lies above the mean.
  ///
  /// - Parameter value: in SI units.
  /// - Returns: z, dimensionless.
  public func score(of value: Double) -> Double { (value - mean) / standardDeviation }
}
