import Tensors

/// A rigid instrument that is round about the z axis and comes from above: the end of a suction cup, a punch, a
/// ball.
///
/// Known by its signed distance g(x), positive outside. Its gradient is the unit normal n away from the
/// instrument, its second derivative is what the instrument curves.
public struct RigidObstacle: Sendable, Equatable {
  public enum Shape: Sendable, Equatable {
    /// A ball of this radius in m.
    case ball(radius: Double)
    /// What lies between two radii in m and above the lowest plane, its lower edges rounded with the radius
    /// `edge` in m; a full punch where there is no inner radius.
    case ring(inner: Double?, outer: Double, edge: Double)
  }

  public var shape: Shape
  /// z of the lowest point, in m.
  public var height: Double

  public init(_ shape: Shape, height: Double = 0) {
    if case .ring(let inner, let outer, let edge) = shape {
      precondition(edge >= 0 && outer - edge >= (inner.map { $0 + edge } ?? 0))
    }
    (self.shape, self.height) = (shape, height)
  }

  /// Distance in m, normal, and second derivative in 1/m at a point.
  ///
  /// With d(r, z) in the meridional plane: ∇g = d_r e_r + d_z e_z,
  /// ∇∇g = d_rr e_r⊗e_r + d_r/r e_θ⊗e_θ + d_rz (e_r⊗e_z + e_z⊗e_r) + d_zz e_z⊗e_z.
  ///
  /// - Parameter x: in m.
  /// - Returns: the distance, negative inside; the unit normal away from the instrument; ∇∇g.
  public func distance(at x: Vector3) -> (gap: Double, normal: Vector3, curvature: Matrix3) {
    let r = Vector3(x.x, x.y, 0).length
    let d = meridional(r: r, z: x.z - height)
    let radial = r > 0 ? Vector3(x.x / r, x.y / r, 0) : Vector3(1, 0, 0)
    let hoop = Vector3(-radial.y, radial.x, 0)
    let normal = radial * d.slope.x + Vector3(0, 0, d.slope.y)
    // The part of the meridional plane is κ t⊗t, t the tangent of the outline.
    let tangent = radial * -d.slope.y + Vector3(0, 0, d.slope.x)
    let around = r > 1e-12 ? d.slope.x / r : d.bend
    return (
      d.gap, normal,
      Matrix3(outer: tangent, tangent) * d.bend + Matrix3(outer: hoop, hoop) * around
    )
  }

  /// Distance, gradient (d_r, d_z) and curvature of the outline in the meridional plane, z from the lowest
  /// point.
  private func meridional(r: Double, z: Double) -> (
    gap: Double, slope: SIMD2<Double>, bend: Double
  ) {
    switch shape {
    case .ball(let radius): return Self.round(from: SIMD2(r, z - radius), radius: radius)
    case .ring(let inner, let outer, let edge):
      // The distance to the box that is left without its rounding, less the rounding.
      let outwards = r - (outer - edge)
      let inwards = inner.map { $0 + edge - r } ?? -.infinity
      let (side, below) = (max(outwards, inwards), edge - z)
      let sign = outwards >= inwards ? 1.0 : -1
      if side > 0 && below > 0 {
        return Self.round(from: SIMD2(sign * side, -below), radius: edge)
      }
      return side > below
        ? (side - edge, SIMD2(sign, 0), 0) : (below - edge, SIMD2(0, -1), 0)
    }
  }

  /// |v| − R with its derivatives.
  private static func round(from v: SIMD2<Double>, radius: Double) -> (
    gap: Double, slope: SIMD2<Double>, bend: Double
  ) {
    let length = (v * v).sum().squareRoot()
    guard length > 0 else { return (-radius, SIMD2(0, -1), 0) }
    return (length - radius, v / length, 1 / length)
  }
}
