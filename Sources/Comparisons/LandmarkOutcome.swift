import Scans
import Tensors

/// Where a landmark went, against its prediction.
struct LandmarkOutcome: Sendable {
  var name: String
  /// From the predicted to the scanned place in m, to the left, up and forward of the head.
  var offset: Vector3
  /// The smaller one of both places, in [0, 1].
  var confidence: Double

  /// The landmarks that both faces have, by name.
  static func all(predicted face: PredictedFace, actual scan: AlignedScan) -> [Self] {
    let (before, after) = (face.judged.laid.landmarks, scan.judged.laid.landmarks)
    let toHead = face.judged.laid.frame.axes.transpose
    return before.keys.sorted().compactMap { name in
      guard let a = before[name], let b = after[name] else { return nil }
      return LandmarkOutcome(
        name: name, offset: toHead * (scan.motion(b.position) - a.position),
        confidence: min(a.confidence, b.confidence))
    }
  }
}
