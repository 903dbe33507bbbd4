import Anatomy
import Foundation
import Scans

/// What of a later scan looks captured otherwise than the prediction assumes: a suspicion, never a finding.
///
/// Expression and pose move the lower face as much as a treatment does: in 22 comparisons 16 small changes altered
/// malar or jowl volume ("Volumetric changes of the mid and lower face with animation…").
struct CaptureMismatch {
  /// The prediction and the scan.
  let predicted: ScanJudgement
  let actual: ScanJudgement

  /// A distance of landmarks that differs by less, in m, may be an error of finding them.
  ///
  /// A landmark found by shape may err by 2 mm; two of them in each of two faces, independently, by twice that.
  static let landmarkSlack = 4e-3
  /// Root mean square asymmetry that differs by less, in m, is usual: three deviations among adults.
  static let asymmetrySlack =
    ScanThresholds.suspiciousDeviations * ScanThresholds.asymmetry.deviation

  /// One line for each suspicion; empty where nothing speaks against the comparison.
  var warnings: [String] {
    var list: [String] = []
    if actual.mouth.isSuspicious { list.append("the mouth seems to be open in the scan") }
    list += actual.expression.suspicions.map {
      "the face seems not to be at rest in the scan: \($0)"
    }
    return list + landmarkWarnings + asymmetryWarnings + poseWarnings
  }

  private var landmarkWarnings: [String] {
    let (a, b) = (predicted.expression, actual.expression)
    return [
      compared(a.mouthWidth, b.mouthWidth, what: "the mouth", more: "wider", less: "narrower"),
      compared(
        a.cornerHeight, b.cornerHeight, what: "the corners of the mouth", more: "higher",
        less: "lower"),
      compared(a.browHeight, b.browHeight, what: "the brows", more: "higher", less: "lower"),
      compared(
        predicted.mouth.vermilionHeight, actual.mouth.vermilionHeight, what: "the lips together",
        more: "higher", less: "lower"),
    ].compactMap { $0 }
  }

  private func compared(
    _ before: Double?, _ after: Double?, what: String, more: String, less: String
  ) -> String? {
    guard let before, let after, abs(after - before) > Self.landmarkSlack else { return nil }
    let words = after > before ? more : less
    return
      "\(what): \((1e3 * abs(after - before)).text(1)) mm \(words) in the scan than predicted; "
      + "another expression?"
  }

  private var asymmetryWarnings: [String] {
    guard let before = predicted.symmetry.overall, let after = actual.symmetry.overall,
      abs(after - before) > Self.asymmetrySlack
    else { return [] }
    return [
      "the sides of the face differ by \((1e3 * after).text(2)) mm in the scan and by "
        + "\((1e3 * before).text(2)) mm as predicted; another expression?"
    ]
  }

  private var poseWarnings: [String] {
    guard let before = predicted.pose, let after = actual.pose else { return [] }
    let turns = [
      ("nods", after.pitch - before.pitch), ("leans to a side", after.roll - before.roll),
    ]
    return turns.filter { abs($0.1) > ScanThresholds.leaning }.map { word, angle in
      "the head \(word) \((abs(angle) * 180 / .pi).text(0))° otherwise than in the first scan, if the axes "
        + "of both files stand upright: gravity pulls another way, and the neck is bent"
    }
  }
}
