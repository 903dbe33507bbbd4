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

  /// Where the steps of one half of a cycle end, in s since it began.
  ///
  /// - Parameters:
  ///   - start: of the half in s.
  ///   - duration: of the half in s.
  ///   - ramp: in which the load changes, in s.
  /// - Returns: those of the ramp, and those of the time after it.
  func ends(from start: Double, duration: Double, ramp: Double) -> (ramp: [Double], rest: [Double])
  {
    let small = 1e-9 * duration
    let split = min(max(RecoilCurve.immediate, ramp), duration)
    let ends = ([split, duration] + times.map { $0 - start })
      .filter { $0 > ramp + small && $0 <= duration + small }.sorted()
    let count = ramp > 0 ? Self.rampSteps : 0
    let rising = (0..<count).map { ramp * (Double($0 + 1) / Double(count)) }
    var rest: [Double] = []
    var before = ramp
    for end in ends where end > before + small {
      let longest = growth * max(before, RecoilCurve.immediate / 4)
      let count = ((end - before) / longest - 1e-9).rounded(.up)
      let parts = max(1, Int(count))
      rest += (1..<parts).map { before + (end - before) * Double($0) / Double(parts) } + [end]
      before = end
    }
    return (rising, rest)
  }
}
