import COpenBLAS

/// Eigenvalues of a symmetric matrix in ascending order, each with its vector of length 1.
public struct SymmetricEigensystem: Sendable {
  public let values: [Double]
  /// `vectors[k]` belongs to `values[k]`; its largest component is positive.
  public let vectors: [[Double]]

  /// - Parameters:
  ///   - a: a full symmetric n × n matrix of finite numbers.
  ///   - n: its order, above 0.
  public init(of a: [Double], order n: Int) {
    precondition(n > 0 && a.count == n * n)
    var columns = a
    var found = [Double](repeating: 0, count: n)
    var work = [Double](repeating: 0, count: 34 * n)
    var (size, length, info) = (Int32(n), Int32(34 * n), Int32(0))
    dsyev_("V", "U", &size, &columns, &size, &found, &work, &length, &info)
    precondition(info == 0, "dsyev failed with \(info)")
    values = found
    vectors = (0..<n).map { k in
      let vector = Array(columns[k * n..<(k + 1) * n])
      let largest = vector.max { abs($0) < abs($1) } ?? 1
      return largest < 0 ? vector.map { -$0 } : vector
    }
  }

  /// Σ f(λ) v vᵀ.
  ///
  /// - Parameter function: f.
  /// - Returns: a full symmetric matrix, `[row][column]`.
  public func matrix(_ function: (Double) -> Double) -> [[Double]] {
    let n = values.count
    let scaled = values.map(function)
    return (0..<n).map { i in
      (0..<n).map { j in
        (0..<n).reduce(0) { $0 + scaled[$1] * vectors[$1][i] * vectors[$1][j] }
      }
    }
  }
}
