import Meshes
import Tensors

/// The outlines of the zones on the left half, as polygons over tilt and side angle.
struct ZoneOutlines {
  private let shape: AtlasShape
  private let polygons: [[SIMD2<Double>]]
  private let outlines: [AtlasParameters.ZoneOutline]

  /// Draws the outlines.
  ///
  /// - Parameters:
  ///   - outlines: in order of precedence.
  ///   - landmarks: of the left half, without `_l`; in m.
  ///   - shape: from whose centre everything is seen.
  /// - Throws: `AtlasError.unknownLandmark`.
  init(
    _ outlines: [AtlasParameters.ZoneOutline], landmarks: [String: Vector3], shape: AtlasShape
  ) throws(AtlasError) {
    self.shape = shape
    self.outlines = outlines
    var polygons: [[SIMD2<Double>]] = []
    for outline in outlines {
      var polygon: [SIMD2<Double>] = []
      for corner in outline.outline {
        guard let landmark = landmarks[corner.landmark] else {
          throw .unknownLandmark(name: corner.landmark, zone: outline.name)
        }
        let d = shape.direction(of: landmark + Vector3(millimetres: corner.offset))
        polygon.append(SIMD2(d.tilt, d.side))
      }
      polygons.append(polygon)
    }
    self.polygons = polygons
  }

  /// The zones of both halves: first those of the left half and the midline, then the right ones.
  var zones: [Zone] {
    outlines.map { Zone(region: $0.name, side: $0.paired ? .left : nil) }
      + outlines.filter(\.paired).map { Zone(region: $0.name, side: .right) }
  }

  /// The number in `zones` of the zone at a point of the left half: the first whose outline holds it,
  /// or the one whose outline is nearest.
  func zone(at point: Vector3) -> Int {
    let d = shape.direction(of: point)
    let p = SIMD2(d.tilt, d.side)
    if let number = polygons.firstIndex(where: { holds($0, p) }) { return number }
    let distances = polygons.map { distance(of: p, to: $0) }
    return distances.indices.min { distances[$0] < distances[$1] } ?? 0
  }

  /// The number of the same zone on the right half.
  func mirrored(_ zone: Int) -> Int {
    guard outlines[zone].paired else { return zone }
    return outlines.count + outlines[..<zone].filter(\.paired).count
  }

  /// Whether a ray from `p` crosses the outline an odd number of times.
  private func holds(_ polygon: [SIMD2<Double>], _ p: SIMD2<Double>) -> Bool {
    var inside = false
    var a = polygon[polygon.count - 1]
    for b in polygon {
      if (a.y > p.y) != (b.y > p.y), p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x) {
        inside.toggle()
      }
      a = b
    }
    return inside
  }

  private func distance(of p: SIMD2<Double>, to polygon: [SIMD2<Double>]) -> Double {
    var best = Double.infinity
    var a = polygon[polygon.count - 1]
    for b in polygon {
      let edge = b - a
      let t = min(max(((p - a) * edge).sum() / max((edge * edge).sum(), 1e-300), 0), 1)
      let gap = p - a - t * edge
      best = min(best, (gap * gap).sum())
      a = b
    }
    return best
  }
}
