import Tensors

/// Steps of the method of Levenberg and Marquardt: (JᵀJ + λ diag JᵀJ) d = −Jᵀr.
///
/// J is kept as rows and never squared: rows of springs act on the three coordinates alike, the others on
/// the twelve points of a cell. Solved by conjugate gradients with the diagonal.
struct DampedLeastSquares {
  /// Points and weights of the springs, those of spring i from `ends[i − 1]` to `ends[i]`.
  private var springs: [(number: Int, weight: Double)] = []
  private var ends: [Int] = []
  /// Twelve points and derivatives for each other row; the numbers of fixed points are negative.
  private var points: [Int] = []
  private var derivatives: [Vector3] = []
  /// Jᵀr, and the diagonal of JᵀJ.
  private var gradient: [Vector3]
  private var diagonal: [Vector3]

  /// Sizes of a row, and of the residual at which conjugate gradients stop, relative in energy.
  private static let (width, tolerance, iterations) = (ColumnQuality.controls, 1e-4, 200)

  init(points: Int) {
    gradient = Array(repeating: .zero, count: points)
    diagonal = gradient
  }

  mutating func add(_ spring: [(number: Int, weight: Double)], residual: Vector3) {
    springs += spring
    ends.append(springs.count)
    for (n, w) in spring {
      gradient[n] += w * residual
      diagonal[n] += Vector3(repeating: w * w)
    }
  }

  /// Adds a row; `entry` gives the point and the derivative at each of its twelve places.
  mutating func add(_ residual: Double, entry: (Int) -> (Int, Vector3)) {
    for i in 0..<Self.width {
      let (n, derivative) = entry(i)
      points.append(n)
      derivatives.append(derivative)
      guard n >= 0 else { continue }
      gradient[n] += residual * derivative
      diagonal[n] += derivative * derivative
    }
  }

  /// - Parameter damping: λ.
  /// - Returns: d.
  func solution(damping: Double) -> [Vector3] {
    let inverse = diagonal.map { 1 / ((1 + damping) * $0) }
    var d = [Vector3](repeating: .zero, count: gradient.count)
    var r = gradient.map { -$0 }
    var p = zip(r, inverse).map { $0 * $1 }
    var rz = Self.dot(r, p)
    let end = Self.tolerance * rz
    for _ in 0..<Self.iterations where rz > end {
      let Ap = product(p, damping: damping)
      let alpha = rz / Self.dot(p, Ap)
      for i in d.indices {
        d[i] += alpha * p[i]
        r[i] -= alpha * Ap[i]
      }
      let z = zip(r, inverse).map { $0 * $1 }
      let next = Self.dot(r, z)
      for i in p.indices { p[i] = z[i] + next / rz * p[i] }
      rz = next
    }
    return d
  }

  /// (JᵀJ + λ diag JᵀJ) p.
  private func product(_ p: [Vector3], damping: Double) -> [Vector3] {
    var result = zip(p, diagonal).map { damping * $0 * $1 }
    p.withUnsafeBufferPointer { p in
      result.withUnsafeMutableBufferPointer { result in
        addSprings(p, to: result)
        addRows(p, to: result)
      }
    }
    return result
  }

  private func addSprings(
    _ p: UnsafeBufferPointer<Vector3>, to result: UnsafeMutableBufferPointer<Vector3>
  ) {
    springs.withUnsafeBufferPointer { springs in
      var first = 0
      for end in ends {
        var s = Vector3.zero
        for k in first..<end { s += springs[k].weight * p[springs[k].number] }
        for k in first..<end { result[springs[k].number] += springs[k].weight * s }
        first = end
      }
    }
  }

  private func addRows(
    _ p: UnsafeBufferPointer<Vector3>, to result: UnsafeMutableBufferPointer<Vector3>
  ) {
    points.withUnsafeBufferPointer { points in
      derivatives.withUnsafeBufferPointer { derivatives in
        for row in stride(from: 0, to: points.count, by: Self.width) {
          var sums = Vector3.zero
          for k in row..<row + Self.width where points[k] >= 0 {
            sums += derivatives[k] * p[points[k]]
          }
          let s = sums.x + sums.y + sums.z
          for k in row..<row + Self.width where points[k] >= 0 {
            result[points[k]] += s * derivatives[k]
          }
        }
      }
    }
  }

  private static func dot(_ u: [Vector3], _ v: [Vector3]) -> Double {
    var sum = 0.0
    for i in u.indices { sum += u[i].dot(v[i]) }
    return sum
  }
}
