import Documents

/// All combinations of a sweep, before faces are put to them.
struct SweepDesign {
  /// Values by name of axis or column, in the order of the plan.
  let combinations: [[String: JSONTree]]
  /// How many did not meet a constraint.
  let excluded: Int

  /// - Parameters:
  ///   - sweep: as read.
  ///   - table: its table, if it has one.
  init(_ sweep: Sweep, table: SettingTable?) {
    let rows = table.map(Self.rows) ?? [[:]]
    let points = Self.points(sweep)
    let all = rows.flatMap { row in
      points.map { row.merging($0) { old, _ in old } }
    }
    combinations = all.filter { values in sweep.constraints.allSatisfy { $0.isMet(by: values) } }
    excluded = all.count - combinations.count
  }

  private static func rows(of table: SettingTable) -> [[String: JSONTree]] {
    table.rows.map { Dictionary(uniqueKeysWithValues: zip(table.columns.map(\.name), $0)) }
  }

  private static func points(_ sweep: Sweep) -> [[String: JSONTree]] {
    guard let points = sweep.sampling.points(axes: sweep.axes.count) else {
      return sweep.axes.reduce([[:]]) { known, axis in
        known.flatMap { values in
          (axis.gridValues ?? []).map { values.merging([axis.id: $0]) { $1 } }
        }
      }
    }
    return points.map { point in
      Dictionary(uniqueKeysWithValues: zip(sweep.axes, point).map { ($0.id, $0.value(at: $1)) })
    }
  }
}
