import Tensors

/// The natural cubic spline through points, its parameter the length of the chords before.
///
/// Twice continuously differentiable, with no curvature at its ends.
///
/// Source: de Boor, *A Practical Guide to Splines*, revised ed. (2001), ch. IV.
struct NaturalSpline: Sendable {
  private let points: [Vector3]
  private let parameters: [Double]
  /// Second derivatives at the points.
  private let curvatures: [Vector3]

  /// Length of the parameter range, which begins at 0.
  var length: Double { parameters[parameters.count - 1] }

  /// - Parameter points: at least two, no two neighbours equal.
  init(through points: [Vector3]) {
    var s = [0.0]
    for (a, b) in zip(points, points.dropFirst()) { s.append(s[s.count - 1] + (b - a).length) }
    self.points = points
    parameters = s
    let n = points.count
    var diagonal = [Double](repeating: 1, count: n)
    var upper = [Double](repeating: 0, count: n)
    var right = [Vector3](repeating: .zero, count: n)
    for i in 1..<(n - 1) where n > 2 {
      let (h, k) = (s[i] - s[i - 1], s[i + 1] - s[i])
      let lower = h / (h + k)
      let slopeChange = ((points[i + 1] - points[i]) / k - (points[i] - points[i - 1]) / h)
      diagonal[i] = 2 - lower * upper[i - 1] / diagonal[i - 1]
      upper[i] = k / (h + k)
      right[i] = 6 / (h + k) * slopeChange - lower / diagonal[i - 1] * right[i - 1]
    }
    var m = [Vector3](repeating: .zero, count: n)
    for i in (1..<(n - 1)).reversed() where n > 2 {
      m[i] = (right[i] - upper[i] * m[i + 1]) / diagonal[i]
    }
    curvatures = m
  }

  /// The point at `parameter`, between 0 and `length`.
  func callAsFunction(_ parameter: Double) -> Vector3 {
    let s = min(max(parameter, 0), length)
    let i = (parameters.dropLast().firstIndex { $0 > s } ?? parameters.count - 1) - 1
    let h = parameters[i + 1] - parameters[i]
    let (a, b) = ((parameters[i + 1] - s) / h, (s - parameters[i]) / h)
    return a * points[i] + b * points[i + 1]
      + h * h / 6 * ((a * a * a - a) * curvatures[i] + (b * b * b - b) * curvatures[i + 1])
  }
}
