import Scenarios

/// What time does, as comma-separated tables.
enum TimeTables {
  static let forecastFile = "forecast.csv"
  static let yearsFile = "equivalent-years.csv"
  static let sharesFile = "ageing-shares.csv"

  /// A row per number and moment; the face as captured is the step `captured`.
  static func forecast(_ forecast: Forecast) -> String {
    let header = "quantity,side,unit,step,days_since_capture,age_years,change,change_95"
    let rows = forecast.curves.flatMap { curve in
      zip(forecast.moments, curve.changes).map { moment, change in
        [
          curve.name, curve.side, curve.unit, moment.step ?? "captured",
          ResultTables.decimal(moment.days, digits: 3),
          ResultTables.decimal(moment.age ?? .nan, digits: 3),
          ResultTables.decimal(change.value ?? .nan, digits: 4),
          ResultTables.decimal(change.halfWidth ?? .nan, digits: 4),
        ].joined(separator: ",")
      }
    }
    return ResultTables.lines([header] + rows)
  }

  /// A row per step; without a number where most of it lies off the path.
  static func years(_ years: [EquivalentYears]) -> String {
    ResultTables.lines(
      ["step,equivalent_years,equivalent_years_95,clock_years,off_path_fraction,verdict"]
        + years.map { row in
          let isNumber = row.verdict != .offThePath
          let numbers = [
            isNumber ? row.years : .nan, isNumber ? row.halfWidth : .nan, row.clock, row.residual,
          ]
          return
            ([row.step] + numbers.map { ResultTables.decimal($0, digits: 3) }
            + [row.verdict.rawValue]).joined(separator: ",")
        })
  }

  /// A row per step, term and zone.
  static func shares(_ shares: [AgeingShare]) -> String {
    let header =
      "step,term,zone,lift_share_mm,displacement_share_mm,lift_alone_mm,displacement_alone_mm"
    let rows = shares.flatMap { share in
      zip(share.removed, share.alone).map { removed, alone in
        let numbers = [removed.lift, removed.mean, alone.lift, alone.mean]
        return
          ([share.step, share.term.rawValue, removed.zone] + numbers.map(ResultTables.millimetres))
          .joined(separator: ",")
      }
    }
    return ResultTables.lines([header] + rows)
  }

  /// The clock of a step, as the last cells of a row.
  static let clockColumns = "days_since_capture,age_years"

  static func clock(_ step: ScenarioResult.Step) -> String {
    let days = ResultTables.decimal(step.conditions.days, digits: 3)
    return "\(days),\(ResultTables.decimal(step.conditions.age ?? .nan, digits: 3))"
  }

  /// Of the step of a name.
  static func clock(_ id: String, of result: ScenarioResult) -> String {
    result.steps.first { $0.id == id }.map(clock) ?? ","
  }
}
