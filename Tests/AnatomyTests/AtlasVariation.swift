import Anatomy
import Meshes
import Tensors

@testable import Scans

/// A face that is not the atlas: the atlas bent by smooth displacement fields of random size.
///
/// Ranges are those of adults: about two standard deviations of facial measures to either side, and
/// the sag of decades.
struct AtlasVariation {
  /// What is varied; amplitudes in m, scales relative.
  enum Kind: String, CaseIterable {
    case sag, folds, fullness, width, height, noseSize, noseLength, jawWidth, jawHeight, chin
    case asymmetry, neckTilt, headTilt
  }

  private var amounts: [Kind: Double] = [:]
  private var waves: [(direction: Vector3, phase: Double, shift: Vector3)] = []
  private let landmarks: [String: Vector3]

  /// Amplitudes of each kind, positive and negative: m, or relative, or radians.
  static let ranges: [Kind: ClosedRange<Double>] = [
    .sag: -1e-3...9e-3,
    .folds: -0.5e-3...2.5e-3,
    .fullness: -5e-3...6e-3,
    .width: -0.12...0.12,
    .height: -0.08...0.08,
    .noseSize: -0.2...0.25,
    .noseLength: -5e-3...6e-3,
    .jawWidth: -8e-3...8e-3,
    .jawHeight: -6e-3...6e-3,
    .chin: -6e-3...6e-3,
    .asymmetry: -4e-3...4e-3,
    .neckTilt: -0.3...0.3,
    .headTilt: -0.6...0.6,
  ]

  /// Variation number `seed`: each kind with an amplitude drawn evenly from its range.
  init(seed: UInt64, landmarks: [String: Vector3], kinds: [Kind] = Kind.allCases) {
    self.landmarks = landmarks
    var random = SplitMix(seed: seed)
    for kind in Kind.allCases {
      // Numbers are drawn for all kinds, so that one alone is the same as among others.
      let part = random.unit()
      guard let range = Self.ranges[kind], kinds.contains(kind) else { continue }
      amounts[kind] = range.lowerBound + part * (range.upperBound - range.lowerBound)
    }
    waves = (0..<3).map { _ in
      let direction = random.vector().normalized
      return (direction, 2 * .pi * random.unit(), random.vector())
    }
  }

  /// The atlas' skin in the shape of this face.
  func bent(_ surface: TriangleSurface) -> TriangleSurface {
    var result = surface
    let normals = surface.vertexNormals()
    result.positions = zip(surface.positions, normals).map { moved($0, normal: $1) }
    return result
  }

  private func amount(_ kind: Kind) -> Double { amounts[kind] ?? 0 }

  private func landmark(_ name: String) -> Vector3 {
    guard let place = landmarks[name] else { preconditionFailure("the atlas has no \(name)") }
    return place
  }

  /// 1 at a landmark, exp(−½) at one standard deviation in m.
  private func near(_ name: String, _ p: Vector3, width: Double) -> Double {
    let away = p - landmark(name)
    return .exponential(-away.dot(away) / (2 * width * width))
  }

  private func nearPair(_ name: String, _ p: Vector3, width: Double) -> Double {
    near(name + "_l", p, width: width) + near(name + "_r", p, width: width)
  }

  private func moved(_ p: Vector3, normal n: Vector3) -> Vector3 {
    let side = p.x / (abs(p.x) + 8e-3)
    var u = Vector3.zero
    // Cheek and jowl sink, a little forward; temples hollow.
    let jowl = (landmark("gonion_l") + landmark("cheilion_l")) / 2
    let cheek = Vector3(abs(p.x) - jowl.x, p.y - jowl.y, p.z - jowl.z)
    let sag = amount(.sag) * .exponential(-cheek.dot(cheek) / (2 * 22e-3 * 22e-3))
    u += sag * Vector3(0.15 * side, -1, 0.25)
    u -= 0.3 * amount(.sag) * nearPair("frontotemporale", p, width: 16e-3) * n
    // The nasolabial fold: a groove from the wing of the nose to below the corner of the mouth.
    let (start, end) = (landmark("alar_curvature_l"), landmark("cheilion_l"))
    let from = Vector3(abs(p.x), p.y, p.z)
    let run = end + Vector3(6e-3, -4e-3, 0) - start
    let t = min(max((from - start).dot(run) / run.dot(run), 0), 1)
    let off = from - start - t * run
    u -= amount(.folds) * .exponential(-off.dot(off) / (2 * 4e-3 * 4e-3)) * n
    u +=
      amount(.fullness) * nearPair("cheilion", p + Vector3(-14e-3 * side, 0, 8e-3), width: 20e-3)
      * n
    u += Vector3(amount(.width) * p.x, amount(.height) * p.y, 0.3 * amount(.width) * p.z)
    // The nose about its root, broader, higher and longer.
    let root = (landmark("subnasale") + landmark("sellion")) / 2
    let nose = near("pronasale", p, width: 14e-3)
    u += amount(.noseSize) * nose * Vector3(p.x, p.y - root.y, p.z - root.z)
    u += amount(.noseLength) * near("pronasale", p, width: 12e-3) * Vector3(0, -0.6, 0.8)
    u += amount(.jawWidth) * nearPair("gonion", p, width: 25e-3) * Vector3(side, 0, 0)
    u += amount(.jawHeight) * near("pogonion", p, width: 28e-3) * Vector3(0, -1, 0)
    u += amount(.chin) * near("pogonion", p, width: 20e-3) * Vector3(0, 0, 1)
    // Waves of 120 mm: neither half is the image of the other.
    for wave in waves {
      let angle = 2 * .pi * p.dot(wave.direction) / 0.12 + wave.phase
      u += 0.3 * amount(.asymmetry) * .sine(angle) * wave.shift
    }
    var q = p + u
    // The neck bends about an axis through the angles of the jaw, more the lower.
    let pivot = landmark("gonion_l")
    let below = min(max((-50e-3 - p.y) / 60e-3, 0), 1)
    let behind = min(max((55e-3 - p.z) / 40e-3, 0), 1)
    q = turned(q, about: pivot, by: amount(.neckTilt) * below * below * behind)
    return turned(q, about: .zero, by: amount(.headTilt))
  }

  /// Turned about the x axis through `pivot`.
  private func turned(_ p: Vector3, about pivot: Vector3, by angle: Double) -> Vector3 {
    let (c, s) = (Double.cosine(angle), Double.sine(angle))
    let d = p - pivot
    return Vector3(p.x, pivot.y + c * d.y - s * d.z, pivot.z + s * d.y + c * d.z)
  }
}

/// Sebastiano Vigna's SplitMix64.
private struct SplitMix: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// In [0, 1).
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
  /// Each component in [−1, 1).
  mutating func vector() -> Vector3 {
    Vector3(2 * unit() - 1, 2 * unit() - 1, 2 * unit() - 1)
  }
}
