import Measures
import Tensors

/// Where a number of a run stands.
public struct NumberPlace: Hashable, Sendable {
  public enum Table: String, Sendable, CaseIterable {
    case zones, changes, landmarks, measures, laxity
  }

  public var table: Table
  /// The step, of a change its end; empty where the number is that of the whole run.
  public var step: String
  /// The zone, the landmark, or the measure with its side.
  public var row: String
  /// As in the table.
  public var column: String

  public init(_ table: Table, step: String, row: String, column: String) {
    (self.table, self.step, self.row, self.column) = (table, step, row, column)
  }

  /// One side of a measure, as a row.
  public static func row(_ row: MeasureSeries.Row) -> String {
    "\(row.measure.name) \(row.side.rawValue)"
  }
}

/// Every number of a run that can be uncertain: in SI units, measures in their own.
struct ResultNumbers {
  private(set) var places: [NumberPlace] = []
  /// Not a number where the face lacks what is needed.
  private(set) var values: [Double] = []

  init(_ result: ScenarioResult) {
    for step in result.steps { add(.zones, step.id, step.zones) }
    for change in result.changes { add(.changes, change.to, change.zones) }
    for row in LandmarkRow.all(of: result) {
      for (column, value) in zip(LandmarkRow.columns, row.values) {
        add(.landmarks, row.step, row.landmark, column, value)
      }
    }
    add(result.measures)
    for zone in result.laxity?.zones ?? [] {
      add(.laxity, "", zone.name, "difference_mm", zone.difference)
      add(.laxity, "", zone.name, "relative_difference", zone.relativeDifference)
    }
  }

  /// Those of the clinical measures alone.
  init(_ measures: MeasureSeries) { add(measures) }

  /// Every place with its number.
  var all: [(place: NumberPlace, value: Double)] { Array(zip(places, values)) }

  private mutating func add(
    _ table: NumberPlace.Table, _ step: String, _ zones: [ZoneStatistics]
  ) {
    for zone in zones {
      for quantity in ZoneQuantity.all {
        add(table, step, zone.zone, quantity.column, quantity.value(zone))
      }
    }
  }

  private mutating func add(_ series: MeasureSeries) {
    for row in series.rows {
      for (step, value) in zip(series.steps, row.values) {
        let numbers = [
          ("captured", row.captured), ("value", value), ("change", row.change(to: value)),
        ]
        for (column, number) in numbers {
          add(.measures, step, NumberPlace.row(row), column, number ?? .nan)
        }
      }
    }
  }

  private mutating func add(
    _ table: NumberPlace.Table, _ step: String, _ row: String, _ column: String, _ value: Double
  ) {
    places.append(NumberPlace(table, step: step, row: row, column: column))
    values.append(value)
  }
}
