import Scenarios

extension ProbedZone {
  /// What instruments would read of a tissue that is known: its curves, each point off by its deviation at random.
  ///
  /// For proofs and examples: what a fit finds from them can be held against what they were made of.
  ///
  /// - Parameters:
  ///   - x: logarithms of the factors on the parameters.
  ///   - draws: of the noise.
  /// - Returns: the readings with other values.
  /// - Throws: what a probe throws.
  public func readings(at x: [Double], draws: inout NormalDraws) throws -> Readings {
    var made = readings
    for (i, values) in try predictions(at: x).enumerated() {
      for (j, value) in values.enumerated() {
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
