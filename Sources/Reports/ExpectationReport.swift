import Scenarios

/// What became of an expectation, for the manifest of a run.
struct ExpectationReport: Encodable {
  struct Number: Encodable {
    /// Of the zone or the side.
    var name: String
    /// Absent where it cannot be had.
    var value: Double?
  }

  var step: String
  /// With its unit.
  var quantity: String
  var least: Double
  var most: Double
  var because: String
  var values: [Number]
  var is_met: Bool

  static func all(of result: ScenarioResult) -> [ExpectationReport] {
    result.expectationOutcomes.map { outcome in
      let expectation = outcome.expectation
      return ExpectationReport(
        step: expectation.step, quantity: expectation.subject.quantity,
        least: expectation.range.lowerBound, most: expectation.range.upperBound,
        because: expectation.reason,
        values: outcome.values.map { Number(name: $0.name, value: $0.value) },
        is_met: outcome.isMet)
    }
  }
}
