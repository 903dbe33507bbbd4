import Scans
import Tensors

/// How a head is held against the axes of its file, where these can be presumed to stand upright.
///
/// A scan is the shape of a face under gravity. The simulation takes that off along −y of the head, as if
/// the head had been upright at capture: for a head that leaned by θ, the part sin θ of the weight
/// pulled another way. Files do not say where gravity was; but scanners mostly put one axis upright and
/// the face along another, and then the pose against them tells it.
public struct HeadPose: Sendable, Equatable {
  /// An axis of a file.
  public struct Axis: Sendable, Equatable {
    /// 0, 1, 2 for x, y, z.
    var number: Int
    var sign: Double

    var vector: Vector3 {
      var v = Vector3.zero
      v[number] = sign
      return v
    }

    /// As in `+y`.
    public var name: String { (sign > 0 ? "+" : "-") + ["x", "y", "z"][number] }
  }

  public var up: Axis
  public var forward: Axis
  /// Elevation of the gaze in rad; positive with the chin raised.
  public var pitch: Double
  /// Lean to a side in rad; positive to the subject's right.
  public var roll: Double
  /// Turn about the upright axis in rad; positive to the subject's left.
  public var yaw: Double

  /// Angle in rad between the upright axes of head and file.
  public var lean: Double

  public var isLeaning: Bool { lean > ScanThresholds.leaning }

  /// The pose is unknown when the head is turned farther than this, in rad, from every convention:
  /// of heads turned at random 4 % pass for upright.
  static let farthest = 25 * Double.pi / 180

  /// Up is +y (glTF, most scanners) or +z (drawing programs) with the face along any other axis, or −y
  /// with the face along −z (cameras).
  private static let conventions: [(up: Axis, forward: Axis)] = {
    var list: [(up: Axis, forward: Axis)] = []
    for up in [1, 2] {
      for forward in 0..<3 where forward != up {
        for sign in [1.0, -1] {
          list.append((Axis(number: up, sign: 1), Axis(number: forward, sign: sign)))
        }
      }
    }
    return list + [(Axis(number: 1, sign: -1), Axis(number: 2, sign: -1))]
  }()

  /// The pose by the convention that is nearest; nil when none is near.
  init?(_ frame: HeadFrame) {
    let fits = Self.conventions.map { convention -> (turn: Matrix3, angle: Double) in
      let (y, z) = (convention.up.vector, convention.forward.vector)
      let turn = Matrix3(columns: y.cross(z), y, z).transpose * frame.axes
      return (turn, .angle(sine: turn.sineOfAngle, cosine: (turn.trace - 1) / 2))
    }
    guard let best = fits.indices.min(by: { fits[$0].angle < fits[$1].angle }),
      fits[best].angle <= Self.farthest
    else { return nil }
    (up, forward) = Self.conventions[best]
    let turn = fits[best].turn
    let (left, upright, gaze) = (
      turn * Vector3(1, 0, 0), turn * Vector3(0, 1, 0), turn * Vector3(0, 0, 1)
    )
    pitch = Self.elevation(gaze)
    roll = Self.elevation(left)
    yaw = .pi / 2 - .angle(sine: gaze.z, cosine: gaze.x)
    lean = .angle(between: upright, Vector3(0, 1, 0))
  }

  private static func elevation(_ v: Vector3) -> Double {
    .pi / 2 - .angle(between: v, Vector3(0, 1, 0))
  }
}

extension Matrix3 {
  /// Of a rotation, |sin φ| from its antisymmetric part.
  fileprivate var sineOfAngle: Double {
    Vector3(zy - yz, xz - zx, yx - xy).length / 2
  }
}
