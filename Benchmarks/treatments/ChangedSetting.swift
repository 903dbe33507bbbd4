import Foundation
import Scenarios

/// A schedule with one figure that changes from run to run.
struct ChangedSetting {
  let name: String
  /// The members of the step `treat`, with `%` where the figure stands.
  let treat: String
  let figures: [String]

  func scenario(_ figure: String, resolution: String) throws -> Scenario {
    let treat = treat.replacingOccurrences(of: "%", with: figure)
    let text = """
      { "schema": "turgor.scenario/1", "title": "\(name)", "resolution": "\(resolution)",
        "subject": { "age_years": 58, "sex": "female", "bmi": 24 },
        "steps": [ { "id": "treated", "treat": { \(treat) } }, { "id": "day-90", "wait_days": 90 } ] }
      """
    return try Scenario(parsing: Array(text.utf8), file: name)
  }

  static let all = [
    ChangedSetting(
      name: "ultrasound",
      treat:
        #""device": "mfu-4MHz-4.5mm", "zones": ["cheek", "jowl", "submental"], "energy_J": %"#,
      figures: ["0.90", "0.95", "1.00", "1.05"]),
    ChangedSetting(
      name: "radiofrequency",
      treat: #""device": "rf-monopolar", "zones": ["cheek", "neck"], "energy_J": %"#,
      figures: ["120", "130", "140", "150"]),
    ChangedSetting(
      name: "filler",
      treat:
        #""filler": "ha-high-g-prime", "zone": "malar", "volume_mL": %, "plane": "supraperiosteal""#,
      figures: ["0.80", "0.90", "1.00", "1.10"]),
    ChangedSetting(
      name: "fat-removal",
      treat: #""fat_removal": "submental", "volume_mL": %, "plane": "subcutaneous""#,
      figures: ["3.0", "3.5", "4.0", "4.5"]),
    ChangedSetting(
      name: "thread",
      treat: #""thread": "pdo", "from": "temple", "to": "jowl", "tension_N": %, "barbed_mm": 60"#,
      figures: ["0.30", "0.35", "0.40", "0.45"]),
  ]
}
