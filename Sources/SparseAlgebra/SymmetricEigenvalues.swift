import COpenBLAS

/// The nearest positive semidefinite matrix in the Frobenius norm: negative eigenvalues become `floor`.
///
/// - Parameters:
///   - a: a full symmetric n × n matrix; replaced by the projection.
///   - n: its order.
///   - floor: the smallest eigenvalue that is left, ≥ 0.
public func projectToPositiveDefinite(_ a: inout [Double], order n: Int, floor: Double) {
  precondition(a.count == n * n)
  var vectors = a
  var values = [Double](repeating: 0, count: n)
  var work = [Double](repeating: 0, count: 34 * n)
  var (size, length, info) = (Int32(n), Int32(34 * n), Int32(0))
  dsyev_("V", "U", &size, &vectors, &size, &values, &work, &length, &info)
  precondition(info == 0, "dsyev failed with \(info)")
  for i in 0..<n {
    for j in 0...i {
      var sum = 0.0
      for k in 0..<n { sum += max(values[k], floor) * vectors[k * n + i] * vectors[k * n + j] }
      a[i * n + j] = sum
      a[j * n + i] = sum
    }
  }
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
