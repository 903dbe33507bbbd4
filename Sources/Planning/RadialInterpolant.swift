import SparseAlgebra

/// A smooth function through scattered points: s(x) = Σ λᵢ |x − xᵢ|³ + b₀ + b · x.
///
/// The weights satisfy Σ λᵢ = 0 and Σ λᵢ xᵢ = 0, which makes the system regular for points that span the space: of all functions
/// through the points this one bends least. Exact for linear functions.
///
/// - Source: Powell, The theory of radial basis function approximation in 1990; Gutmann, J. Global Optim. 19 (2001) 201.
struct RadialInterpolant {
  private let points: [[Double]]
  private let weights: [Double]
  private let linear: [Double]

  /// - Parameters:
  ///   - points: at least one more than there are dimensions, not all in a plane, none twice.
  ///   - values: one per point.
  init(points: [[Double]], values: [Double]) {
    self.points = points
    let (count, dimensions) = (points.count, points[0].count)
    let order = count + dimensions + 1
    var matrix = [[Double]](repeating: Array(repeating: 0, count: order), count: order)
    for i in 0..<count {
      for j in 0..<count { matrix[i][j] = Self.cube(points[i], points[j]) }
      for (k, x) in ([1] + points[i]).enumerated() {
        (matrix[i][count + k], matrix[count + k][i]) = (x, x)
      }
    }
    let solution = Self.solved(matrix, values + Array(repeating: 0, count: dimensions + 1))
    (weights, linear) = (Array(solution.prefix(count)), Array(solution.dropFirst(count)))
  }

  /// The value and its gradient.
  func sample(at x: [Double]) -> (value: Double, gradient: [Double]) {
    var value = linear[0]
    var gradient = Array(linear.dropFirst())
    for k in x.indices { value += linear[1 + k] * x[k] }
    for (point, weight) in zip(points, weights) {
      let distance = Self.distance(x, point)
      value += weight * distance * distance * distance
      for k in x.indices { gradient[k] += 3 * weight * distance * (x[k] - point[k]) }
    }
    return (value, gradient)
  }

  private static func distance(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }

  private static func cube(_ a: [Double], _ b: [Double]) -> Double {
    let r = distance(a, b)
    return r * r * r
  }

  /// Symmetric and indefinite, of some dozens of rows.
  private static func solved(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
    let system = SymmetricEigensystem(of: matrix.flatMap { $0 }, order: right.count)
    let largest = system.values.reduce(0) { max($0, abs($1)) }
    return zip(system.values, system.vectors).reduce(
      into: Array(repeating: 0.0, count: right.count)
    ) { solution, pair in
      // Points that say the same give an eigenvalue that is round-off.
      guard abs(pair.0) > 1e-14 * largest else { return }
      let part = zip(pair.1, right).reduce(0) { $0 + $1.0 * $1.1 } / pair.0
      for i in solution.indices { solution[i] += part * pair.1[i] }
    }
  }
}
