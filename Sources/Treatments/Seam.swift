import Anatomy
import Meshes
import Tensors

/// Where a layer is taken up on one side of a face, and by how much.
///
/// A strip of the half-width ρ lies in front of a line; m is the direction across the line in the plane of the skin, towards
/// the pull d, and σ the distance from the middle of the strip over ρ. Cut out, or folded in, and closed so that its edges meet
/// along d, it has the shape at rest of the map X ↦ X + d g(σ): Fg = 1 − c d⊗m with c = a/W (1 − σ⁴)² and W = 64/45 ρ, the integral of
/// the bump over the strip, so that ∫ c dX = a. A fold keeps its volume: what it loses along d it gains in thickness.
public struct Seam: Sendable {
  public let layer: TissueLayer
  public let side: Zone.Side
  /// Ends of the line on the skin as captured, in m.
  let start: Vector3
  let end: Vector3
  /// c in each triangle of the skin, its mean; zero beyond the strip.
  public let shortening: [Double]
  /// d and m as unit vectors of the face as captured.
  public let pull: Vector3
  public let across: Vector3
  let isFolded: Bool

  /// Of the line, in m.
  public var length: Double { (end - start).length }

  /// Of the half-width, in m: two cells at preview resolution.
  private static let leastHalfWidth = 12e-3
  /// a/W at most, so that the middle of the strip keeps a fifth of its length whatever the angle between d and m.
  private static let mostShortening = 0.8
  /// ∫ (1 − σ⁴)² dσ from −1 to 1.
  private static let bump = 64.0 / 45
  /// From the ends of the line to where nothing is taken up any more, in m: the cut tapers off, so that no corner of skin stands up.
  private static let taper = 12e-3
  /// Around the middle of the line, in m, over which the normal of its side is the mean.
  private static let neighbourhood = 20e-3

  /// Fg of a triangle with the normal n; the identity beyond the strip.
  func growth(ofTriangle t: Int, normal n: Vector3) -> Matrix3 {
    let c = shortening[t]
    guard c > 0 else { return .identity }
    func inPlane(_ v: Vector3) -> Vector3 { v - v.dot(n) * n }
    let (d, m) = (inPlane(pull).normalized, inPlane(across).normalized)
    let closed = Matrix3.identity - Matrix3(outer: d, m) * c
    guard isFolded else { return closed }
    return closed + Matrix3(outer: n, n) * (1 / closed.determinant - 1)
  }
}

extension Seam {
  /// The seam of a lift on one side.
  ///
  /// - Parameters:
  ///   - lift: what is taken up.
  ///   - side: of the face.
  ///   - tissue: of the face as captured.
  ///   - places: on its skin.
  init(_ lift: SoftTissueLift, on side: Zone.Side, of tissue: TissueMesh, _ places: SkinPlaces) {
    let suffix = side == .left ? "_l" : "_r"
    guard let a = places.points(of: .landmark(lift.from + suffix)).first,
      let b = places.points(of: .landmark(lift.to + suffix)).first
    else { preconditionFailure("a landmark that the atlas does not have") }
    let normal = Self.normal(at: 0.5 * (a + b), of: tissue)
    let along = (b - a - (b - a).dot(normal) * normal).normalized
    let pull = Self.pull(at: lift.angle, normal: normal, isLeft: side == .left)
    let across = normal.cross(along) * (normal.cross(along).dot(pull) < 0 ? -1 : 1)
    let span = (b - a).dot(along)
    let halfWidth = max(Self.leastHalfWidth, lift.advance / (Self.mostShortening * Self.bump))
    let most = lift.advance / (Self.bump * halfWidth)
    (layer, isFolded) = (lift.manoeuvre.layer, lift.manoeuvre.isFolded)
    (self.side, start, end) = (side, a, b)
    (self.pull, self.across) = (pull, across)
    let isOnThisSide = Self.areas(of: tissue).map { $0.normal.dot(normal) > 0 }
    let taken = places.means { point in
      let way = point - a
      let s = way.dot(across) / halfWidth + 1
      guard abs(s) < 1 else { return 0 }
      let (before, beyond) = (-way.dot(along), way.dot(along) - span)
      return most * (1 - s * s * s * s) * (1 - s * s * s * s)
        * Self.fade(max(before, beyond) / Self.taper)
    }
    shortening = zip(taken, isOnThisSide).map { $1 ? $0 : 0 }
  }

  /// From 1 at x ≤ 0 to 0 at x ≥ 1.
  private static func fade(_ x: Double) -> Double {
    let x = min(max(x, 0), 1)
    return 1 - x * x * (3 - 2 * x)
  }

  /// The mean normal of the skin about a point, weighted with area.
  private static func normal(at point: Vector3, of tissue: TissueMesh) -> Vector3 {
    areas(of: tissue).reduce(Vector3.zero) {
      ($1.middle - point).length < neighbourhood ? $0 + $1.normal : $0
    }.normalized
  }

  /// Middles of all triangles of the skin as captured, and outward normals as long as twice their area.
  private static func areas(of tissue: TissueMesh) -> [(middle: Vector3, normal: Vector3)] {
    let skin = tissue.sheet.corners
    return skin.triangles.map { corners in
      let p = (0..<3).map { skin.positions[Int(corners[$0])] }
      return ((p[0] + p[1] + p[2]) / 3, (p[1] - p[0]).cross(p[2] - p[0]))
    }
  }

  /// The direction in the plane of the skin that points back and up at an angle to the horizontal.
  private static func pull(at angle: Double, normal: Vector3, isLeft: Bool) -> Vector3 {
    let up = Vector3(0, 1, 0)
    let back = (isLeft ? up.cross(normal) : normal.cross(up)).normalized
    let upwards = (up - up.dot(normal) * normal).normalized
    return Double.cosine(angle) * back + Double.sine(angle) * upwards
  }
}
