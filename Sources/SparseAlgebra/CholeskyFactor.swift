import CCholmod
import CProcessor
import Dispatch

/// Where METIS orders, one graph after the other: it draws from the one random sequence of the process
/// (`srand`, `rand`), so that two orderings side by side would share draws and differ from run to run.
private let orderings = DispatchQueue(label: "METIS")

/// Why a factorization could not be had.
public enum FactorizationError: Error, Equatable, Sendable {
  /// The pivot of this row was not positive: the matrix is not positive definite.
  case notPositiveDefinite(row: Int)
  /// The factor does not fit into the memory there is; the need is in bytes.
  case outOfMemory(bytes: Double)
  /// CHOLMOD refused, with its status number.
  case library(status: Int)
}

/// How the rows of a matrix are permuted before it is factorized.
public enum FillOrdering: Sendable {
  /// Nested dissection of the matrix' own graph.
  case metis
  /// Nested dissection of the graph of blocks of consecutive rows; the same fill as `metis` at a
  /// third of the time when the unknowns come `size` to a node.
  case metisOfBlocks(size: Int)
  /// The same for blocks of any size: the first row of each, in order.
  case metisOfGroups(starts: [Int32])
}

/// A sparse Cholesky factorization P A Pᵀ = L Lᵀ by CHOLMOD's supernodal code.
///
/// Analysed once for a pattern; factorized again for every set of values. Not safe to be used from two
/// threads at a time.
public final class CholeskyFactor {
  private var common = cholmod_common()
  private var factor: UnsafeMutablePointer<cholmod_factor>?
  // Workspaces that CHOLMOD keeps between solves.
  private var solution: UnsafeMutablePointer<cholmod_dense>?
  private var work1: UnsafeMutablePointer<cholmod_dense>?
  private var work2: UnsafeMutablePointer<cholmod_dense>?

  /// Number of rows of the matrix.
  public let order: Int
  /// Entries of L that the analysis foresees.
  public var factorEntries: Double { common.lnz }
  /// Floating-point operations that one factorization takes.
  public var factorOperations: Double { common.fl }
  /// Whether the last factorization succeeded.
  public private(set) var isFactorized = false

  /// Orders and analyses the pattern of `matrix`; its values do not matter.
  public init(analyzing matrix: SymmetricMatrix, ordering: FillOrdering = .metis)
    throws(FactorizationError)
  {
    order = matrix.order
    start()
    common.supernodal = CHOLMOD_SUPERNODAL
    common.final_ll = 1
    common.nmethods = 1
    setOrdering(CHOLMOD_METIS)
    switch ordering {
    case .metis:
      factor = orderings.sync {
        Self.withSparse(matrix) { cholmod_analyze($0, &common) }
      }
    case .metisOfBlocks(let size):
      precondition(size > 0 && matrix.order % size == 0)
      let starts = stride(from: 0, to: matrix.order, by: size).map { Int32($0) }
      try analyze(matrix, groups: starts)
    case .metisOfGroups(let starts): try analyze(matrix, groups: starts)
    }
    if factor == nil { throw failure() }
  }

  /// A factor of its own with the analysis and the values of another one.
  ///
  /// - Throws: `FactorizationError.outOfMemory`.
  public init(copying other: CholeskyFactor) throws(FactorizationError) {
    order = other.order
    start()
    (common.lnz, common.fl) = (other.common.lnz, other.common.fl)
    factor = cholmod_copy_factor(other.factor, &common)
    guard factor != nil else { throw failure() }
    isFactorized = other.isFactorized
  }

  private func start() {
    cholmod_start(&common)
    common.print = 0
    common.error_handler = nil
  }

  deinit {
    for var dense in [solution, work1, work2] { cholmod_free_dense(&dense, &common) }
    cholmod_free_factor(&factor, &common)
    cholmod_finish(&common)
  }

  /// Computes L for the values of `matrix`, which has the pattern that was analysed.
  public func factorize(_ matrix: SymmetricMatrix) throws(FactorizationError) {
    precondition(matrix.order == order)
    isFactorized = false
    common.status = CHOLMOD_OK
    turgor_keep_openmp_serial()
    _ = Self.withSparse(matrix) { cholmod_factorize($0, factor, &common) }
    if common.status == CHOLMOD_NOT_POSDEF || factor.map({ $0.pointee.minor < order }) ?? true {
      let minor = factor.map { Int($0.pointee.minor) } ?? 0
      throw .notPositiveDefinite(row: row(ofPivot: minor))
    }
    if common.status != CHOLMOD_OK { throw failure() }
    isFactorized = true
  }

  /// Forgets the last factorization; the analysis stays.
  public func forget() { isFactorized = false }

