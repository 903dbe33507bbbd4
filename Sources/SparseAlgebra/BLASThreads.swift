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
}
