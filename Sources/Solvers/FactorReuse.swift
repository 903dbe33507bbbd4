import Assembly
import Tensors

/// Corrections that all come from one factor, quickened by Anderson's mixing, and whether going on with
/// that factor pays.
///
/// A correction from a factor that is not that of the present tangent leaves a part of the error, about
/// the same part each time. While that part is small, a few solves replace a factorization that costs as
/// much as ten of them.
struct FactorReuse {
  /// More corrections than this ahead, at the pace of the last four, are dearer than another factor.
  static let worthwhile = 15.0

  /// Corrections over which the pace is taken.
  private let window: Int
  /// Corrections that are made before the pace is judged.
  private let trial: Int
  private var mixing = AndersonMixing()
  private var sizes: [Double] = []

  /// - Parameters:
  ///   - window: corrections over which the pace is taken.
  ///   - trial: corrections that are made before the pace is judged.
  init(window: Int = 4, trial: Int = 1) { (self.window, self.trial) = (window, trial) }

  /// For a factor that no better one can follow.
  ///
  /// Where a few cells alone make the corrections grow, the mixing cancels their part once it has seen as many
  /// corrections as it remembers; the pace shows after that.
  static var patient: FactorReuse {
    FactorReuse(window: AndersonMixing.depth, trial: AndersonMixing.depth + 4)
  }

  /// Whether the factor is still worth its corrections.
  ///
  /// - Parameters:
  ///   - size: the largest nodal move of the newest correction in m.
  ///   - tolerance: the size to come to, in m.
  /// - Returns: whether another correction should be made from it.
  mutating func goesOn(size: Double, tolerance: Double) -> Bool {
    sizes.append(size)
    guard size.isFinite, sizes.count > trial, size > tolerance else { return size.isFinite }
    let earlier = sizes.dropLast().suffix(window)
    let pace = Double.power(size / earlier[earlier.startIndex], 1 / Double(earlier.count))
    return pace < 1
      && Double.logarithm(size / tolerance) < -Self.worthwhile * Double.logarithm(pace)
  }

  /// The state to go on from.
  mutating func next(from state: SolidState, by increment: SolidState) -> SolidState {
    mixing.next(from: state, by: increment)
  }
}