  /// The solution of A X = B for `columns` right-hand sides stored one after the other.
  public func solve(_ b: [Double], columns: Int = 1) -> [Double] {
    precondition(isFactorized && b.count == order * columns)
    var x = [Double](repeating: 0, count: b.count)
    b.withUnsafeBufferPointer { source in
      var right = cholmod_dense()
      right.nrow = order
      right.ncol = columns
      right.nzmax = b.count
      right.d = order
      right.x = UnsafeMutableRawPointer(mutating: source.baseAddress)
      right.xtype = CHOLMOD_REAL
      right.dtype = CHOLMOD_DOUBLE
      cholmod_solve2(
        CHOLMOD_A, factor, &right, nil, &solution, nil, &work1, &work2, &common)
    }
    if let values = solution?.pointee.x?.assumingMemoryBound(to: Double.self) {
      for i in 0..<b.count { x[i] = values[i] }
    }
    return x
  }

  // MARK: - CHOLMOD's structures

  /// Calls `body` with `matrix` as CHOLMOD sees it: upper triangle, sorted, packed, not copied.
  private static func withSparse<R>(
    _ matrix: SymmetricMatrix, _ body: (UnsafeMutablePointer<cholmod_sparse>) -> R
  ) -> R {
    matrix.columnStarts.withUnsafeBufferPointer { starts in
      matrix.rows.withUnsafeBufferPointer { rows in
        matrix.values.withUnsafeBufferPointer { values in
          var sparse = cholmod_sparse()
          sparse.nrow = matrix.order
          sparse.ncol = matrix.order
          sparse.nzmax = rows.count
          sparse.p = UnsafeMutableRawPointer(mutating: starts.baseAddress)
          sparse.i = UnsafeMutableRawPointer(mutating: rows.baseAddress)
          sparse.x = UnsafeMutableRawPointer(mutating: values.baseAddress)
          sparse.stype = 1
          sparse.itype = CHOLMOD_INT
          sparse.xtype = CHOLMOD_REAL
          sparse.dtype = CHOLMOD_DOUBLE
          sparse.sorted = 1
          sparse.packed = 1
          return body(&sparse)
        }
      }
    }
  }

  /// Selects the ordering of the first method; the C array of methods arrives in Swift as a tuple.
  private func setOrdering(_ ordering: Int32) {
    withUnsafeMutablePointer(to: &common.method.0) { $0.pointee.ordering = ordering }
  }

  /// Analyses with METIS on the graph of groups of rows, expanded to a permutation of rows.
  private func analyze(_ matrix: SymmetricMatrix, groups: [Int32]) throws(FactorizationError) {
    precondition(groups.first ?? 0 == 0 && groups.count <= matrix.order)
    // A body that is held everywhere has no unknowns.
    let ends = groups.isEmpty ? [] : groups.dropFirst() + [Int32(matrix.order)]
    var groupOfRow: [Int32] = []
    groupOfRow.reserveCapacity(matrix.order)
    for (group, (start, end)) in zip(groups, ends).enumerated() {
      precondition(start < end)
      for _ in start..<end { groupOfRow.append(Int32(group)) }
    }
    var starts: [Int32] = [0]
    var rows: [Int32] = []
    for end in ends {
      // The last row of a group sees every group above the diagonal.
      let column = Int(end) - 1
      var last: Int32 = -1
      for k in Int(matrix.columnStarts[column])..<Int(matrix.columnStarts[column + 1]) {
        let group = groupOfRow[Int(matrix.rows[k])]
        if group != last { rows.append(group) }
        last = group
      }
      starts.append(Int32(rows.count))
    }
    let graph = SymmetricMatrix(order: groups.count, columnStarts: starts, rows: rows)
    var order = [Int32](repeating: 0, count: groups.count)
    let done = orderings.sync {
      Self.withSparse(graph) { cholmod_metis($0, nil, 0, 1, &order, &common) }
    }
    if done == 0 { throw failure() }
    let all = Array(ends)
    var permutation = order.flatMap { Array(groups[Int($0)]..<all[Int($0)]) }
    setOrdering(CHOLMOD_GIVEN)
    factor = Self.withSparse(matrix) { cholmod_analyze_p($0, &permutation, nil, 0, &common) }
  }

  /// The row of the matrix that became the given pivot.
  private func row(ofPivot pivot: Int) -> Int {
    guard let permutation = factor?.pointee.Perm?.assumingMemoryBound(to: Int32.self),
      pivot < order
    else { return pivot }
    return Int(permutation[pivot])
  }

  private func failure() -> FactorizationError {
    if common.status == CHOLMOD_OUT_OF_MEMORY || common.status == CHOLMOD_TOO_LARGE {
      return .outOfMemory(bytes: 8 * common.lnz)
    }
    return .library(status: Int(common.status))
  }
}
