import CUMFPACK

/// A sparse LU factorization by UMFPACK, for matrices that are not positive definite or not symmetric.
///
/// - Source: Davis, ACM Trans. Math. Softw. 30 (2004) 196.
public final class LUFactor {
  private var symbolic: UnsafeMutableRawPointer?
  private var numeric: UnsafeMutableRawPointer?
  private let matrix: SparseMatrix

  /// - Throws: `FactorizationError`; a singular matrix is `.library` with UMFPACK's warning 1.
  public init(_ matrix: SparseMatrix) throws(FactorizationError) {
    self.matrix = matrix
    let n = Int32(matrix.order)
    var status = umfpack_di_symbolic(
      n, n, matrix.columnStarts, matrix.rows, matrix.values, &symbolic, nil, nil)
    if status == UMFPACK_OK {
      status = umfpack_di_numeric(
        matrix.columnStarts, matrix.rows, matrix.values, symbolic, &numeric, nil, nil)
    }
    guard status == UMFPACK_OK else {
      if status == UMFPACK_ERROR_out_of_memory { throw .outOfMemory(bytes: 0) }
      throw .library(status: Int(status))
    }
  }

  deinit {
    umfpack_di_free_symbolic(&symbolic)
    umfpack_di_free_numeric(&numeric)
  }

  /// The solution of A x = b.
  public func solve(_ b: [Double]) throws(FactorizationError) -> [Double] {
    precondition(b.count == matrix.order)
    var x = [Double](repeating: 0, count: b.count)
    let status = umfpack_di_solve(
      UMFPACK_A, matrix.columnStarts, matrix.rows, matrix.values, &x, b, numeric, nil, nil)
    guard status == UMFPACK_OK else { throw .library(status: Int(status)) }
    return x
  }
}
