/// A number as a function of time, given by points.
///
/// Times ascend; between them the value is interpolated, outside them it is extended.
public struct LoadCurve: Sendable, Equatable {
  public enum Interpolation: String, Sendable, CaseIterable {
    case linear = "LINEAR"
    /// The value of the point at the end of the interval.
    case step = "STEP"
    /// A straight line between two points; among more, the mean of the parabolas through neighbours.
    case smooth = "SMOOTH"
  }
  public enum Extension: String, Sendable, CaseIterable {
    case constant = "CONSTANT"
    case extrapolate = "EXTRAPOLATE"
    case `repeat` = "REPEAT"
    case repeatOffset = "REPEAT OFFSET"
  }

  public private(set) var points: [SIMD2<Double>]
  public var interpolation: Interpolation
  public var extending: Extension

  /// A curve through points; nil where there are none, or where times do not ascend or are not finite.
  public init?(
    points: [SIMD2<Double>], interpolation: Interpolation = .linear,
    extending: Extension = .constant
  ) {
    guard !points.isEmpty, points.allSatisfy({ $0.x.isFinite && $0.y.isFinite }),
      zip(points, points.dropFirst()).allSatisfy({ $0.x < $1.x })
    else { return nil }
    (self.points, self.interpolation, self.extending) = (points, interpolation, extending)
  }

  /// The value at a time.
  public func value(at time: Double) -> Double {
    let (first, last) = (points[0], points[points.count - 1])
    guard points.count > 1 else { return first.y }
    if (first.x...last.x).contains(time) { return inside(time) }
    switch extending {
    case .constant: return time < first.x ? first.y : last.y
    case .extrapolate:
      let (a, b) =
        time < first.x ? (first, points[1]) : (points[points.count - 2], last)
      return a.y + (time - a.x) * (b.y - a.y) / (b.x - a.x)
    case .repeat, .repeatOffset:
      let period = last.x - first.x
      let turns = ((time - first.x) / period).rounded(.down)
      let offset = extending == .repeatOffset ? turns * (last.y - first.y) : 0
      return offset + inside(min(max(time - turns * period, first.x), last.x))
    }
  }

  private func inside(_ time: Double) -> Double {
    let end = points.dropFirst().firstIndex { time <= $0.x } ?? points.count - 1
    let (a, b) = (points[end - 1], points[end])
    let linear = a.y + (time - a.x) * (b.y - a.y) / (b.x - a.x)
    switch interpolation {
    case .linear: return linear
    case .step: return time == a.x ? a.y : b.y
    case .smooth:
      if points.count == 2 { return linear }
      let left = end > 1 ? parabola(through: end - 2, time) : nil
      let right = end + 1 < points.count ? parabola(through: end - 1, time) : nil
      switch (left, right) {
      case (let l?, let r?):
        // Each in proportion to how near its middle point is, so that the slope is continuous.
        let share = (time - a.x) / (b.x - a.x)
        return l * (1 - share) + r * share
      case (let one?, nil), (nil, let one?): return one
      case (nil, nil): return linear
      }
    }
  }

  /// Lagrange's parabola through three points from an index on.
  private func parabola(through i: Int, _ t: Double) -> Double {
    let (p, q, r) = (points[i], points[i + 1], points[i + 2])
    let first = p.y * (t - q.x) * (t - r.x) / ((p.x - q.x) * (p.x - r.x))
    let second = q.y * (t - p.x) * (t - r.x) / ((q.x - p.x) * (q.x - r.x))
    return first + second + r.y * (t - p.x) * (t - q.x) / ((r.x - p.x) * (r.x - q.x))
  }
}

/// A constant, or a constant times a load curve.
public struct TimeValue: Sendable, Equatable {
  public var factor: Double
  public var curve: LoadCurve?

  public init(_ factor: Double, curve: LoadCurve? = nil) {
    (self.factor, self.curve) = (factor, curve)
  }

  public func value(at time: Double) -> Double { factor * (curve?.value(at: time) ?? 1) }
}
