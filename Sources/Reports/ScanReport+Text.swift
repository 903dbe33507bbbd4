import Anatomy
import Foundation

extension ScanReport {
  /// The lines of the text: what it is, what was repaired, the face, its zones, the verdict.
  ///
  /// - Parameter showsAllZones: also those that are good.
  /// - Returns: lines without their ends.
  public func text(showsAllZones: Bool = false) -> [String] {
    var blocks = [[heading]]
    if !repairs.isEmpty { blocks.append(repairTable) }
    if zones != nil { blocks.append(faceLines) }
    if let zones { blocks.append(zoneTable(zones, showsAll: showsAllZones)) }
    return Array((blocks + [verdictLines]).joined(separator: [""]))
  }

  private var heading: String {
    "unit \(unit) · \(triangles) triangles · area \(area_cm2) cm² · mean edge \(mean_edge_mm) mm"
  }

  private var repairTable: [String] {
    let rows = repairs.map { repair in
      [
        "\(repair.count)", repair.kind.title, text(repair.size_mm, 1),
        repair.at_mm.map { $0.map { text($0, 1) }.joined(separator: ", ") } ?? "",
        repair.zone ?? (zones != nil && repair.at_mm != nil ? "outside the face" : ""),
        repair.note ?? "",
      ]
    }
    let head = ["count", "what", "size mm", "at x, y, z mm", "zone", ""]
    return TextTable(rows: [head] + rows, words: [1, 3, 4, 5]).lines
  }

  /// The findings on the face as a whole.
  private var faceLines: [String] {
    var lines: [String] = []
    if let registration {
      lines.append(
        "atlas     \(text(registration.median_mm, 3)) mm off the scan at half of its vertices,"
          + " \(text(registration.p95_mm, 2)) mm at 95 %")
    }
    if let asymmetry { lines.append("symmetry  " + text(asymmetry)) }
    if let mouth {
      lines.append("mouth     \(mouth.open_suspected ? "seems to be open" : "closed")")
    }
    if let expression {
      let suspected = expression.suspected
      lines.append(
        "face      "
          + (suspected.isEmpty
            ? "at rest" : "perhaps not at rest: " + suspected.joined(separator: ", ")))
    }
    if let pose { lines.append("head      " + text(pose)) }
    let weak = (landmarks ?? [:]).filter { $0.value.confidence < ScanThresholds.weakConfidence }
    if !weak.isEmpty {
      lines.append("unsure of " + weak.keys.sorted().joined(separator: ", "))
    }
    return lines
  }

  private func text(_ asymmetry: Asymmetry) -> String {
    guard let rms = asymmetry.rms_mm else { return "unknown: too little is seen on both sides" }
    let worst = asymmetry.regions_mm.max { ($0.value, $1.key) < ($1.value, $0.key) }
    let place = worst.map { ", most in the \($0.key) (\(text($0.value, 2)) mm)" } ?? ""
    let usual = text(asymmetry.usual_up_to_mm, 1)
    return "\(text(rms, 2)) mm between the sides\(place): "
      + (asymmetry.suspected ? "more than the usual \(usual) mm" : "usual (up to \(usual) mm)")
  }

  private func text(_ pose: Pose) -> String {
    guard let up = pose.up, let forward = pose.forward, let pitch = pose.pitch_deg,
      let roll = pose.roll_deg
    else { return "pose unknown: no axis of the file is near to upright" }
    let parts = [
      text(abs(pitch), 0) + "° " + (pitch < 0 ? "down" : "up"),
      text(abs(roll), 0) + "° to the " + (roll < 0 ? "left" : "right"),
    ]
    return "if \(up) is up and \(forward) forward, tilted \(parts.joined(separator: ", "))"
      + (pose.leaning_suspected ? ": gravity pulled another way than is assumed" : "")
  }

  private func zoneTable(_ zones: [ZoneRow], showsAll: Bool) -> [String] {
    let shown = zones.filter { showsAll || $0.verdict != .good }
    let rows = shown.map { zone in
      [
        zone.zone, text(100 * zone.coverage_fraction, 0), text(zone.mean_edge_mm, 1),
        text(zone.noise_mm, 3), text(zone.residual_p95_mm, 2), text(zone.sd_mm, 2),
        zone.verdict.rawValue,
      ]
    }
    let head = [
      "zone", "covered %", "edge mm", "noise mm", "95 % off mm", "sd mm", "verdict",
    ]
    let good = zones.count { $0.verdict == .good }
    let count =
      "\(good) of \(zones.count) zones are good" + (showsAll ? "" : "; --all-zones shows all")
    return (rows.isEmpty ? [] : TextTable(rows: [head] + rows, words: [0, 6]).lines) + [count]
  }

  private var verdictLines: [String] {
    var line = "verdict: \(verdict.rawValue)"
    if let reason {
      line += ": \(reason)"
    } else if verdict == .usable {
      line += ", with wider error bars"
    }
    return [line] + recapture.map { "recapture: \($0)" }
  }

  /// A number with so many digits after the point; a dash for none.
  private func text(_ value: Double?, _ digits: Int) -> String {
    value.map { String(format: "%.\(digits)f", $0) } ?? "–"
  }
}
