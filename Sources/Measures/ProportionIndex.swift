/// How unusual the proportions of a face are among its norms, as one number.
///
/// I = √(Σ z² / n) over the n measures that have a norm, z in standard deviations between people. 1 is what people of the
/// sample show on average, if measures are normally distributed; correlations between them change its spread,
/// not that mean. It says nothing of health, age or beauty.
public struct ProportionIndex: Sendable, Equatable {
  /// √(Σ z² / n), dimensionless.
  public var value: Double
  /// n.
  public var count: Int

  public static let definition =
    "root mean square of the z-scores of the measures with a norm, as captured; 1 is usual in the sample; not clinical, "
    + "confidence low"

  /// - Parameter scores: z of each measure; nil is returned where there are none.
  public init?(scores: [Double]) {
    guard !scores.isEmpty else { return nil }
    count = scores.count
    value = (scores.reduce(0) { $0 + $1 * $1 } / Double(count)).squareRoot()
  }
}
