import Tensors
import Treatments

/// A way of the tissue, all of it told by displacements of the nodes from the face as captured, in m.
public struct SkinMotion: Sendable {
  /// Where the way begins; nil for the face as captured.
  public var start: [Vector3]?
  /// Where it ends.
  public var end: [Vector3]
  /// The shape without load, which stress is counted from.
  public var rest: [Vector3]
  /// Factors on the moduli of the skin as captured at both ends, one per zone in the atlas' order; nil where they
  /// have not changed.
  public var stiffness: (start: [Double]?, end: [Double]?)
  /// What else has become of the skin at both ends; nil where nothing has.
  public var skin: (start: ChangedLayer?, end: ChangedLayer?)

  public init(
    from start: [Vector3]? = nil, to end: [Vector3], rest: [Vector3],
    stiffness: (start: [Double]?, end: [Double]?) = (nil, nil),
    skin: (start: ChangedLayer?, end: ChangedLayer?) = (nil, nil)
  ) {
    self.skin = skin
    (self.start, self.end, self.rest, self.stiffness) = (start, end, rest, stiffness)
  }

  /// The displacement of every node on the way, in m.
  public var displacements: [Vector3] {
    guard let start else { return end }
    return zip(end, start).map { $0 - $1 }
  }
}
