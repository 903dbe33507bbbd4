import Synchronization

/// Fields on one sheet that were made from values of its zones before.
///
/// Every change of the tissue asks for how much each triangle belongs to its zones, in each step and in each run on the same face; to smooth
/// that takes a factorization. Safe from several threads.
final class SmoothedZones: Sendable {
  private let known = Mutex<[[Double]: [Double]]>([:])

  /// The memory of a long sweep must not grow: a field of the preview has 30 kB.
  private static let most = 256

  /// The field of some values, made if it is asked for the first time.
  func field(of values: [Double], made make: () -> [Double]) -> [Double] {
    if let field = known.withLock({ $0[values] }) { return field }
    let field = make()
    known.withLock { if $0.count < Self.most { $0[values] = field } }
    return field
  }
}
