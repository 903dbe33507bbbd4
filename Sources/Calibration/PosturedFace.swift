import Anatomy
import Foundation
import Scenarios

/// The face of a person that was seen in several postures: how far its skin would go with any tissue.
///
/// A parameter is a factor on the whole face here, the tissue beyond the cut rim included. A face at rest does not
/// depend on how it relaxes.
public struct PosturedFace: Sendable {
  private let scenario: Scenario
  private let prepared: PreparedFace

  /// Reads, registers and builds the face.
  ///
  /// - Parameters:
  ///   - readings: with postures.
  ///   - folder: where paths in them start from.
  ///   - meshes: the folder of the atlas.
  /// - Throws: the errors of `PreparedFace`.
  public init(_ readings: Readings, folder: URL, meshes: URL) throws {
    scenario = readings.scenario
    var clock = StageClock()
    prepared = try PreparedFace(scenario, folder: folder, meshes: meshes, clock: &clock)
  }

  /// What would be read, and its slopes.
  ///
  /// - Parameters:
  ///   - readings: of postures.
  ///   - parameters: that are fitted.
  ///   - x: logarithms of the factors on them.
  /// - Returns: a value in m for each reading.
  /// - Throws: `RunFailure`, or `UnbearableTension`.
  func evaluation(
    of readings: [Readings.PostureReading], _ parameters: [CalibratedParameter], at x: [Double]
  ) throws -> DampedGaussNewton.Evaluation {
    let moduli = parameters.indices.filter { parameters[$0].isModulus }
    let figures = moduli.map { prepared.parameter(parameters[$0].quantity) }
    let face = try prepared.moved(zip(figures, moduli).map { ($0, x[$1]) })
    let motions = try scenario.motions(
      between: readings.map { ($0.start, $0.end) }, on: face, slopesBy: figures, threads: 2)
    var found = DampedGaussNewton.Evaluation(values: [], slopes: [])
    for (reading, motion) in zip(readings, motions) {
      let names = Set(prepared.atlas.zones.filter(reading.zones.contains).map(\.name))
      let (value, slopes) = motion.mean(of: reading.quantity.value, where: names.contains)
      found.values.append(value)
      var all = [Double](repeating: 0, count: parameters.count)
      for (i, slope) in zip(moduli, slopes) { all[i] = slope }
      found.slopes.append(all)
    }
    return found
  }
}
