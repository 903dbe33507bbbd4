import Anatomy
import Foundation
import Probes
import Scenarios
import SparseAlgebra

/// The tissue that agrees best with what was read, and how well it is known.
///
/// Figures count as log-normal: half the width of an interval is a factor. Intervals are those of the linearized
/// problem at the solution, at 95 %; what the model itself gets wrong is not in them.
public struct FittedTissue: Sendable {
  public struct Parameter: Sendable {
    public var parameter: CalibratedParameter
    /// Before the fit, and found: in Pa for moduli, a factor on the preset for relaxation.
    public var (start, value): (Double, Double)
    /// One standard deviation of the logarithm before the fit: between people.
    public var priorDeviation: Double
    /// After it.
    public var deviation: Double
    /// By the readings alone; nil where they do not determine it.
    public var deviationByReadings: Double?

    /// 95 % in the unit of `value`.
    public var interval: ClosedRange<Double> {
      let half = FittedTissue.normal95 * deviation
      return value * exp(-half)...value * exp(half)
    }
  }

  public struct Point: Sendable {
    public var (time, measured, deviation, fitted): (Double, Double, Double, Double)
    /// (measured − fitted)/deviation.
    public var residual: Double { (measured - fitted) / deviation }
    /// That over what is left of a deviation after the fit has followed the point; 1 in 370 is beyond 3.
    public var studentized: Double
    public var isOutlier: Bool { abs(studentized) > 3 }
  }

  /// What belongs to one reading.
  public struct Curve: Sendable {
    public var reading: Readings.Reading
    public var run: ProbeRun
    public var points: [Point]
    public var chiSquare: Double { points.reduce(0) { $0 + $1.residual * $1.residual } }
  }

  /// A combination of parameters, and how much the readings say of it.
  public struct Direction: Sendable {
    /// In deviations of the priors, of length 1.
    public var components: [Double]
    /// Information of the readings over that of the priors: below 1 the readings say less than was known.
    public var information: Double
  }

  /// 97.5 % of a standard normal lie below it.
  public static let normal95 = 1.959964

  public let zone: ProbedZone
  public private(set) var parameters: [Parameter]
  public private(set) var curves: [Curve]
  /// Of the logarithms.
  public private(set) var correlations: [[Double]]
  /// From the least to the best seen.
  public private(set) var directions: [Direction]
  /// Of the readings, and of the distance from the priors.
  public let (chiSquare, priorSquare): (Double, Double)
  /// Why it is not the solution; nil where it is.
  public let failure: String?
  public let (iterations, evaluations): (Int, Int)

  /// Fits the tissue of a zone.
  ///
  /// - Parameters:
  ///   - zone: with its readings.
  ///   - watch: called with the number of each step and the sum of squares before it.
  /// - Throws: what a probe throws on the tissue at the start.
  public init(_ zone: ProbedZone, watch: (Int, Double) -> Void = { _, _ in }) throws {
    self.zone = zone
    let readings = zone.readings
    let count = readings.parameters.count
    let data = readings.readings.flatMap {
      $0.points.map { (value: $0.value, deviation: $0.deviation) }
    }
    let priors = zone.priors
    let search = DampedGaussNewton(data: data, priors: readings.usesPrior ? priors : [])
    let found = try search.minimize(count, watch: watch) { x in
      var all = DampedGaussNewton.Evaluation(values: [], slopes: [])
      for (reading, run) in zip(readings.readings, try zone.runs(at: x)) {
        let one = reading.values(of: run)
        all.values += one.values
        all.slopes += one.slopes
      }
      return all
    }
    (chiSquare, priorSquare) = (found.dataSum, found.priorSum)
    (iterations, evaluations) = (found.iterations, found.evaluations)
    failure = Self.failure(found.end, readings.parameters)

    let information = LogInformation(found.information, priors: priors)
    let covariance = information.covariance(withPriors: readings.usesPrior)
    let byReadings = information.covariance(withPriors: false)
    parameters = readings.parameters.enumerated().map { i, parameter in
      let start = zone.start(of: parameter)
      return Parameter(
        parameter: parameter, start: start, value: start * exp(found.parameters[i]),
        priorDeviation: priors[i], deviation: covariance[i][i].squareRoot(),
        deviationByReadings: Self.known(byReadings[i][i].squareRoot()))
    }
    correlations = covariance.indices.map { i in
      covariance.indices.map { j in
        covariance[i][j] / (covariance[i][i] * covariance[j][j]).squareRoot()
      }
    }
    directions = information.directions

    var next = 0
    curves = zip(readings.readings, try zone.runs(at: found.parameters, wantsSlopes: false)).map {
      reading, run in
      let points = reading.points.map { point -> Point in
        defer { next += 1 }
        let slopes = found.evaluation.slopes[next]
        let leverage =
          slopes.indices.reduce(0.0) { sum, i in
            sum + slopes.indices.reduce(0.0) { $0 + slopes[i] * covariance[i][$1] * slopes[$1] }
          } / (point.deviation * point.deviation)
        let fitted = found.evaluation.values[next]
        let residual = (point.value - fitted) / point.deviation
        return Point(
          time: point.time, measured: point.value, deviation: point.deviation, fitted: fitted,
          studentized: residual / max(1 - leverage, 1e-6).squareRoot())
      }
      return Curve(reading: reading, run: run, points: points)
    }
  }

  /// Beyond a factor of e⁵ a figure is as good as unknown.
  private static func known(_ deviation: Double) -> Double? { deviation < 5 ? deviation : nil }

  private static func failure(_ end: DampedGaussNewton.End, _ parameters: [CalibratedParameter])
    -> String?
  {
    switch end {
    case .converged: nil
    case .atBound(let i):
      "\(parameters[i].name) went to the end of its range, a factor of 50 from the preset"
    case .iterations(let count): "not settled after \(count) steps"
    case .stalled: "no step lowers the sum of squares"
    }
  }

  /// Points, less the parameters where no prior holds them.
  public var degreesOfFreedom: Int {
    let count = curves.reduce(0) { $0 + $1.points.count }
    return zone.readings.usesPrior ? count : count - parameters.count
  }

  /// χ² of the fit: that of the readings and, where priors count, of the distance from them.
  public var totalSquare: Double { chiSquare + priorSquare }

  /// How rarely readings with such deviations would lie so far off; nil without degrees of freedom.
  ///
  /// - Source: Wilson & Hilferty, Proc. Natl. Acad. Sci. 17 (1931) 684: ∛(χ²/n) is nearly normal with mean 1 − 2/9n
  ///   and variance 2/9n; within 0.01 of the exact for n ≥ 3.
  public var chance: Double? {
    let n = Double(degreesOfFreedom)
    guard n > 0 else { return nil }
    let z =
      (Foundation.pow(totalSquare / n, 1.0 / 3) - 1 + 2 / (9 * n)) / (2 / (9 * n)).squareRoot()
    return 0.5 * erfc(z / 2.0.squareRoot())
  }

  /// Below this chance the readings are not reached within their deviations.
  public static let leastChance = 0.001
}

extension ProbedZone {
  /// The figure before the fit: in Pa for a modulus, 1 for a factor.
  fileprivate func start(of parameter: CalibratedParameter) -> Double {
    switch parameter {
    case .modulus(let layer): tissue.zones[number].layers[layer]?.shearModulus.mean ?? 0
    case .relaxationStrength, .relaxationTimes: 1
    }
  }
}
