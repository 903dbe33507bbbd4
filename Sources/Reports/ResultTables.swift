import Foundation
import Scenarios
import Tensors

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
      step.zones.map { "\(step.id),\($0.zone),\(numbers($0))" }
    }
    return lines(
      ["step,zone," + (zoneColumns + ["skin_tension_kPa"]).joined(separator: ",")] + rows)
  }

  /// A row per later step and zone: how far the skin moved from the first step.
  public static func changes(_ result: ScenarioResult) -> String {
    let rows = result.changes.flatMap { change in
      change.zones.map { "\(change.from),\(change.to),\($0.zone),\(numbers($0))" }
    }
    let columns = zoneColumns + ["skin_tension_change_kPa"]
    return lines(["from,to,zone," + columns.joined(separator: ",")] + rows)
  }

  /// A row per step and landmark: displacement from the face as captured and from the first step, with
  /// components to the left, up and forward of the head.
  public static func landmarks(_ result: ScenarioResult) -> String {
    let prepared = result.prepared
    var rows = [
      "step,landmark,left_mm,up_mm,forward_mm,displacement_mm,"
        + "from_first_left_mm,from_first_up_mm,from_first_forward_mm,from_first_mm"
    ]
    for step in result.steps {
      for (name, place) in prepared.landmarkPlaces.sorted(by: { $0.key < $1.key }) {
        let u = prepared.value(of: step.displacements, at: place)
        let d = u - prepared.value(of: result.steps[0].displacements, at: place)
        let values = [u.x, u.y, u.z, u.length, d.x, d.y, d.z, d.length]
        rows.append("\(step.id),\(name)," + values.map(millimetres).joined(separator: ","))
      }
    }
    return lines(rows)
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

  private static func lines(_ rows: [String]) -> String { rows.joined(separator: "\n") + "\n" }
}
