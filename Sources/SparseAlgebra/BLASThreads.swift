import CProcessor

/// How many threads the BLAS under CHOLMOD uses.
///
/// OpenBLAS splits its sums differently for different numbers of threads, so the last bits of a solution
/// depend on that number. It is therefore the same for every run, whatever number of threads a user
/// allows elsewhere, and whatever number of cores there are: the same input gives the same bits.
///
/// Two, because a factorization of 10⁵ unknowns is 1.5 times faster with two than with one on two idle
/// cores (`Benchmarks/runs`).
public enum BLASThreads {
  public static let count = 2

  /// Tells OpenBLAS; does nothing when another BLAS is in use.
  public static func fix() { turgor_set_blas_threads(Int32(count)) }

  /// Does something with one thread of the BLAS for each caller, and goes back to as many as there were.
  ///
  /// For many small systems at once: callers that share the threads of OpenBLAS wait for each other in turn, two of
  /// some thousand unknowns tens of times longer than they compute. The number is the same in every run here too.
  /// Nothing else may solve meanwhile.
  ///
  /// - Parameter body: what is done.
  /// - Returns: what it returns.
  /// - Throws: what it throws.
  public static func withOne<Result>(_ body: () throws -> Result) rethrows -> Result {
    let before = turgor_blas_threads()
    turgor_set_blas_threads(1)
    defer { turgor_set_blas_threads(before) }
    return try body()
  }
}
