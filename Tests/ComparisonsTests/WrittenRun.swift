import Anatomy
import Foundation

/// The folder of a run as Turgor writes it, as small as it may be; it goes when the test ends.
final class WrittenRun {
  let path: String

  /// Writes a run; skin has 10 kPa but for the left cheek, a row of `zones.csv` ends with its `bars`.
  init(
    title: String = "Test", steps: [String] = ["supine"], scan: Int? = 100,
    cheekModulus: Double = 10, schema: String = "turgor.manifest/1", zones: [String] = [],
    bars: [String] = []
  ) throws {
    path =
      FileManager.default.temporaryDirectory.appending(path: "turgor-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: path + "/surfaces", withIntermediateDirectories: true)
    let ids = steps.map {
      "{\"id\": \"\($0)\", \"action\": \"\($0)\", \"conditions\": \"\($0)\", \"posture\": \"\($0)\"}"
    }
    let others = Zone.regions.flatMap { region in
      region.isPaired ? ["\(region.name).left", "\(region.name).right"] : [region.name]
    }.filter { $0 != "cheek.left" }
    try write(
      """
      {"schema": "\(schema)", "turgor": "0.1.0", "title": "\(title)",
       \(scan.map { "\"scan\": {\"triangles\": \($0)}," } ?? "")
       "rest_shape": {"captured": "upright"}, "mesh": {"nodes": 7},
       "steps": [\(ids.joined(separator: ", "))], "subject_rules": [],
       "tissue": [
        {"layer": "skin", "zones": ["cheek.left"], "shear_modulus_kPa": \(cheekModulus),
         "thickness_mm": [1.5, 1.5]},
        {"layer": "skin", "zones": [\(others.map { "\"\($0)\"" }.joined(separator: ", "))],
         "shear_modulus_kPa": 10, "thickness_mm": [1, 2]}]}
      """, to: "manifest.json")
    try write(
      (["step,zone," + (Self.columns + bars).joined(separator: ",")] + zones)
        .joined(separator: "\n") + "\n", to: "zones.csv")
    try write(
      "step,measure,side,unit,captured,value,change\nsupine,brow-height,left,mm,7,\(cheekModulus),0\n",
      to: "measures.csv")
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  static let columns = [
    "displacement_mean_mm", "displacement_p95_mm", "displacement_max_mm", "normal_mean_mm",
    "tangential_mean_mm", "lift_mean_mm", "volume_change_mL", "along_gravity_mean_mm",
    "displacement_rms_mm", "skin_area_ratio", "skin_stretch_max", "area_cm2", "scan_sd_mm",
    "skin_tension_kPa",
  ]

  /// A row of `zones.csv`; what is not told is 0, areas are 10 cm².
  static func row(
    _ step: String, _ zone: String, mean: Double, normal: Double = 0, bars: [Double] = []
  ) -> String {
    var numbers = [Double](repeating: 0, count: columns.count)
    (numbers[0], numbers[3], numbers[11]) = (mean, normal, 10)
    return ([step, zone] + (numbers + bars).map { "\($0)" }).joined(separator: ",")
  }

  func write(_ text: String, to name: String) throws {
    try text.write(toFile: path + "/" + name, atomically: true, encoding: .utf8)
  }
}
