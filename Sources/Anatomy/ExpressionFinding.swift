import Scans
import Tensors

/// What of a face looks as if its muscles were at work; a suspicion, never a diagnosis.
///
/// The simulation takes muscles as passive. All lengths are divided by the size of the face relative to
/// the atlas, heights are along the upright axis of the head; nil without the landmarks. People
/// differ: a wide mouth, high brows or a palsy look the same.
public struct ExpressionFinding: Sendable, Equatable {
  /// Mean height of the corners of the mouth over its middle, in m.
  public var cornerHeight: Double?
  /// Distance of the corners of the mouth, in m.
  public var mouthWidth: Double?
  /// Mean height of the brows over the outer corners of the eyes, in m.
  public var browHeight: Double?

  /// - Parameters:
  ///   - landmarks: in m, in the frame of the scan.
  ///   - frame: of the head.
  ///   - size: of the face relative to the atlas.
  init(landmarks: [String: Vector3], frame: HeadFrame, size: Double) {
    let head = landmarks.mapValues { frame.head($0) / size }
    func pair(_ name: String) -> (left: Vector3, right: Vector3)? {
      guard let left = head["\(name)_l"], let right = head["\(name)_r"] else { return nil }
      return (left, right)
    }
    if let corners = pair("cheilion") {
      mouthWidth = (corners.left - corners.right).length
      cornerHeight = head["stomion"].map { (corners.left.y + corners.right.y) / 2 - $0.y }
    }
    if let brows = pair("superciliare"), let eyes = pair("exocanthion") {
      browHeight = (brows.left.y + brows.right.y - eyes.left.y - eyes.right.y) / 2
    }
  }

  /// What is suspected, in words.
  public var suspicions: [String] {
    var list: [String] = []
    func check(
      _ value: Double?, _ norm: ScanThresholds.Norm, low: String? = nil, high: String
    ) {
      guard let value else { return }
      if value > norm.usual.upperBound { list.append(high) }
      if let low, value < norm.usual.lowerBound { list.append(low) }
    }
    check(
      cornerHeight, ScanThresholds.cornerHeight, low: "corners of the mouth drawn down",
      high: "corners of the mouth raised")
    check(
      mouthWidth, ScanThresholds.mouthWidth, low: "lips pursed", high: "mouth drawn wide")
    check(
      browHeight, ScanThresholds.browHeight, low: "brows drawn down", high: "brows raised")
    return list
  }
}
