import Assembly
import Solvers
import Tensors

/// What a probe found, and how the tissue moved under it.
public struct ProbeRun: Sendable {
  /// The tissue at one time.
  public struct Phase: Sendable {
    public enum Kind: String, CaseIterable, Sendable { case before, loaded, released }
    public var kind: Kind
    /// In s.
    public var time: Double
    /// Of all nodes, relative to the tissue far away, in m.
    public var displacements: [Vector3]
    /// z of the lowest point of the instrument, relative to the skin at rest, in m; nil where it is away.
    public var instrument: Double?
  }

  public var curve: RecoilCurve
  public var block: SectorBlock
  /// Before, at the first release and at the end of the first cycle.
  public var phases: [Phase]
  /// The most that the skin entered the instrument, in m.
  public var deepest: Double
  /// Largest force between skin and instrument in N.
  public var largestForce: Double
  /// Equations of the block.
  public var unknowns: Int
  /// How load and excursion of each point of the curve change with the parameters that were asked for, per unit of
  /// each: `[parameter][point]`.
  public var slopes: [[RecoilSlope]] = []
  /// Steps in time, and Newton iterations in all of them.
  public var (steps, iterations): (Int, Int)
  /// For a run on nearly the same tissue.
  public var path: ProbePath
}

/// Follows a body under a probe through the cycles of its load.
final class ProbeFollower {
  let body: ProbedBody
  let timing: RecoilCurve.Timing
  private let creep: CreepSolver
  private let read: (CreepState) -> (load: Double, excursion: Double)
  private(set) var state: CreepState
  private(set) var points: [RecoilCurve.Point] = []
  private(set) var (deepest, largestForce) = (0.0, 0.0)
  private(set) var (steps, iterations) = (0, 0)
  private let varied: [VariedProbe]
  private let schedule: ProbeSchedule?
  private let near: ProbePath?
  private var path = ProbePath()
  private var slopes: [[RecoilSlope]]
  private var time = 0.0

  /// - Parameters:
  ///   - body: at rest.
  ///   - timing: of the load.
  ///   - tolerance: of one step in time, in m.
  ///   - variations: of its tissue, whose slopes are wanted.
  ///   - schedule: of the steps; they adapt to the tolerance when nil.
  ///   - near: of a run on nearly the same tissue, whose steps are taken.
  ///   - read: load and excursion in a state.
  /// - Throws: `AssemblyError`, or `SolverError` where the body is not in balance at rest.
  init(
    _ body: ProbedBody, timing: RecoilCurve.Timing, tolerance: Double,
    variations: [VariedTissue] = [], schedule: ProbeSchedule? = nil, near: ProbePath? = nil,
    read: @escaping (CreepState) -> (load: Double, excursion: Double)
  ) throws {
    (self.body, self.timing, self.read) = (body, timing, read)
    (self.schedule, self.near) = (schedule, near)
    varied = try variations.map { try VariedProbe($0, of: body) }
    slopes = variations.map { _ in [] }
    creep = CreepSolver(body.solver)
    creep.settings.tolerance = tolerance
    let rest = body.loading(suction: 0)
    state = creep.relaxed(
      try body.solver.solve(
        rest, from: body.solver.assembler.heldState(), startLoading: rest), under: rest)
    note(state)
  }

  private func note(_ state: CreepState) {
    let touch = body.touch(in: state.equilibrium.state)
    deepest = max(deepest, touch.deepest)
    largestForce = max(largestForce, abs(touch.force.z))
    steps += 1
    iterations += state.equilibrium.history.count
    let (load, excursion) = read(state)
    let point = RecoilCurve.Point(time: state.time, load: load, excursion: excursion)
    let isJump = points.last?.time == point.time
    if isJump { points.removeLast() }
    points.append(point)
    for (number, probe) in varied.enumerated() {
      var there = state
      there.equilibrium.state = probe.follow(
        state, for: points.count > 1 || isJump ? state.time - time : nil)
      let (loadThere, excursionThere) = read(there)
      if isJump { slopes[number].removeLast() }
      slopes[number].append(
        RecoilSlope(
          load: (loadThere - load) / probe.step,
          excursion: (excursionThere - excursion) / probe.step))
    }
    time = state.time
    path.note(state.equilibrium.state, at: time)
  }

  /// Goes on through a stretch of time, the load changing in proportion to time, or at once.
  private func follow(_ duration: Double, to loading: Loading, atOnce: Bool = false)
    throws(SolverError)
  {
    guard duration > 0 else { return }
    state = try creep.follow(
      LoadSegment(duration: duration, from: atOnce ? loading : state.loading, to: loading),
      from: state, watch: { note($0) }, guesses: { near?.guess(from: $0, to: $1) })
  }

  /// One half of a cycle: the change of the load, and what is left of the time.
  ///
  /// A point lies where the immediate part of the answer ends (`RecoilCurve.immediate`).
  func half(_ duration: Double, to loading: Loading) throws(SolverError) {
    if let ends = near?.ends(from: state.time, duration: duration, ramp: timing.ramp)
      ?? schedule?.ends(from: state.time, duration: duration, ramp: timing.ramp)
    {
      defer { creep.settings.ends = .adaptive }
      let ramp = ends.ramp.last ?? 0
      creep.settings.ends = .at(ends.ramp)
      try follow(ramp, to: loading)
      creep.settings.ends = .at(ends.rest.map { $0 - ramp })
      try follow((ends.rest.last ?? ramp) - ramp, to: loading, atOnce: true)
      return
    }
    let ramp = timing.ramp
    try follow(ramp, to: loading)
    let split = min(max(RecoilCurve.immediate, ramp), duration)
    if split > ramp { try follow(split - ramp, to: loading, atOnce: true) }
    if duration > split { try follow(duration - split, to: loading) }
  }

  /// One step in time at the end of which the instrument presses with a force, by the secant method.
  ///
  /// - Parameters:
  ///   - duration: in s.
  ///   - force: in N.
  ///   - depth: at its beginning in m.
  ///   - slope: of the force over the depth, as far as it is known, in N/m.
  ///   - tolerance: of the force in N.
  /// - Returns: depth and slope at its end.
  /// - Throws: `SolverError`, or `ProbeError.restless` where no depth gives the force.
  func step(
    _ duration: Double, to force: Double, from depth: Double, slope: Double, tolerance: Double
  ) throws -> (depth: Double, slope: Double) {
    creep.settings.ends = .equal(1)
    defer { creep.settings.ends = .adaptive }
    var (slope, found) = (slope, body.touch(in: state.equilibrium.state).force.z)
    var (trial, before) = (depth, (depth: depth, force: found))
    for attempt in 0..<20 {
      trial += (force - found) / slope
      let next = try creep.follow(
        LoadSegment(
          duration: duration, from: state.loading, to: body.loading(raised: trial)), from: state)
      found = body.touch(in: next.equilibrium.state).force.z
      // The first point of the secant belongs to the time before: its force has relaxed since.
      if attempt > 0, trial != before.depth, found != before.force {
        slope = max((found - before.force) / (trial - before.depth), 0.1 * slope)
      }
      if abs(found - force) <= tolerance {
        state = next
        note(state)
        return (trial, slope)
      }
      before = (trial, found)
    }
    throw ProbeError.restless(force: force)
  }

  func run(phases: [ProbeRun.Phase]) -> ProbeRun {
    ProbeRun(
      curve: RecoilCurve(points, timing: timing), block: body.block, phases: phases,
      deepest: deepest, largestForce: largestForce,
      unknowns: body.solver.assembler.equationCount, slopes: slopes, steps: steps,
      iterations: iterations, path: path)
  }
}
