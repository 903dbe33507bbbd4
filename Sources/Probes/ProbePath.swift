import Assembly
import Solvers

/// The states that a probed body went through, for a run on nearly the same tissue.
///
/// That one takes the same steps in time, and looks for the state at the end of each where the step of this one would lead
/// it: half the corrections of Newton's method, and no steps that are cut for want of a guess.
public struct ProbePath: Sendable {
  private var times: [Double] = []
  private var states: [SolidState] = []

  /// Two times closer than this part of their sum are one: round-off of sums of steps.
  private static let same = 1e-9

  /// Adds a state; one at the same time, before a jump of the load, gives way to it.
  mutating func note(_ state: SolidState, at time: Double) {
    if times.last == time {
      states[states.count - 1] = state
    } else {
      times.append(time)
      states.append(state)
    }
  }

  private func number(at time: Double) -> Int? {
    times.firstIndex { abs($0 - time) <= Self.same * (abs($0) + abs(time)) }
  }

  /// Where the steps of one half of a cycle end, as `ProbeSchedule.ends`.
  func ends(from start: Double, duration: Double, ramp: Double) -> (ramp: [Double], rest: [Double])
  {
    let small = Self.same * (start + duration)
    let ends = times.map { $0 - start }.filter { $0 > small && $0 <= duration + small }
    return (ends.filter { $0 <= ramp + small }, ends.filter { $0 > ramp + small })
  }

  /// Where a step is expected to lead.
  ///
  /// - Parameters:
  ///   - state: at its beginning.
  ///   - time: at its end, in s.
  /// - Returns: nil where this path has no such step.
  func guess(from state: CreepState, to time: Double) -> SolidState? {
    guard let next = number(at: time), next > 0, number(at: state.time) == next - 1 else {
      return nil
    }
    return SolidState.combination(
      of: [state.equilibrium.state, states[next], states[next - 1]], weights: [1, 1, -1])
  }
}
