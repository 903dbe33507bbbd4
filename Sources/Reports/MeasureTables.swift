import Foundation
import Measures
import Scenarios

/// Measures and laxity as comma-separated tables; the unit stands in a column or in its name.
enum MeasureTables {
  /// A row per step, measure and side: value as captured and in the step, and the change.
  ///
  /// What cannot be measured is an empty cell.
  static func measures(_ result: ScenarioResult) -> String {
    let (series, bars) = (result.measures, result.errorBars)
    let header =
      "step,measure,side,unit,captured,value,change,captured_95,value_95,change_95,"
      + TimeTables.clockColumns
    let rows = series.steps.enumerated().flatMap { number, step in
      series.rows.map { row -> String in
        let value = row.values[number]
        let numbers = [row.captured, value, row.change(to: value)].map {
          ResultTables.decimal($0 ?? .nan, digits: 4)
        }
        let names = [step, row.measure.name, row.side.rawValue, row.measure.unit.rawValue]
        let widths = ErrorBarCells.measure(row, step: step, bars)
        return (names + numbers + widths + [TimeTables.clock(step, of: result)])
          .joined(separator: ",")
      }
    }
    return ([header] + rows).joined(separator: "\n") + "\n"
  }

  /// A row per zone: how far it gives from upright to supine.
  static func laxity(_ laxity: Laxity, _ bars: ErrorBars?) -> String {
    let header =
      "zone,difference_mm,depth_mm,relative_difference,grade_proposed"
      + ",difference_mm_95,relative_difference_95"
    let rows = laxity.zones.map { zone in
      let lengths = [zone.difference, zone.depth].map(ResultTables.millimetres)
      let relative = ResultTables.decimal(zone.relativeDifference, digits: 4)
      let widths = ErrorBarCells.laxity(zone, bars)
      return ([zone.name] + lengths + [relative, "\(zone.grade)"] + widths).joined(separator: ",")
    }
    return ([header] + rows).joined(separator: "\n") + "\n"
  }
}
