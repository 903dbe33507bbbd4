import Scenarios

/// The columns of tables that hold error bars: half the width of the 95 % interval, in the unit of the number.
///
/// A cell is empty where no bar is known.
enum ErrorBarCells {
  /// The column of the bar of a column: `displacement_mean_mm_95`.
  static func column(_ name: String) -> String { name + "_95" }

  /// Those of a table of zones, in the order of the cells.
  static func zoneColumns(tension: String) -> [String] {
    ZoneQuantity.all.map { column($0.kind == .stress ? tension : $0.column) }
      + ["distinguishable", "largest_contributors"]
  }

  /// Bars of all numbers of a zone, whether its mean displacement is larger than its bar, and what that consists of.
  static func zone(
    _ zone: ZoneStatistics, _ table: NumberPlace.Table, step: String, _ bars: ErrorBars?
  ) -> String {
    let widths = ZoneQuantity.all.map { quantity in
      let place = NumberPlace(table, step: step, row: zone.zone, column: quantity.column)
      return cell(bars?[place], as: quantity.kind)
    }
    let isDistinguishable = bars?.isDistinguishable(zone, in: table, step: step)
    let mean = bars?[.mean(table, step: step, zone: zone.zone)]
    return (widths + [isDistinguishable.map { $0 ? "yes" : "no" } ?? "", contributors(mean)])
      .joined(separator: ",")
  }

  static func landmark(_ row: LandmarkRow, _ bars: ErrorBars?) -> [String] {
    LandmarkRow.columns.map { column in
      let place = NumberPlace(.landmarks, step: row.step, row: row.landmark, column: column)
      return cell(bars?[place], as: .length)
    }
  }

  /// Of the value as captured, in the step, and of the change.
  static func measure(_ row: MeasureSeries.Row, step: String, _ bars: ErrorBars?) -> [String] {
    ["captured", "value", "change"].map { column in
      let place = NumberPlace(.measures, step: step, row: NumberPlace.row(row), column: column)
      return ResultTables.decimal(bars?[place]?.halfWidth ?? .nan, digits: 4)
    }
  }

  static func laxity(_ zone: Laxity.Zone, _ bars: ErrorBars?) -> [String] {
    func bar(_ column: String) -> ErrorBar? {
      bars?[NumberPlace(.laxity, step: "", row: zone.name, column: column)]
    }
    return [cell(bar("difference_mm"), as: .length), cell(bar("relative_difference"), as: .ratio)]
  }

  /// The three largest parts of a variance: `deep-modulus 41 %; mesh 9 %`, or `none` where nothing moves.
  static func contributors(_ bar: ErrorBar?) -> String {
    guard let bar else { return "" }
    if bar.halfWidth < ErrorBars.leastDisplacement { return "none" }
    return bar.shares.prefix(3).map { share in
      "\(share.name.replacing(",", with: "")) \(Int((100 * share.part).rounded())) %"
    }.joined(separator: "; ")
  }

  private static func cell(_ bar: ErrorBar?, as kind: ZoneQuantity.Kind) -> String {
    let width = bar?.halfWidth ?? .nan
    return switch kind {
    case .length: ResultTables.millimetres(width)
    case .volume: ResultTables.decimal(1e6 * width, digits: 4)
    case .ratio: ResultTables.decimal(width, digits: 5)
    case .stress: ResultTables.decimal(1e-3 * width, digits: 4)
    }
  }
}
