import COpenBLAS

/// The nearest positive semidefinite matrix in the Frobenius norm: negative eigenvalues become `floor`.
///
/// - Parameters:
///   - a: a full symmetric n × n matrix; replaced by the projection.
///   - n: its order.
///   - floor: the smallest eigenvalue that is left, ≥ 0.
public func projectToPositiveDefinite(_ a: inout [Double], order n: Int, floor: Double) {
  precondition(a.count == n * n)
  for (value, vector) in eigenpairs(of: a, order: n, upTo: floor) {
    for i in 0..<n {
      let part = (floor - value) * vector[i]
      for j in 0..<n { a[i * n + j] += part * vector[j] }
    }
  }
}

/// The eigenvalues of a full symmetric matrix that are at most `most`, with unit eigenvectors.
///
/// Few are negative in a tangent: finding these alone costs a fraction of all.
private func eigenpairs(of a: [Double], order n: Int, upTo most: Double)
  -> [(value: Double, vector: [Double])]
{
  // No eigenvalue is larger than the largest sum of a row.
  let bound = (0..<n).reduce(0) { largest, i in
    max(largest, (0..<n).reduce(0) { $0 + abs(a[i * n + $1]) })
  }
  guard bound > 0 else { return [] }
  var (matrix, values) = (a, [Double](repeating: 0, count: n))
  var vectors = [Double](repeating: 0, count: n * n)
  var (support, integers) = (
    [Int32](repeating: 0, count: 2 * n), [Int32](repeating: 0, count: 10 * n)
  )
  var work = [Double](repeating: 0, count: 40 * n)
  var (size, length, integerLength) = (Int32(n), Int32(40 * n), Int32(10 * n))
  var (low, high, first, last, tolerance) = (-2 * bound, most, Int32(0), Int32(0), 0.0)
  var (found, info) = (Int32(0), Int32(0))
  dsyevr_(
    "V", "V", "U", &size, &matrix, &size, &low, &high, &first, &last, &tolerance, &found, &values,
    &vectors, &size, &support, &work, &length, &integers, &integerLength, &info)
  precondition(info == 0, "dsyevr failed with \(info)")
  return (0..<Int(found)).map { (values[$0], Array(vectors[$0 * n..<($0 + 1) * n])) }
}

/// Whether a full symmetric matrix has a Cholesky factor.
public func isPositiveDefinite(_ a: [Double], order n: Int) -> Bool {
  var l = a
  for j in 0..<n {
    for k in 0..<j {
      let factor = l[j * n + k]
      for i in j..<n { l[i * n + j] -= factor * l[i * n + k] }
    }
    guard l[j * n + j] > 0 else { return false }
    let pivot = l[j * n + j].squareRoot()
    for i in j..<n { l[i * n + j] /= pivot }
  }
  return true
}
