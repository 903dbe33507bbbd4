import Anatomy
import Calibration
import Foundation
import Probes
import Scenarios

/// Known tissue is found again from noisy readings, as well as the fit says.
///
/// Modulus of skin and of superficial fat and the strength of the relaxation are drawn from the spread between people;
/// cups of 2, 6 and 8 mm read the cheek with a noise of 10 µm at seven times each, and the fit, without the
/// priors, has to hold the truth within 95 % intervals in about 95 of 100 trials.
public enum ReadingsRecovery {
  /// One trial.
  public struct Trial: Sendable {
    /// (found − true)/deviation of each parameter.
    public var errors: [Double]
    public var chiSquare: Double
    public var isConverged: Bool
  }

  static let parameters: [CalibratedParameter] = [
    .modulus(.skin), .modulus(.superficialFat), .relaxationStrength(nil),
  ]

  /// Readings of the cheek whose values are to be made.
  static func readings(detail: Readings.Detail) -> Readings {
    var readings = Readings()
    readings.title = "cups of 2, 6 and 8 mm"
    guard let cheek = ZoneSelection(name: "cheek.left") else { preconditionFailure("no cheek") }
    readings.zones = cheek
    (readings.parameters, readings.usesPrior, readings.detail) = (parameters, false, detail)
    let timing = RecoilCurve.Timing(on: 2, off: 2, ramp: SuctionTest.ramp)
    readings.readings = [(2.0, 200.0), (6, 60), (8, 30)].map { diameter, pressure in
      Readings.Reading(
        id: "cup-\(Int(diameter))",
        .suction(
          SuctionTest(
            SuctionProbe(diameter: 1e-3 * diameter), pressure: 100 * pressure, timing: timing)),
        [0.1, 0.5, 1, 2, 2.1, 2.5, 4].map { .init(time: $0, value: 0, deviation: 10e-6) })
    }
    return readings
  }

  /// The cheek under the three cups.
  ///
  /// - Parameters:
  ///   - meshes: the folder of the atlas.
  ///   - detail: of the tissue.
  /// - Returns: with nothing read yet.
  /// - Throws: what is wrong with its files.
  public static func zone(meshes: URL, detail: Readings.Detail = .coarse) throws -> ProbedZone {
    try ProbedZone(readings(detail: detail), meshes: meshes)
  }

  /// A truth, its readings, and what is found from them.
  ///
  /// - Parameters:
  ///   - seed: of truth and noise.
  ///   - zone: what is read and fitted.
  ///   - startsFromTruth: whether the search begins there and not at the preset, which saves half of its steps; it ends at
  ///     the same smallest sum.
  /// - Returns: how far off the fit is.
  /// - Throws: what a probe throws.
  public static func trial(seed: UInt64, of zone: ProbedZone, startsFromTruth: Bool = false) throws
    -> Trial
  {
    var draws = NormalDraws(seed: seed)
    let truth = zone.priors.map { $0 * draws.normal() }
    let runs = try zone.runs(at: truth, wantsSlopes: false)
    let fit = try FittedTissue(
      zone.with(zone.readings(of: runs, draws: &draws)), from: startsFromTruth ? truth : nil,
      near: startsFromTruth ? runs : [])
    let errors = zip(fit.parameters, truth).map { parameter, truth in
      (log(parameter.value / parameter.start) - truth) / parameter.deviation
    }
    return Trial(errors: errors, chiSquare: fit.chiSquare, isConverged: fit.failure == nil)
  }

  static func verification(meshes: URL) -> VerificationCase {
    VerificationCase(
      "recovery", "Known moduli and relaxation from noisy readings",
      source: "truth drawn from meshes/uncertainty.json; coverage of 95 % intervals", isLong: true
    ) { depth in
      let zone = try Self.zone(meshes: meshes)
      // A hundred take half an hour of a core and more: `calibration-benchmark coverage 1 100`.
      let trials = try (1...(depth == .quick ? 5 : 20)).map {
        try Self.trial(seed: UInt64($0), of: zone)
      }
      return try outcome(trials, zone: zone, bias: bias(meshes: meshes))
    }
  }

  /// What is found on the coarse mesh from noiseless readings of the fine one, over the truth, less one.
  private static func bias(meshes: URL) throws -> [(Readings.Detail, [Double])] {
    let fine = try Self.zone(meshes: meshes, detail: .fine)
    let truth = [0.3, -0.3, 0.1]
    let made = try fine.predictions(at: truth)
    return try [Readings.Detail.coarse, .standard].map { detail in
      var there = try Self.zone(meshes: meshes, detail: detail)
      var readings = there.readings
      for (i, values) in made.enumerated() {
        for (j, value) in values.enumerated() { readings.readings[i].points[j].value = value }
      }
      there = there.with(readings)
      let fit = try FittedTissue(there)
      return (detail, zip(fit.parameters, truth).map { $0.value / $0.start / exp($1) - 1 })
    }
  }

  private static func outcome(
    _ trials: [Trial], zone: ProbedZone, bias: [(Readings.Detail, [Double])]
  ) -> CaseOutcome {
    let count = Double(trials.count)
    let points = zone.readings.readings.reduce(0) { $0 + $1.points.count }
    let freedom = Double(points - parameters.count)
    let mean = trials.reduce(0) { $0 + $1.chiSquare } / count
    // 0.95 of n trials, less and more by 2.5 standard deviations of a binomial.
    let spread = 2.5 * (count * 0.95 * 0.05).squareRoot()
    let covered = parameters.enumerated().map { i, parameter in
      Comparison(
        "trials whose interval holds \(parameter.name)", reference: 0.95 * count,
        result: Double(trials.filter { abs($0.errors[i]) < FittedTissue.normal95 }.count),
        allowed: .absolute(spread),
        because: "2.5 standard deviations of a binomial; all of them would be as wrong as too few")
    }
    return CaseOutcome(
      covered + [
        Comparison(
          "trials that converged", reference: count,
          result: Double(trials.filter(\.isConverged).count), allowed: .absolute(0.01 * count),
          because: "a draw may lie where a cup closes"),
        Comparison(
          "mean chi-square", reference: freedom, result: mean,
          allowed: .absolute(3 * (2 * freedom / count).squareRoot()),
          because: "three standard deviations of the mean"),
      ]
        + zip(parameters, bias[1].1).map {
          Comparison(
            "\($0.name) from readings of a finer mesh, over the truth, less one", reference: 0,
            result: $1, allowed: .absolute(0.05),
            because:
              "an eighth of the smallest spread between people; what the mesh gets wrong is no part of the intervals"
          )
        },
      tables: [
        FigureTable(
          "Errors in deviations over all trials, and the bias where the readings come from the fine mesh",
          columns: ["parameter", "mean", "standard deviation", "bias, coarse", "bias, standard"],
          rows: parameters.enumerated().map { i, parameter in
            let errors = trials.map { $0.errors[i] }
            let mean = errors.reduce(0, +) / count
            let square = errors.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
            return [
              parameter.name, VerificationRun.text(mean), VerificationRun.text(square.squareRoot()),
              percent(bias[0].1[i]), percent(bias[1].1[i]),
            ]
          })
      ])
  }
}
