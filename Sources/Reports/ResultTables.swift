import Foundation
import Scenarios

/// Results as comma-separated tables; every column carries its unit.
public enum ResultTables {
  static let zoneColumns = [
    "displacement_mean_mm", "displacement_p95_mm", "displacement_max_mm", "normal_mean_mm",
    "tangential_mean_mm", "lift_mean_mm", "volume_change_mL", "along_gravity_mean_mm",
    "displacement_rms_mm", "skin_area_ratio", "skin_stretch_max", "area_cm2", "scan_sd_mm",
  ]

  /// A row per step and zone: how far the skin is from where it was captured.
  public static func zones(_ result: ScenarioResult) -> String {
    let rows = result.steps.flatMap { step in
      step.zones.map { zone in
        let bars = ErrorBarCells.zone(zone, .zones, step: step.id, result.errorBars)
        return "\(step.id),\(zone.zone),\(numbers(zone)),\(bars),\(TimeTables.clock(step))"
      }
    }
    let columns = header(tension: "skin_tension_kPa") + "," + TimeTables.clockColumns
    return lines(["step,zone," + columns] + rows)
  }

  /// A row per later step and zone: how far the skin moved from the first step.
  public static func changes(_ result: ScenarioResult) -> String {
    let rows = result.changes.flatMap { change in
      change.zones.map { zone in
        let bars = ErrorBarCells.zone(zone, .changes, step: change.to, result.errorBars)
        return "\(change.from),\(change.to),\(zone.zone),\(numbers(zone)),\(bars),"
          + TimeTables.clock(change.to, of: result)
      }
    }
    let columns = header(tension: "skin_tension_change_kPa") + "," + TimeTables.clockColumns
    return lines(["from,to,zone," + columns] + rows)
  }

  /// A row per step and landmark: displacement from the face as captured and from the first step, with
  /// components to the left, up and forward of the head.
  public static func landmarks(_ result: ScenarioResult) -> String {
    let columns = LandmarkRow.columns + LandmarkRow.columns.map(ErrorBarCells.column)
    let rows = LandmarkRow.all(of: result).map { row in
      let numbers = row.values.map(millimetres)
      let bars = ErrorBarCells.landmark(row, result.errorBars)
      return
        ([row.step, row.landmark] + numbers + bars + [TimeTables.clock(row.step, of: result)])
        .joined(separator: ",")
    }
    return lines(
      ["step,landmark," + columns.joined(separator: ",") + "," + TimeTables.clockColumns] + rows)
  }

  /// Numbers, then their bars.
  private static func header(tension: String) -> String {
    (zoneColumns + [tension] + ErrorBarCells.zoneColumns(tension: tension))
      .joined(separator: ",")
  }

  private static func numbers(_ z: ZoneStatistics) -> String {
    let lengths = [z.mean, z.percentile95, z.maximum, z.normal, z.tangential, z.lift]
    let cells =
      lengths.map(millimetres) + [decimal(1e6 * z.volumeChange, digits: 4)]
      + [z.alongGravity, z.rootMeanSquare].map(millimetres)
      + [z.areaRatio, z.largestStretch].map { decimal($0, digits: 5) }
      + [decimal(1e4 * z.area, digits: 2), millimetres(z.scanDeviation)]
      + [decimal(1e-3 * z.tension, digits: 4)]
    return cells.joined(separator: ",")
  }

  /// A row per zone: how far the atlas lies off the scan.
  ///
  /// A zone that the scan does not cover has empty cells.
  public static func registration(_ misfits: [ShapeMisfit]) -> String {
    let rows = misfits.map { misfit in
      let lengths = [misfit.median, misfit.percentile95, misfit.rootMeanSquare].map(millimetres)
      return
        "\(misfit.zone),\(lengths.joined(separator: ",")),\(decimal(misfit.covered, digits: 4))"
    }
    return lines(["zone,median_mm,p95_mm,rms_mm,covered_fraction"] + rows)
  }

  static func millimetres(_ metres: Double) -> String { decimal(1e3 * metres, digits: 4) }

  /// A number with fixed decimals, without a negative zero.
  ///
  /// What is not a number is an empty cell.
  static func decimal(_ value: Double, digits: Int) -> String {
    guard !value.isNaN else { return "" }
    let text = String(format: "%.\(digits)f", value)
    return text.hasPrefix("-") && text.allSatisfy({ "-0.".contains($0) })
      ? String(text.dropFirst()) : text
  }

  /// Rows as the text of a file.
  static func lines(_ rows: [String]) -> String { rows.joined(separator: "\n") + "\n" }
}
