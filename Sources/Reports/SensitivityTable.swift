import Scenarios

/// By how much each number of `zones.csv` and `measures.csv` changes when a figure of the tissue is off.
///
/// Two runs of one face share these figures, so that the bars of their differences need the signs.
enum SensitivityTable {
  static let file = "sensitivities.csv"

  /// A row per number, a column per figure: the change for one standard deviation of the figure, in the unit of the number.
  ///
  /// The column `mesh` has the change for one standard deviation of the error of the mesh.
  ///
  /// - Returns: nil where the run has no error bars.
  static func text(_ result: ScenarioResult) -> String? {
    guard let bars = result.errorBars else { return nil }
    let names = bars.contributors.map { $0.replacing(",", with: "") }
    var lines = [(["table", "step", "row", "quantity"] + names).joined(separator: ",")]
    func add(
      _ table: NumberPlace.Table, _ step: String, _ row: String, _ column: String, _ unit: Double
    ) {
      let place = NumberPlace(table, step: step, row: row, column: column)
      guard let changes = bars.changes(of: place) else { return }
      let cells = changes.map { ResultTables.decimal(unit * $0, digits: 6) }
      lines.append(([table.rawValue, step, row, column] + cells).joined(separator: ","))
    }
    for step in result.steps {
      for zone in step.zones {
        for quantity in ZoneQuantity.all {
          add(.zones, step.id, zone.zone, quantity.column, quantity.kind.perSIUnit)
        }
      }
    }
    let series = result.measures
    for step in series.steps {
      for row in series.rows { add(.measures, step, NumberPlace.row(row), "value", 1) }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
