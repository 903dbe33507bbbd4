import Materials
import Tensors

/// B22: Ogden's law of rubber against Treloar's measurements.
public enum TreloarRubber {
  private static let terms = [(0.63e6, 1.3), (0.0012e6, 5), (-0.01e6, -2)]

  private static var rubber: Material {
    .ogden(
      classicalTerms: terms.map { (modulus: $0.0, exponent: $0.1) }, bulkModulus: 0.4225e6 * 1e7)
  }

  /// Stretch and nominal stress in MPa, 8 % S.
  private static let equibiaxial = [
    (1.04, 0.09), (1.08, 0.16), (1.12, 0.24), (1.14, 0.26), (1.20, 0.33), (1.31, 0.44),
    (1.42, 0.51), (1.69, 0.65), (1.94, 0.77), (2.49, 0.96), (3.03, 1.24), (3.43, 1.45),
    (3.75, 1.72), (4.07, 1.96), (4.26, 2.22), (4.45, 2.43),
  ]
  private static let pureShear = [
    (1.06, 0.07), (1.14, 0.16), (1.21, 0.24), (1.32, 0.33), (1.46, 0.42), (1.87, 0.59),
    (2.40, 0.76), (2.98, 0.93), (3.48, 1.11), (3.96, 1.28), (4.36, 1.46), (4.69, 1.62),
    (4.96, 1.79),
  ]

  /// Root mean square of model − measurement in MPa.
  private static func deviation(_ data: [(Double, Double)], _ pull: HomogeneousStates.Pull)
    -> Double
  {
    let squares = data.map { stretch, stress -> Double in
      let model = HomogeneousStates.incompressibleStress(rubber, pull.stretches(stretch)) / 1e6
      return (model - stress) * (model - stress)
    }
    return (squares.reduce(0, +) / Double(data.count)).squareRoot()
  }

  public static let verification = VerificationCase(
    "B22", "Ogden's law against Treloar's rubber",
    source: "Ogden 1972; data of Treloar 1944, 8 % S (recalled arrays, consistent with the fit)"
  ) { _ in
    let targets = [(1.5, 0.4016), (3, 0.8799), (5, 1.7367), (7, 3.9952)]
    let model = try targets.map { stretch, target in
      Comparison(
        "nominal stress at stretch \(stretch), by finite elements", unit: "MPa",
        reference: target,
        result: try HomogeneousStates.stress(.uniaxial, stretch, rubber) * rubber.shearModulus
          / 1e6,
        allowed: .absolute(1e-4), because: "four decimals stated; K/μ = 1e7")
    }
    return CaseOutcome(
      model + [
        Comparison(
          "rms distance from the data, equibiaxial", unit: "MPa", reference: 0.04,
          result: deviation(equibiaxial, .equibiaxial), allowed: .absolute(0.005),
          because: "stated with two decimals"),
        Comparison(
          "rms distance from the data, pure shear", unit: "MPa", reference: 0.03,
          result: deviation(pureShear, .pureShear), allowed: .absolute(0.005),
          because: "stated with two decimals"),
      ])
  }
}
