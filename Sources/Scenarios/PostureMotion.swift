import Anatomy
import Tensors

/// How the skin goes from one posture to another, and how that changes with some figures of the tissue.
public struct PostureMotion: Sendable {
  public var start: Scenario.Posture
  public var end: Scenario.Posture
  /// A row per zone, the whole face last.
  public var zones: [ZoneStatistics]
  /// The rows with each of the figures moved by `ScenarioResult.parameterStep` of its logarithm.
  var moved: [[ZoneStatistics]]

  /// A mean over the skin of some zones, and its derivative by the logarithm of each figure.
  ///
  /// - Parameters:
  ///   - quantity: a mean over the area of a zone.
  ///   - isWanted: the zones, by name.
  /// - Returns: the mean over all of them together.
  public func mean(
    of quantity: (ZoneStatistics) -> Double, where isWanted: (String) -> Bool
  ) -> (value: Double, slopes: [Double]) {
    func mean(_ rows: [ZoneStatistics]) -> Double {
      let wanted = rows.filter { isWanted($0.zone) }
      let area = wanted.reduce(0) { $0 + $1.area }
      return wanted.reduce(0) { $0 + $1.area * quantity($1) } / area
    }
    let value = mean(zones)
    return (value, moved.map { (mean($0) - value) / ScenarioResult.parameterStep })
  }
}

extension Scenario {
  /// How the skin goes between postures; the scenario's own steps do not count.
  ///
  /// - Parameters:
  ///   - pairs: from where to where.
  ///   - prepared: the face.
  ///   - parameters: figures by which slopes are wanted.
  ///   - threads: for assembly.
  /// - Returns: one for each pair.
  /// - Throws: `RunFailure`.
  public func motions(
    between pairs: [(from: Posture, to: Posture)], on prepared: PreparedFace,
    slopesBy parameters: [UncertainParameter], threads: Int
  ) throws(RunFailure) -> [PostureMotion] {
    var postures: [Posture] = []
    for pair in pairs {
      for posture in [pair.from, pair.to] where !postures.contains(posture) {
        postures.append(posture)
      }
    }
    var scenario = self
    scenario.steps = postures.map { Step(id: "\($0)", posture: $0) }
    let result = try scenario.run(
      on: prepared, threads: threads, clock: StageClock(), responsesTo: parameters)
    let moved = zip(try result.movedFaces(parameters), result.responses).map { face, response in
      result.displaced(
        rest: response.rest, steps: response.steps, by: ScenarioResult.parameterStep, face: face)
    }
    return pairs.map { pair in
      let numbers = [pair.from, pair.to].map { postures.firstIndex(of: $0) ?? 0 }
      func rows(_ result: ScenarioResult) -> [ZoneStatistics] {
        result.statistics(ofStep: numbers[1], from: numbers[0])
      }
      return PostureMotion(
        start: pair.from, end: pair.to, zones: rows(result), moved: moved.map(rows))
    }
  }
}
