import Anatomy
import Documents
import Foundation
import Scenarios
import TestSupport
import Testing

@testable import Calibration

/// The atlas' own face, upright and supine, with a tissue that is known.
@Suite struct PosturedFaceTests {
  private static let deviation = 0.05e-3

  /// Three zones, two means each, with nothing read yet.
  private func readings(_ parameters: [CalibratedParameter]) throws -> Readings {
    var readings = Readings()
    (readings.title, readings.fit, readings.usesPrior) = ("three zones", parameters, false)
    readings.postures = try ["cheek.left", "jowl", "malar"].flatMap { name in
      let zones = try #require(ZoneSelection(name: name))
      return [Readings.PostureReading.Quantity.displacement, .lift].map {
        Readings.PostureReading(
          id: "\(name)-\($0.rawValue)", from: .upright, to: .supine, zones: zones, $0, value: 0,
          deviation: Self.deviation)
      }
    }
    return readings
  }

  private func face(_ readings: Readings) throws -> PosturedFace {
    try PosturedFace(readings, folder: SharedData.meshes, meshes: SharedData.meshes)
  }

  @Test
  func `slopes are those of the whole solution; fat and the deep layer are seen as a product`()
    throws
  {
    let readings = try readings([.modulus(.superficialFat), .modulus(.deep)])
    let face = try face(readings)
    func evaluation(_ x: Double) throws -> DampedGaussNewton.Evaluation {
      try face.evaluation(of: readings.postures, readings.parameters, at: [x, 0])
    }
    let (here, less, more) = (try evaluation(0), try evaluation(-0.05), try evaluation(0.05))
    for i in here.values.indices {
      // Displacements go with a power of the modulus between −1 and 0: the third derivative over six times 0.05², and
      // `ResponseSolver.accuracy` of what the rest shape adds.
      let difference = (more.values[i] - less.values[i]) / 0.1
      #expect(abs(here.slopes[i][0] - difference) < 0.01 * abs(here.values[i]))
    }
    // Both layers shear under the same weight, each in proportion to its thickness over its modulus.
    var information = [0.0, 0, 0, 0]
    for slopes in here.slopes {
      for (k, product) in slopes.flatMap({ a in slopes.map { a * $0 } }).enumerated() {
        information[k] += product / (Self.deviation * Self.deviation)
      }
    }
    let priors = try ProbedZone(readings, meshes: SharedData.meshes).priors
    let directions = LogInformation(information, priors: priors).directions
    // The quotient is seen worst, the product best.
    #expect(directions[0].components[0] * directions[0].components[1] < 0)
    #expect(directions[0].information < 0.05 * directions[1].information, "\(directions)")
  }

  /// A minute and more: each evaluation recovers a rest shape.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["TURGOR_LONG_TESTS"] != nil))
  func `a known factor is found again within its interval and goes into the whole face`() throws {
    var readings = try readings([.modulus(.superficialFat)])
    let face = try face(readings)
    let truth = [log(0.7)]
    var draws = NormalDraws(seed: 5)
    let values = try face.evaluation(of: readings.postures, readings.parameters, at: truth).values
    for (i, value) in values.enumerated() {
      readings.postures[i].value = value + Self.deviation * draws.normal()
    }
    let fit = try FittedTissue(
      ProbedZone(readings, meshes: SharedData.meshes), face: face)
    #expect(fit.failure == nil && !fit.isUnreached, "\(fit.lines.joined(separator: "\n"))")
    #expect(fit.curves.isEmpty && fit.motions.count == 6 && fit.degreesOfFreedom == 5)
    for (parameter, truth) in zip(fit.parameters, truth) {
      // 1 in 370 lies beyond three deviations.
      #expect(abs(log(parameter.value / parameter.start) - truth) < 3 * parameter.deviation)
    }
    let text =
      #"{ "schema": "turgor.scenario/1", "title": "t", "steps": [ { "id": "a", "posture": "supine" } ] }"#
    let tree = try StrictJSON(parsing: Array(text.utf8), file: "s.json").tree
    let merged = try JSONEncoder().encode(fit.merged(into: tree))
    let scenario = try Scenario(parsing: Array(merged), file: "merged.json")
    let fat = try #require(scenario.tissue.layers[.superficialFat]?.shearModulus?.mean)
    #expect(abs(fat / fit.parameters[0].value - 1) < 1e-12)
  }
}
