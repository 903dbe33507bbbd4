import Meshes
import Tensors

/// Landmarks of the lids of open eyes, where a scan has no skin between them.
///
/// A scan of open eyes has openings, whose border is the inner edge of the lid margins; the landmarks lie
/// at their outer edge, one margin before it. Axes are those of the head.
struct LidLandmarks: Sendable {
  /// By name; in m, on the scan.
  private(set) var landmarks: [String: Vector3] = [:]

  /// Depth of a lid margin in m with the angle at its edge rounded: 2 mm in anatomy, up to 4.5 mm on
  /// scans that follow the skin inward.
  private static let margin = 4.5e-3
  /// How far the inner corner of the lids lies beyond the end of the opening, in m.
  private static let corner = 2.5e-3
  /// Lengths of the border of an opening in m that are believed.
  private static let lengths = 35e-3...130e-3
  /// How far the middle of an opening may lie from that of the eye of the placed atlas, in m.
  private static let reach = 18e-3

  /// Reads the openings of a scan.
  ///
  /// - Parameters:
  ///   - target: the scan, in m.
  ///   - pose: from the atlas, which stands in the frame of the head, to the scan.
  ///   - atlas: landmarks of the atlas, in m.
  init(in target: ScanTarget, pose: Similarity, atlas: [String: Vector3]) {
    let inverse = pose.inverse
    for border in target.topology.borders(of: target.scan).dropFirst() {
      let length = border.reduce(0) {
        $0 + (target.scan.positions[Int($1.y)] - target.scan.positions[Int($1.x)]).length
      }
      guard Self.lengths.contains(length) else { continue }
      let rim = border.map { inverse(target.scan.positions[Int($0.x)]) }
      let middle = rim.reduce(.zero, +) / Double(rim.count)
      for side in ["l", "r"] {
        guard let inner = atlas["endocanthion_\(side)"], let outer = atlas["exocanthion_\(side)"],
          (0.5 * (inner + outer) - middle).length < Self.reach
        else { continue }
        read(rim, side: side, sign: outer.x > 0 ? 1 : -1, target: target, pose: pose)
      }
    }
  }

  /// The four landmarks of one eye, from the rim of its opening in the frame of the atlas.
  private mutating func read(
    _ rim: [Vector3], side: String, sign: Double, target: ScanTarget, pose: Similarity
  ) {
    let lateral = rim.map { sign * $0.x }
    guard let low = lateral.min(), let high = lateral.max() else { return }
    let inner = rim.enumerated().filter { lateral[$0.offset] < low + 0.5e-3 }.map(\.element)
    let outer = rim.enumerated().filter { lateral[$0.offset] > high - 0.5e-3 }.map(\.element)
    let central = rim.enumerated().filter {
      abs(lateral[$0.offset] - 0.5 * (low + high)) < 0.2 * (high - low)
    }.map(\.element)
    for (name, ends, up) in [
      ("endocanthion", inner, 0.0), ("exocanthion", outer, 0), ("palpebrale_superius", central, 1),
      ("palpebrale_inferius", central, -1),
    ] {
      guard let end = up == 0 ? ends.mean : ends.max(by: { up * $0.y < up * $1.y }) else {
        continue
      }
      // The edge of a lid is the point farthest forward and towards the other lid.
      let inward = name == "endocanthion" ? -sign * Self.corner : 0
      var place = pose(end + Vector3(inward, 0, Self.margin))
      if up != 0 {
        let inverse = pose.inverse
        let direction = Vector3(0, -up, 1)
        let near = target.scan.positions.lazy.map { ($0, inverse($0) - end) }.filter {
          abs($0.1.x) < 1.5e-3 && $0.1.length < 1.4 * Self.margin
        }
        if let edge = near.max(by: { $0.1.dot(direction) < $1.1.dot(direction) }) { place = edge.0 }
      }
      landmarks["\(name)_\(side)"] = target.index.nearest(to: place)?.point ?? place
    }
  }
}

extension [Vector3] {
  /// nil for no points.
  fileprivate var mean: Vector3? { isEmpty ? nil : reduce(.zero, +) / Double(count) }
}

extension Similarity {
  /// x ↦ Rᵀ (x − t)/s.
  public var inverse: Similarity {
    let R = rotation.transpose
    return Similarity(scale: 1 / scale, rotation: R, translation: (-1 / scale) * (R * translation))
  }
}
