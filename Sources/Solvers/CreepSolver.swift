import Assembly
import Materials
import Tensors

/// What acts on a body over a stretch of time: from one loading to another, in proportion to time.
///
/// A loading that differs from the one before acts at once when the stretch begins.
public struct LoadSegment: Sendable {
  /// In s, 0 or more.
  public var duration: Double
  public var start: Loading
  public var end: Loading

  public init(duration: Double, from start: Loading, to end: Loading) {
    (self.duration, self.start, self.end) = (duration, start, end)
  }

  /// The same load for a while.
  public init(duration: Double, holding load: Loading) {
    self.init(duration: duration, from: load, to: load)
  }

  /// The loading after `elapsed` seconds of it.
  func loading(after elapsed: Double) -> Loading {
    duration > 0 ? start.interpolated(to: end, fraction: elapsed / duration) : end
  }
}

/// A relaxing body at one time.
public struct CreepState: Sendable {
  /// In s since the body was relaxed.
  public var time: Double
  public var equilibrium: Equilibrium
  /// What acts.
  public var loading: Loading
  public var history: ViscousHistory
  /// ∫ f·du of forces and prescribed motion since the body was relaxed, in J; over a closed cycle what was
  /// dissipated.
  public var work = 0.0
  /// Estimated error of the displacements in m that the last time step added; 0 where none is known.
  public var stepError = 0.0

  /// Whether a tangent on the way to it was not positive definite.
  var hasStrayed: Bool { equilibrium.history.contains { $0.tangent == .projected } }
}

/// Where the steps in time of a segment end.
public enum StepEnds: Sendable, Equatable {
  /// As the estimated error asks.
  case adaptive
  /// After so many equal parts, whatever their error.
  case equal(Int)
  /// At these times in s since the segment began, whatever their error: ascending, the last that of the segment.
  case at([Double])
}

/// How fine time is cut.
public struct TimeSettings: Sendable {
  /// Largest estimated error of any displacement in one step, in m.
  public var tolerance = 1e-6
  /// First step of a segment, over the shortest relaxation time.
  public var firstStep = 0.05
  /// Largest factor from one step to the next.
  public var growth = 2.0
  /// Where steps end.
  public var ends = StepEnds.adaptive
  /// Steps for one segment.
  public var maximumSteps = 5000
  /// Part of a segment below which its first step is taken although the solution has strayed.
  ///
  /// A tangent that is not positive definite on the way to an equilibrium means that Newton's method may have left the
  /// valley that the body is in; a shorter step stays in it, unless the body itself snaps.
  public var shortestStray = 1e-4

  public init() {}
}

/// Follows a relaxing body in time: an equilibrium at the end of every step.
///
/// The update of the stresses (`PronyStep`) is of second order and stable for any step, and the weight of the
/// elastic stress in it makes a step cost what an elastic equilibrium costs. The error of a step is estimated
/// from the second derivative of the displacements in time, by the divided difference of the last three
/// states, times what `PronyStep` misses of it: ε = max |ü| · max (Σ γₐ cₐ/κ). Where it is above the tolerance the step is
/// taken again, shorter; so is a first step, of which none is known, where its solution has strayed.
public final class CreepSolver {
  public let solver: EquilibriumSolver
  public var settings: TimeSettings
  /// Steps so far, and those among them that were taken again.
  public private(set) var (steps, rejected) = (0, 0)

  public init(_ solver: EquilibriumSolver, settings: TimeSettings = TimeSettings()) {
    (self.solver, self.settings) = (solver, settings)
  }

  /// A body that has been in a state for ever.
  ///
  /// - Parameters:
  ///   - equilibrium: of the elastic body, whose constants are the relaxed ones.
  ///   - loading: what acts in it.
  /// - Returns: the state at time 0.
  public func relaxed(_ equilibrium: Equilibrium, under loading: Loading) -> CreepState {
    CreepState(
      time: 0, equilibrium: equilibrium, loading: loading,
      history: solver.assembler.relaxedHistory(at: equilibrium.state))
  }

