/// Steps in time that do not depend on the tissue: what a probe finds is then a smooth function of its figures.
///
/// Steps that adapt to an estimated error change by leaps with the tissue, and what they miss with them; a search for
/// the tissue that fits readings would follow these leaps in place of the readings.
public struct ProbeSchedule: Sendable, Equatable {
  /// In s since the load began: steps end there, where the load does not change.
  public var times: [Double]
  /// Longest step over the time since the load last changed: what creeps follows the logarithm of time.
  public var growth: Double

  /// - Parameters:
  ///   - times: of the points that are wanted, in s.
  ///   - growth: above 0; an eighth is fine, a half is coarse.
  public init(times: [Double], growth: Double) {
    precondition(growth > 0)
    (self.times, self.growth) = (times, growth)
  }

  /// Equal steps of the rise and of the fall of the load.
  static let rampSteps = 3

  /// The parts of one half of a cycle, each with how many equal steps it takes.
  ///
  /// - Parameters:
  ///   - start: of the half in s.
  ///   - duration: of the half in s.
  ///   - ramp: in which the load changes, in s.
  /// - Returns: the parts in order.
  func parts(from start: Double, duration: Double, ramp: Double) -> [(duration: Double, steps: Int)]
  {
    let small = 1e-9 * duration
    let split = min(max(RecoilCurve.immediate, ramp), duration)
    let ends = ([split, duration] + times.map { $0 - start })
      .filter { $0 > ramp + small && $0 <= duration + small }.sorted()
    var parts = ramp > 0 ? [(duration: ramp, steps: Self.rampSteps)] : []
    var before = ramp
    for end in ends where end > before + small {
      let longest = growth * max(before, RecoilCurve.immediate / 4)
      let count = ((end - before) / longest - 1e-9).rounded(.up)
      parts.append((end - before, max(1, Int(count))))
      before = end
    }
    return parts
  }
}
