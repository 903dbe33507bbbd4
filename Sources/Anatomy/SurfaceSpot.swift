import Tensors

/// A line on the left half of the skin of the atlas, or a spot, and how far what lies on it reaches: exp(−d²/r²).
public struct SurfaceSpot: Sendable, Equatable {
  /// In m; a single point for a spot.
  public var points: [Vector3]
  /// r in m.
  public var radius: Double

  public init(points: [Vector3], radius: Double) { (self.points, self.radius) = (points, radius) }

  /// From 0 to 1, at a point of the undeformed atlas in m, on either half.
  public func weight(under point: Vector3) -> Double {
    let d = distance(to: Vector3(abs(point.x), point.y, point.z)) / radius
    return Double.exponential(-d * d)
  }

  private func distance(to p: Vector3) -> Double {
    guard points.count > 1 else { return points.first.map { (p - $0).length } ?? .infinity }
    return zip(points, points.dropFirst()).map { a, b -> Double in
      let way = b - a
      let along = min(max((p - a).dot(way) / way.dot(way), 0), 1)
      return (p - (a + along * way)).length
    }.min() ?? .infinity
  }
}
