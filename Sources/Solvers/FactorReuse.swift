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
  /// A correction that is longer than the first one by more than this ends the trial.
  private let mostGrowth: Double
  private var mixing = AndersonMixing()
  private var sizes: [Double] = []

  /// - Parameters:
  ///   - window: corrections over which the pace is taken.
  ///   - trial: corrections that are made before the pace is judged.
  ///   - mostGrowth: a correction that is longer than the first one by more than this ends the trial.
  init(window: Int = 4, trial: Int = 1, mostGrowth: Double = .infinity) {
    (self.window, self.trial, self.mostGrowth) = (window, trial, mostGrowth)
  }

  /// For the factor of a state like the one that is sought.
  ///
  /// Its second correction often is no shorter than the first, and a dozen end the search all the same; where it is
  /// much longer they end nowhere (by trial, gels of 0.8 to 1.1 mL).
  static var trusting: FactorReuse { FactorReuse(trial: AndersonMixing.depth, mostGrowth: 1.5) }

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
    // Where nothing moves the product of zero and infinity is no number.
    guard size.isFinite, !(size > mostGrowth * sizes[0]) else { return false }
    guard sizes.count > trial, size > tolerance else { return true }
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
