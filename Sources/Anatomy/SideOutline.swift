import Tensors

/// An area of the face as it is seen from the side, the same on both halves.
public struct SideOutline: Sendable, Equatable {
  /// (z, y) of the corners on the undeformed atlas, in m: forward and up.
  public var corners: [SIMD2<Double>]

  public init(corners: [SIMD2<Double>]) { self.corners = corners }

  /// Whether a ray from the point towards +z crosses the outline an odd number of times.
  ///
  /// - Parameter point: on the undeformed atlas, in m.
  /// - Returns: true inside; a point on the outline may count either way.
  public func holds(_ point: Vector3) -> Bool {
    var inside = false
    guard var a = corners.last else { return false }
    for b in corners {
      if (a.y > point.y) != (b.y > point.y) {
        let crossing = a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x)
        if point.z < crossing { inside.toggle() }
      }
      a = b
    }
    return inside
  }
}
