import Tensors

/// Where the relaxed skin tension lines of a face run, zone by zone, as surgical charts show them.
///
/// The rules know the left half; the right half is its mirror image. They are recalled from standard charts
/// and are an assumption: Borges, *Relaxed skin tension lines*, Facial Plast. Surg. (1973); Langer.
struct TensionLineRules {
  private let landmarks: [String: Vector3]

  init(landmarks: [String: Vector3]) { self.landmarks = landmarks }

  /// The line through a point of the skin as a tensor t⊗t, or a mixture where lines meet.
  ///
  /// - Parameters:
  ///   - point: on the atlas, in m.
  ///   - normal: the outward unit normal there.
  ///   - zone: name of its zone, such as `malar.left`.
  /// - Returns: a symmetric tensor of trace 1 in the tangent plane; zero where no line is known.
  func tensor(at point: Vector3, normal: Vector3, zone: String) -> Matrix3 {
    let mirror = Vector3(point.x < 0 ? -1 : 1, 1, 1)
    let lines = Half(point: mirror * point, normal: mirror * normal, landmarks: landmarks)
      .lines(zone: zone.split(separator: ".").first.map(String.init) ?? zone)
    return lines.reduce(Matrix3.zero) { sum, line in
      let t = mirror * line.direction
      let tangent = (t - t.dot(normal) * normal).normalized
      return sum + Matrix3(outer: tangent, tangent) * line.weight
    }
  }
}

/// The rules at one point of the left half of the face.
private struct Half {
  let point: Vector3
  let normal: Vector3
  let landmarks: [String: Vector3]

  typealias Line = (direction: Vector3, weight: Double)

  /// Charts give lids, tear trough and lips by their margin, the rest by angles or landmarks.
  func lines(zone: String) -> [Line] {
    switch zone {
    case "forehead": [one(angle: archSlope * (0.2 + 0.8 * nearnessToBrow))]
    case "brow": [one(angle: archSlope)]
    case "glabella": [one(angle: 52 * ramp(point.y, from: mark("nasion").y, over: 6e-3))]
    case "temple", "zygomatic-arch": crowsFeet
    case "upper-lid", "lower-lid", "tear-trough": [(alongLidMargin, 1)]
    case "malar": malar
    case "nasolabial-fold": [(fold, 1)]
    case "cheek", "jowl", "jawline", "mandibular-angle": lateralCheek
    case "perioral": [(fromMouth, 1)]
    case "marionette": [one(angle: -70)]
    case "chin": [(normal.cross(point - mark("pogonion")), 1)]
    case "nose", "submental", "neck": [one(angle: 0)]
    default: []
    }
  }

  private func mark(_ name: String) -> Vector3 { landmarks[name] ?? .zero }

  /// Horizontal in the tangent plane, away from the middle.
  private var lateral: Vector3 { Vector3(0, 1, 0).cross(normal).normalized }
  /// Upwards in the tangent plane.
  private var upward: Vector3 { normal.cross(lateral) }

  /// A line at an angle in degrees from the horizontal, counted upwards on the lateral side.
  private func one(angle: Double) -> Line {
    let a = angle * .pi / 180
    return (Double.cosine(a) * lateral + Double.sine(a) * upward, 1)
  }

  /// From 0 at `start` to 1 at `start + length`, held outside.
  private func ramp(_ x: Double, from start: Double, over length: Double) -> Double {
    min(max((x - start) / length, 0), 1)
  }

  /// The slope of the brow arch in degrees: rising to the superciliare, falling behind it.
  private var archSlope: Double {
    min(max((mark("superciliare_l").x - point.x) / 30e-3, -0.6), 0.25) * 45
  }

  private var nearnessToBrow: Double {
    let (brow, hair) = (mark("superciliare_l").y, mark("trichion").y)
    return 1 - ramp(point.y, from: brow, over: hair - brow)
  }

  /// Radiating from the outer corner of the eye, near vertical before the ear.
  private var crowsFeet: [Line] {
    let away = point - mark("exocanthion_l")
    let beforeEar = ramp(away.length, from: 25e-3, over: 30e-3)
    return [(away, 1 - beforeEar), (upward, beforeEar)]
  }

  /// The tangent of the ellipse around the opening of the eye.
  private var alongLidMargin: Vector3 {
    let (inner, outer) = (mark("endocanthion_l"), mark("exocanthion_l"))
    let along = (outer - inner).normalized
    let across = normal.cross(along)
    let offset = point - (inner + outer) / 2
    // The opening is about a third as high as it is wide.
    return (-9 * offset.dot(across)) * along + offset.dot(along) * across
  }

  /// From infra-medial to supero-lateral under the lid, parallel to the fold at the level of the ala.
  private var malar: [Line] {
    let rim = mark("orbitale_l").y
    let below = ramp(point.y, from: rim, over: mark("alar_curvature_l").y - rim)
    return [(one(angle: 35).direction, 1 - below), (fold, below)]
  }

  /// The nasolabial fold: from the crease of the ala to 10 mm beside the corner of the mouth.
  private var fold: Vector3 {
    mark("cheilion_l") + Vector3(10e-3, -10e-3, 0) - mark("alar_curvature_l")
  }

  /// Parallel to the fold in front, vertical before the ear.
  private var lateralCheek: [Line] {
    let (mouth, ear) = (mark("cheilion_l"), mark("tragion_l"))
    let way = ear - mouth
    let behind = ramp((point - mouth).dot(way) / way.dot(way), from: 0.25, over: 0.6)
    return [(fold, 1 - behind), (upward, behind)]
  }

  /// Away from the line between the lips.
  private var fromMouth: Vector3 {
    let corner = mark("cheilion_l")
    let along = min(max(point.x, 0), 0.8 * corner.x) / corner.x
    return point - (mark("stomion") + along * (corner - mark("stomion")))
  }
}
