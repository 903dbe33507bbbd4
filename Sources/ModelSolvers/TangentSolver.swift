import SparseAlgebra

/// Solves one system after the other whose matrices have one pattern.
struct TangentSolver {
  private var cholesky: CholeskyFactor?
  private var lu: LUFactor?
  /// Whether the matrix has been seen not to be positive definite; then LU is taken at once.
  private var isIndefinite = false
  /// Factorizations so far.
  private(set) var factorizations = 0

  /// Factorizes K: by Cholesky where it is symmetric and positive definite, LU otherwise.
  ///
  /// - Parameters:
  ///   - pattern: of all matrices that this value is given.
  ///   - values: of K.
  /// - Throws: `FactorizationError` where K is singular.
  mutating func factorize(_ pattern: TangentPattern, _ values: [Double]) throws(FactorizationError)
  {
    lu = nil
    factorizations += 1
    guard pattern.isUpper else {
      lu = try LUFactor(
        SparseMatrix(
          order: pattern.order, columnStarts: pattern.columnStarts, rows: pattern.rows,
          values: values))
      return
    }
    let K = SymmetricMatrix(
      order: pattern.order, columnStarts: pattern.columnStarts, rows: pattern.rows, values: values)
    if !isIndefinite {
      let factor: CholeskyFactor
      if let cholesky {
        factor = cholesky
      } else {
        factor = try CholeskyFactor(
          analyzing: K, ordering: .metisOfGroups(starts: pattern.groups))
        cholesky = factor
      }
      do throws(FactorizationError) {
        return try factor.factorize(K)
      } catch {
        guard case .notPositiveDefinite = error else { throw error }
        isIndefinite = true
      }
    }
    lu = try LUFactor(SparseMatrix(K))
  }

  /// The solution of K x = b for the matrix that was factorized last.
  func solve(_ b: [Double]) throws(FactorizationError) -> [Double] {
    if let lu { return try lu.solve(b) }
    guard let cholesky else { preconditionFailure("nothing was factorized") }
    return cholesky.solve(b)
  }
}