  /// Follows the body through a segment.
  ///
  /// - Parameters:
  ///   - segment: what acts.
  ///   - start: the state at its beginning.
  ///   - watch: called with every state, the one at once after a jump of the load included.
  ///   - guesses: where a step from a state to a time in s may lead; where there is none the last states tell.
  /// - Returns: the state at its end.
  /// - Throws: `SolverError` when an equilibrium is not found with any step.
  public func follow(
    _ segment: LoadSegment, from start: CreepState,
    watch: (CreepState) -> Void = { _ in },
    guesses: (CreepState, Double) -> SolidState? = { _, _ in nil }
  ) throws(SolverError) -> CreepState {
    defer { solver.assembler.endStep() }
    var state = start
    if !segment.start.isEqual(to: start.loading) {
      state = try step(from: state, duration: 0, to: segment.start, guess: nil)
      watch(state)
    }
    var earlier: [CreepState] = []
    var elapsed = 0.0
    var wanted = firstStep(of: segment)
    var goal = segment.duration
    if case .at = settings.ends { goal = 0 }
    var taken = 0
    while elapsed < segment.duration {
      if case .at(let ends) = settings.ends, elapsed >= goal {
        (goal, wanted) = (ends.first { $0 > elapsed } ?? segment.duration, .infinity)
      }
      let left = goal - elapsed
      // Equal parts of what is left: no tiny step at the end.
      let count = max(1, (left / wanted - 1e-9).rounded(.up))
      let duration = count == 1 ? left : left / count
      let end = count == 1 ? goal : elapsed + duration
      guard taken < settings.maximumSteps else {
        throw exhausted(state, after: elapsed / segment.duration)
      }
      taken += 1
      var next: CreepState
      let guess =
        guesses(state, state.time + duration)
        ?? (earlier.isEmpty ? nil : extrapolated(earlier + [state], by: duration))
      do {
        next = try step(
          from: state, duration: duration, to: segment.loading(after: end), guess: guess)
      } catch {
        guard duration > 1e-6 * segment.duration, settings.ends == .adaptive else {
          throw error
        }
        wanted = duration / 4
        continue
      }
      // A first step has no estimated error that would tell a leap into another valley from creep.
      if earlier.isEmpty, next.hasStrayed, duration > settings.shortestStray * segment.duration {
        rejected += 1
        wanted = duration / 4
        continue
      }
      if let before = earlier.last {
        next.stepError = error(before, state, next)
        if settings.ends == .adaptive {
          if next.stepError > settings.tolerance && duration > 1e-9 * segment.duration {
            rejected += 1
            wanted = duration * factor(next.stepError)
            continue
          }
          wanted = duration * factor(next.stepError)
        }
      }
      earlier = earlier.suffix(1) + [state]
      (state, elapsed) = (next, end)
      watch(state)
    }
    return state
  }

  private func firstStep(of segment: LoadSegment) -> Double {
    switch settings.ends {
    case .adaptive: break
    case .equal(let count): return segment.duration / Double(count)
    case .at: return segment.duration
    }
    let times = solver.assembler.solid.regions.compactMap(\.relaxation).flatMap(\.terms).map(\.time)
    guard let shortest = times.min() else { return segment.duration }
    return min(segment.duration, settings.firstStep * shortest)
  }

  /// By what a step should change for the tolerance; the error goes with the third power of a short step.
  private func factor(_ error: Double) -> Double {
    guard error > 0 else { return settings.growth }
    return min(settings.growth, max(0.2, 0.9 * Double.power(settings.tolerance / error, 1.0 / 3)))
  }

  /// The equilibrium at the end of one time step.
  private func step(
    from state: CreepState, duration: Double, to loading: Loading, guess: SolidState?
  ) throws(SolverError) -> CreepState {
    let assembler = solver.assembler
    assembler.beginStep(duration: duration, after: state.history)
    let equilibrium: Equilibrium
    if let guess, let found = solution(near: guess, under: loading) {
      equilibrium = found
    } else {
      equilibrium = try solver.solve(
        loading, from: state.equilibrium.state, startLoading: state.loading)
    }
    steps += 1
    return CreepState(
      time: state.time + duration, equilibrium: equilibrium, loading: loading,
      history: assembler.history(
        after: state.history, duration: duration, at: equilibrium.state),
      work: state.work + work(from: state, to: equilibrium, under: loading))
  }

  /// The equilibrium by Newton's method from a state near it, in one load step; nil where that does not get there.
  private func solution(near guess: SolidState, under loading: Loading) -> Equilibrium? {
    let settings = solver.settings
    defer { solver.settings = settings }
    solver.settings.smallestLoadStep = 1
    return try? solver.solve(loading, from: guess, startLoading: loading)
  }

  /// The mean of the forces before and after, loads and reactions, times the way.
  private func work(from state: CreepState, to next: Equilibrium, under loading: Loading) -> Double
  {
    let (u, v) = (state.equilibrium.state.displacements, next.state.displacements)
    var work = 0.0
    for i in u.indices {
      let before = state.loading.forces[i] + state.equilibrium.reactions[i]
      let after = loading.forces[i] + next.reactions[i]
      work += 0.5 * (before + after).dot(v[i] - u[i])
    }
    return work
  }

  /// The polynomial in time through some states, a time after the last of them.
  private func extrapolated(_ states: [CreepState], by duration: Double) -> SolidState {
    let times = states.map { $0.time - states[states.count - 1].time }
    let weights = times.indices.map { i in
      times.indices.reduce(1.0) { product, j in
        i == j ? product : product * (duration - times[j]) / (times[i] - times[j])
      }
    }
    return SolidState.combination(of: states.map(\.equilibrium.state), weights: weights)
  }

  /// The estimated error of the displacements that the last of three states in time adds, in m.
  private func error(_ first: CreepState, _ second: CreepState, _ third: CreepState) -> Double {
    let (a, b) = (second.time - first.time, third.time - second.time)
    let states = [first, second, third].map(\.equilibrium.state.displacements)
    let bend = states[0].indices.reduce(0.0) { worst, i in
      let rate = (states[2][i] - states[1][i]) / b - (states[1][i] - states[0][i]) / a
      return max(worst, rate.length)
    }
    return 2 * bend / (a + b) * solver.assembler.viscousErrorFactor(duration: b)
  }

  private func exhausted(_ state: CreepState, after fraction: Double) -> SolverError {
    .notConverged(
      reached: fraction, history: state.equilibrium.history, worst: state.equilibrium.worst,
      end: .timeSteps(settings.maximumSteps))
  }
}

extension Loading {
  func isEqual(to other: Loading) -> Bool {
    forces == other.forces && prescribed == other.prescribed
  }
}
