import Probes
import Scenarios

extension ProbedZone {
  /// What instruments would read of a tissue that is known: its curves, each point off by its deviation at random.
  ///
  /// For proofs and examples: what a fit finds from them can be held against what they were made of.
  ///
  /// - Parameters:
  ///   - runs: the curves.
  ///   - draws: of the noise.
  /// - Returns: the readings with other values.
  public func readings(of runs: [ProbeRun], draws: inout NormalDraws) -> Readings {
    var made = readings
    for (i, run) in runs.enumerated() {
      for (j, value) in readings.readings[i].values(of: run).values.enumerated() {
        made.readings[i].points[j].value =
          value + made.readings[i].points[j].deviation * draws.normal()
      }
    }
    return made
  }

  /// The same place with other readings.
  public func with(_ readings: Readings) -> ProbedZone {
    precondition(readings.zones == self.readings.zones, "readings of another zone")
    var zone = self
    zone.readings = readings
    return zone
  }
}
