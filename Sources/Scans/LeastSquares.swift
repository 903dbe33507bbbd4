/// A small dense least-squares problem, built row by row: minimize Σ w (a·x − b)² over x.
struct LeastSquares: Sendable {
  let order: Int
  /// Lower triangle of Σ w a ⊗ a, row after row.
  private var matrix: [Double]
  private var right: [Double]

  init(order: Int) {
    self.order = order
    matrix = [Double](repeating: 0, count: order * order)
    right = [Double](repeating: 0, count: order)
  }

  /// Adds w (a·x − b)².
  mutating func add(_ a: [Double], equals b: Double, weight w: Double) {
    for i in 0..<order where a[i] != 0 {
      right[i] += w * a[i] * b
      for j in 0...i { matrix[i * order + j] += w * a[i] * a[j] }
    }
  }

  /// Adds w (xᵢ − b)².
  mutating func add(unknown i: Int, equals b: Double, weight w: Double) {
    matrix[i * order + i] += w
    right[i] += w * b
  }

  /// The minimizer, by Cholesky's factorization; nil if it is not unique.
  func solution() -> [Double]? {
    var (L, x) = (matrix, right)
    for j in 0..<order {
      for k in 0..<j { L[j * order + j] -= L[j * order + k] * L[j * order + k] }
      guard L[j * order + j] > 1e-14 * matrix[j * order + j] else { return nil }
      L[j * order + j].formSquareRoot()
      for i in (j + 1)..<max(order, j + 1) {
        for k in 0..<j { L[i * order + j] -= L[i * order + k] * L[j * order + k] }
        L[i * order + j] /= L[j * order + j]
      }
    }
    for i in 0..<order {
      for k in 0..<i { x[i] -= L[i * order + k] * x[k] }
      x[i] /= L[i * order + i]
    }
    for i in (0..<order).reversed() {
      for k in (i + 1)..<max(order, i + 1) { x[i] -= L[k * order + i] * x[k] }
      x[i] /= L[i * order + i]
    }
    return x
  }
}
