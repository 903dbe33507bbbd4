import Measures

/// The numbers of a run over time: those of the steps in the posture of the capture without load, by the clock.
public struct Forecast: Sendable {
  /// A state and when it is.
  public struct Moment: Sendable {
    /// The face as captured is `nil`.
    public var step: String?
    /// Since the capture, in days.
    public var days: Double
    public var age: Double?
  }

  /// One number over time, in the unit of its kind.
  public struct Curve: Sendable {
    public var name: String
    public var side: String
    public var unit: String
    /// One per moment: the change since the capture, and half the width of its 95 % interval.
    public var changes: [(value: Double?, halfWidth: Double?)]
  }

  /// In the order of time.
  public let moments: [Moment]
  public let curves: [Curve]

  /// Nil where no time goes by.
  public init?(_ result: ScenarioResult) {
    let captured = result.rest.captured.gravityDirection
    let steps = result.steps.enumerated().filter { _, step in
      step.conditions.load == nil && step.conditions.posture.gravityDirection == captured
    }
    guard steps.contains(where: { $0.element.conditions.time != 0 }) else { return nil }
    let age = result.scenario.subject.ageInYears
    let start: (number: Int?, moment: Moment) = (nil, Moment(step: nil, days: 0, age: age))
    let moved = steps.filter { !$0.element.isAsCaptured }.map { number, step in
      (
        number: Int?.some(number),
        moment: Moment(step: step.id, days: step.conditions.days, age: step.conditions.age)
      )
    }
    // A step comes after those that it follows, where the clock stands still.
    let all = ([start] + moved).enumerated().sorted {
      ($0.element.moment.days, $0.offset) < ($1.element.moment.days, $1.offset)
    }.map(\.element)
    moments = all.map(\.moment)
    let numbers = all.map(\.number)
    curves = Self.measures(result, numbers) + Self.lifts(result, numbers)
  }

  private static func measures(_ result: ScenarioResult, _ numbers: [Int?]) -> [Curve] {
    result.measures.rows.map { row in
      Curve(
        name: row.measure.name, side: row.side.rawValue, unit: row.measure.unit.rawValue,
        changes: numbers.map { number in
          guard let number else { return (0, 0) }
          let place = NumberPlace(
            .measures, step: result.steps[number].id, row: NumberPlace.row(row), column: "change")
          return (row.change(to: row.values[number]), result.errorBars?[place]?.width)
        })
    }
  }

  private static func lifts(_ result: ScenarioResult, _ numbers: [Int?]) -> [Curve] {
    guard let zones = result.steps.first?.zones else { return [] }
    return zones.indices.map { zone in
      let parts = zones[zone].zone.split(separator: ".")
      return Curve(
        name: "lift of \(parts[0])", side: parts.count > 1 ? String(parts[1]) : "midline",
        unit: "mm",
        changes: numbers.map { number in
          guard let number else { return (0, 0) }
          let step = result.steps[number]
          let place = NumberPlace(
            .zones, step: step.id, row: zones[zone].zone, column: "lift_mean_mm")
          return (1e3 * step.zones[zone].lift, result.errorBars?[place]?.width.map { 1e3 * $0 })
        })
    }
  }
}
