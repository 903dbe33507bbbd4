import Synchronization

/// Outcomes of cells that were computed before: a face has hundreds of columns of tissue and few thicknesses.
///
/// Safe from several threads; two that ask for the same cell at the same time may both compute it, with the same result.
public final class CellCache: Sendable {
  private let outcomes = Mutex<[DeviceCell: CellOutcome]>([:])

  public init() {}

  /// How many outcomes there are.
  public var count: Int { outcomes.withLock { $0.count } }

  /// The outcome of a cell, computed if it is asked for the first time.
  ///
  /// - Parameter cell: every figure of it counts.
  /// - Returns: what the pulse does.
  /// - Throws: as `DeviceCell.solved()`; errors are not kept.
  public func outcome(of cell: DeviceCell) throws -> CellOutcome {
    if let known = outcomes.withLock({ $0[cell] }) { return known }
    let outcome = try cell.solved()
    outcomes.withLock { $0[cell] = outcome }
    return outcome
  }
}
