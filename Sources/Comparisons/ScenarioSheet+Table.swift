import Documents
import Rendering
import Scenarios

extension ScenarioSheet {
  /// A row per zone, a column per run: its mean, with half the width of its 95 % interval.
  func zoneTable(_ quantity: SkinQuantity, step: String) throws(DocumentError) -> PictureTable {
    var cells: [[String: String]] = []
    var zones: [String] = []
    for column in columns {
      var ofZones: [String: String] = [:]
      for row in column.record.zones.rows where try row.text("step") == step {
        let zone = try row.text("zone")
        if !zones.contains(zone) { zones.append(zone) }
        ofZones[zone] = try Self.cell(row, quantity)
      }
      cells.append(ofZones)
    }
    return PictureTable(
      head: [quantity.meanColumn] + columns.map(\.letter),
      rows: zones.map { zone in [zone] + cells.map { $0[zone] ?? "–" } })
  }

  /// As in `1.20 ± 0.40`; in brackets what its error bar does not tell from nothing.
  private static func cell(_ row: ResultTable.Row, _ quantity: SkinQuantity) throws(DocumentError)
    -> String
  {
    let column = quantity.meanColumn
    guard let mean = try row.number(column) else { return "–" }
    guard let bar = try row.optionalNumber(column + "_95") else { return mean.text(2) }
    let text = "\(mean.text(2)) ± \(bar.text(2))"
    // A stretch of 1 is none.
    let nothing = quantity == .stretch ? 1.0 : 0
    return abs(mean - nothing) > bar ? text : "(\(text))"
  }
}

extension SkinQuantity {
  /// The mean of a zone, as `zones.csv` calls it.
  fileprivate var meanColumn: String {
    switch self {
    case .lift: "lift_mean_mm"
    case .displacement: "displacement_mean_mm"
    case .normal: "normal_mean_mm"
    case .stretch: "skin_stretch_max"
    case .tension: "skin_tension_kPa"
    }
  }
}
