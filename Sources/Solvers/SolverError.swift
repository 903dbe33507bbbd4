import Assembly

/// Why a search was given up.
public enum SearchEnd: Sendable, Equatable {
  /// The load could not be changed by this fraction of the whole, the smallest that is tried.
  case smallestLoadStep(Double)
  /// So many factorizations were made, as many as one search may take.
  case factorizations(Int)
  /// So many corrections of the rest shape were made, as many as one search may take.
  case corrections(Int)
  /// So many steps in time were made, as many as one segment may take.
  case timeSteps(Int)
}

/// Why an equilibrium was not found.
public enum SolverError: Error, Sendable {
  /// Newton's method did not meet its tolerance; no field is returned.
  ///
  /// - `reached`: the largest fraction of the load for which equilibrium was found.
  /// - `history`: every iteration that was tried.
  /// - `worst`: the most deformed cell at the last try.
  /// - `end`: why no more was tried.
  case notConverged(
    reached: Double, history: [NewtonIteration], worst: WorstCell, end: SearchEnd)
  /// No shape was found that the load brings to the target.
  ///
  /// - `reached`: the largest fraction of the load for which there is one.
  /// - `history`: every correction that was tried.
  /// - `worst`: the most deformed cell at the last try.
  /// - `end`: why no more was tried.
  case noRestShape(
    reached: Double, history: [NewtonIteration], worst: WorstCell, end: SearchEnd)
  /// The factor could not be computed for want of memory, or the library failed.
  case factorization(String)
}

extension SearchEnd: CustomStringConvertible {
  public var description: String {
    switch self {
    case .smallestLoadStep(let step):
      "given up because not even \(percent(step)) more of the load could be taken"
    case .factorizations(let count):
      "given up after \(count) factorizations, as many as one search may take"
    case .corrections(let count):
      "given up after \(count) corrections of the shape, as many as one search may take"
    case .timeSteps(let count):
      "given up after \(count) steps in time, as many as one stretch of it may take"
    }
  }
}

extension SolverError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notConverged(let reached, let history, let worst, let end):
      "no equilibrium beyond \(percent(reached)) of the load, \(tried(history, worst, end))"
    case .noRestShape(let reached, let history, let worst, let end):
      "no rest shape beyond \(percent(reached)) of the load, \(tried(history, worst, end))"
    case .factorization(let reason): reason
    }
  }

  private func tried(_ history: [NewtonIteration], _ worst: WorstCell, _ end: SearchEnd) -> String {
    """
    \(end), in \(history.count) iterations; smallest volume ratio \(worst.minimumJ) in cell \
    \(worst.cell) of block \(worst.block)
    """
  }
}

/// A fraction in percent, to a tenth.
private func percent(_ fraction: Double) -> String { "\((1000 * fraction).rounded() / 10) %" }
