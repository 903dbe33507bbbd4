extension RunComparison {
  /// A row per step, zone and quantity; the unit is in the name of the quantity.
  var zoneTable: String {
    let head = "step,zone,quantity,a,b,difference,difference_95,distinguishable"
    let rows = zones.map { row in
      ([row.step, row.zone, row.quantity] + cells(row.number)).joined(separator: ",")
    }
    return ([head] + rows).joined(separator: "\n") + "\n"
  }

  /// A row per step, measure and side.
  var measureTableRows: String {
    let head = "step,measure,side,unit,a,b,difference,difference_95,distinguishable"
    let rows = measures.map { row in
      ([row.step, row.measure, row.side, row.unit] + cells(row.number)).joined(separator: ",")
    }
    return ([head] + rows).joined(separator: "\n") + "\n"
  }

  /// With as many digits as the tables of the runs.
  private func cells(_ number: NumberDifference) -> [String] {
    [number.a, number.b, number.difference, number.bar].map { $0.cell(5) }
      + [number.isDistinguishable.cell]
  }
}
