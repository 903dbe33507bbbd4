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

  /// One value that was read, and what became of it.
  public struct Point: Sendable {
    /// In s since the load began; 0 of a posture.
    public var time: Double
    public var (measured, deviation, fitted): (Double, Double, Double)
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

  /// What belongs to the reading of a posture.
  public struct Motion: Sendable {
    public var reading: Readings.PostureReading
    public var point: Point
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
  public private(set) var motions: [Motion]
  /// Of the logarithms.
  public private(set) var correlations: [[Double]]
  /// From the least to the best seen.
  public private(set) var directions: [Direction]
  /// Of the readings, and of the distance from the priors.
  public let (chiSquare, priorSquare): (Double, Double)
  /// Why it is not the solution; nil where it is.
  public let failure: String?
  public let (iterations, evaluations): (Int, Int)

  /// Fits the tissue of a person.
  ///
  /// - Parameters:
  ///   - zone: with the readings.
  ///   - face: that the postures among them were seen on.
  ///   - start: logarithms of the factors on the parameters with which the search begins; the tissue of the preset when
  ///     nil.
  ///   - near: curves of the instruments on a tissue near the start, where there are any.
  ///   - watch: called with the number of each step and the sum of squares before it.
  /// - Throws: what a probe or a posture throws on the tissue at the start.
  public init(
    _ zone: ProbedZone, face: PosturedFace? = nil, from start: [Double]? = nil,
    near: [ProbeRun] = [], watch: (Int, Double) -> Void = { _, _ in }
  ) throws {
    let readings = zone.readings
    precondition(readings.postures.isEmpty || face != nil, "postures without a face")
    self.zone = zone
    let count = readings.parameters.count
    let data =
      readings.readings.flatMap { $0.points.map { (value: $0.value, deviation: $0.deviation) } }
      + readings.postures.map { (value: $0.value, deviation: $0.deviation) }
    let priors = zone.priors
    let search = DampedGaussNewton(data: data, priors: readings.usesPrior ? priors : [])
    var runs: [[Double]: [ProbeRun]] = [:]
    var latest = near
    let found = try search.minimize(
      from: start ?? Array(repeating: 0, count: count), watch: watch
    ) { x in
      let here = try zone.runs(at: x, near: latest)
      var all = DampedGaussNewton.Evaluation(values: [], slopes: [])
      for (reading, run) in zip(readings.readings, here) { all.append(reading.values(of: run)) }
      if let face, !readings.postures.isEmpty {
        all.append(try face.evaluation(of: readings.postures, readings.parameters, at: x))
      }
      (runs[x], latest) = (here, here)
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

    let times =
      readings.readings.flatMap { $0.points.map(\.time) } + readings.postures.map { _ in 0 }
    var points = data.indices.map { i in
      Point(
        time: times[i], data[i], fitted: found.evaluation.values[i],
        slopes: found.evaluation.slopes[i], covariance: covariance)
    }[...]
    curves = zip(readings.readings, runs[found.parameters] ?? []).map { reading, run in
      defer { points.removeFirst(reading.points.count) }
      return Curve(reading: reading, run: run, points: Array(points.prefix(reading.points.count)))
    }
    motions = zip(readings.postures, points).map { Motion(reading: $0, point: $1) }
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
    let count = curves.reduce(0) { $0 + $1.points.count } + motions.count
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

extension FittedTissue.Point {
  /// - Parameters:
  ///   - time: in s.
  ///   - datum: what was read.
  ///   - fitted: in its place.
  ///   - slopes: of it by the logarithms of the parameters.
  ///   - covariance: of these.
  fileprivate init(
    time: Double, _ datum: (value: Double, deviation: Double), fitted: Double, slopes: [Double],
    covariance: [[Double]]
  ) {
    let leverage =
      slopes.indices.reduce(0.0) { sum, i in
        sum + slopes.indices.reduce(0.0) { $0 + slopes[i] * covariance[i][$1] * slopes[$1] }
      } / (datum.deviation * datum.deviation)
    let residual = (datum.value - fitted) / datum.deviation
    self.init(
      time: time, measured: datum.value, deviation: datum.deviation, fitted: fitted,
      studentized: residual / max(1 - leverage, 1e-6).squareRoot())
  }
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
