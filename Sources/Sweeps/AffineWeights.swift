/// Weights with which values at some points give the value at another, exactly where they are linear: Σ wᵢ = 1 and Σ wᵢ xᵢ = x.
///
/// Of all such weights those with the least Σ (wᵢ dᵢ)², dᵢ the distance of a point, so that near points count most. Where the points do not
/// span the space the second condition is met as nearly as they can.
struct AffineWeights {
  /// In the order of the points.
  let values: [Double]

  /// Σ |wᵢ| beyond which the points lie so that small differences between them would be stretched far.
  private static let mostStretch = 3.0
  /// Relative to the largest entry: directions in which the points differ by less are not seen.
  private static let ridge = 1e-9

  /// Nil where the weights would stretch too far.
  ///
  /// - Parameters:
  ///   - points: coordinates of each, spread by about 1.
  ///   - target: the point whose value is wanted.
  init?(_ points: [[Double]], to target: [Double]) {
    let rows = target.count + 1
    // w = D⁻² Aᵀ (A D⁻² Aᵀ)⁻¹ b, with a row of ones in A for the sum.
    let columns = points.map { [1] + zip($0, target).map { $0 - $1 } }
    let flexibilities = columns.map { column in
      1 / (1e-6 + column.dropFirst().reduce(0) { $0 + $1 * $1 })
    }
    var matrix = [[Double]](repeating: Array(repeating: 0, count: rows), count: rows)
    for (column, flexibility) in zip(columns, flexibilities) {
      for i in 0..<rows {
        for j in 0..<rows { matrix[i][j] += column[i] * flexibility * column[j] }
      }
    }
    let largest = matrix.indices.reduce(0) { max($0, matrix[$1][$1]) }
    for i in matrix.indices { matrix[i][i] += Self.ridge * largest }
    let right = [1] + Array(repeating: 0.0, count: rows - 1)
    guard let multipliers = Self.solution(of: matrix, right) else { return nil }
    let raw = zip(columns, flexibilities).map { column, flexibility in
      flexibility * zip(column, multipliers).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let sum = raw.reduce(0, +)
    guard abs(sum) > 0.5 else { return nil }
    values = raw.map { $0 / sum }
    guard values.reduce(0, { $0 + abs($1) }) <= Self.mostStretch else { return nil }
  }

  /// By Cholesky's method; nil where the matrix is not positive definite.
  private static func solution(of matrix: [[Double]], _ right: [Double]) -> [Double]? {
    let n = right.count
    var (l, x) = (matrix, right)
    for j in 0..<n {
      for k in 0..<j { for i in j..<n { l[i][j] -= l[i][k] * l[j][k] } }
      guard l[j][j] > 0 else { return nil }
      let pivot = l[j][j].squareRoot()
      for i in j..<n { l[i][j] /= pivot }
    }
    for i in 0..<n {
      for k in 0..<i { x[i] -= l[i][k] * x[k] }
      x[i] /= l[i][i]
    }
    for i in stride(from: n - 1, through: 0, by: -1) {
      for k in i + 1..<max(n, i + 1) { x[i] -= l[k][i] * x[k] }
      x[i] /= l[i][i]
    }
    return x
  }
}
