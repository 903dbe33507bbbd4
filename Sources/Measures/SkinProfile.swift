import Tensors

/// A curve across the skin: how far along a direction, and how far out.
public struct SkinProfile: Sendable, Equatable {
  /// (along, outwards) in m.
  public private(set) var points: [SIMD2<Double>]

  public init(points: [SIMD2<Double>]) { self.points = points }

  /// The stretch of a curve around the point nearest to `anchor`, as long as it stays within a range; nil where no
  /// curve comes within it.
  ///
  /// - Parameters:
  ///   - curves: of a cut, in m.
  ///   - anchor: picks the curve and the stretch of it.
  ///   - origin: where along and outwards are zero.
  ///   - along: unit vector.
  ///   - outward: unit vector.
  ///   - range: of the first coordinate, in m; the curve is cut off exactly at its ends.
  init?(
    _ curves: [[Vector3]], near anchor: Vector3, origin: Vector3, along: Vector3, outward: Vector3,
    within range: ClosedRange<Double>
  ) {
    func distance(_ curve: [Vector3]) -> Double {
      curve.map { ($0 - anchor).length }.min() ?? .infinity
    }
    guard let curve = curves.min(by: { distance($0) < distance($1) }),
      let start = curve.indices.min(by: {
        (curve[$0] - anchor).length < (curve[$1] - anchor).length
      })
    else { return nil }
    let flat = curve.map { SIMD2(($0 - origin).dot(along), ($0 - origin).dot(outward)) }
    guard range.contains(flat[start].x) else { return nil }
    let back = Self.run(flat[...start].reversed(), within: range)
    points = back.reversed() + Self.run(Array(flat[start...]), within: range).dropFirst()
  }

  /// The first points of a curve that starts within a range, up to where it leaves it.
  private static func run(_ curve: [SIMD2<Double>], within range: ClosedRange<Double>)
    -> [SIMD2<Double>]
  {
    var run: [SIMD2<Double>] = []
    for point in curve {
      guard !range.contains(point.x), let last = run.last else {
        run.append(point)
        continue
      }
      let border = point.x < range.lowerBound ? range.lowerBound : range.upperBound
      run.append(last + (border - last.x) / (point.x - last.x) * (point - last))
      return run
    }
    return run
  }

  /// How deep the curve dips below a line that touches it on both sides, in m.
  ///
  /// max over the curve of its distance to the upper convex hull, across the side of the hull it lies under; 0
  /// for a curve that is convex.
  ///
  /// - Source: the hull by A. M. Andrew, Inf. Process. Lett. 9 (1979) 216.
  var deepestHollow: Double {
    let sorted = points.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    var hull: [SIMD2<Double>] = []
    for point in sorted {
      while hull.count > 1, Self.turn(hull[hull.count - 2], hull[hull.count - 1], point) >= 0 {
        hull.removeLast()
      }
      hull.append(point)
    }
    var (deepest, side) = (0.0, 0)
    for point in sorted where hull.count > 1 {
      while side < hull.count - 2, point.x > hull[side + 1].x { side += 1 }
      let chord = hull[side + 1] - hull[side]
      let length = (chord * chord).sum().squareRoot()
      guard length > 0 else { continue }
      deepest = max(deepest, -Self.turn(hull[side], hull[side + 1], point) / length)
    }
    return deepest
  }

  /// Twice the signed area of a triangle; positive where it turns left.
  private static func turn(_ a: SIMD2<Double>, _ b: SIMD2<Double>, _ c: SIMD2<Double>) -> Double {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
  }

  /// ∫ outwards d(along), the area between the curve and the line `outwards = 0`, in m².
  var area: Double {
    let area = zip(points, points.dropFirst())
      .reduce(0) { $0 + ($1.0.y + $1.1.y) / 2 * ($1.1.x - $1.0.x) }
    // A curve that runs backwards has the same area.
    return (points.last?.x ?? 0) < (points.first?.x ?? 0) ? -area : area
  }
}
