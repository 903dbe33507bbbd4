import Assembly
import Solvers
import Tensors

/// Skin pressed in and let go, in cycles.
public struct IndentationTest: Sendable, Equatable {
  public enum Goal: Sendable, Equatable {
    /// How far the instrument goes in, in m.
    case depth(Double)
    /// With what force it presses, in N.
    case force(Double)
  }

  public var indenter: Indenter
  public var goal: Goal
  public var timing: RecoilCurve.Timing

  public init(_ indenter: Indenter, _ goal: Goal, timing: RecoilCurve.Timing) {
    (self.indenter, self.goal, self.timing) = (indenter, goal, timing)
  }

  /// Time in s in which the instrument goes in and out where nothing is said of it.
  public static let ramp = 0.05

  /// Follows the tissue through all cycles.
  ///
  /// - Parameters:
  ///   - tissue: its layers.
  ///   - cells: from the axis to the edge of the contact.
  ///   - accuracy: error of one step in time over the depth; of a force, its own error as well.
  ///   - outer: radius of the block in m; `SectorBlock.reach` when nil.
  ///   - boundary: what holds its outer edge.
  ///   - variations: of the tissue, whose slopes are wanted.
  ///   - schedule: of the steps in time; they adapt to the accuracy when nil.
  ///   - near: of this test on nearly the same tissue, whose steps are taken.
  ///   - threads: for assembly.
  /// - Returns: the curve of the middle of the skin with the force, and the tissue before, pressed and let go.
  /// - Throws: `SolverError`, `ProbeError`, and what is wrong with the tissue.
  public func run(
    on tissue: LayeredTissue, cells: Int = 5, accuracy: Double = 1e-3, outer: Double? = nil,
    boundary: SectorBlock.Edge = .fixed, variations: [VariedTissue] = [],
    schedule: ProbeSchedule? = nil, near: ProbePath? = nil, threads: Int = 2
  ) throws -> ProbeRun {
    let depth: Double
    switch goal {
    case .depth(let d): depth = d
    case .force(let force):
      depth = try indenter.depth(force: force, on: tissue, threads: threads)
    }
    let block = indenter.block(
      of: tissue, depth: depth, cells: cells, outer: outer, boundary: boundary)
    let body = try ProbedBody(indenter, depth: depth, on: block, threads: threads)
    let apex = block.apex
    let far = block.mesh.positions.indices.last ?? 0
    let follower = try ProbeFollower(
      body, timing: timing, tolerance: accuracy * depth,
      variations: variations, schedule: schedule, near: near
    ) {
      let state = $0.equilibrium.state
      return (
        body.touch(in: state).force.z, $0.loading.prescribed[far].z - state.displacements[apex].z
      )
    }
    let none = body.loading(raised: 0)
    var phases = [phase(.before, follower, raised: 0)]
    for cycle in 0..<timing.cycles {
      var raised = depth
      switch goal {
      case .depth: try follower.half(timing.on, to: body.loading(raised: depth))
      case .force(let force):
        raised = try follower.press(force, for: timing.on, guess: depth, accuracy: accuracy)
      }
      if cycle == 0 { phases.append(phase(.loaded, follower, raised: raised)) }
      try follower.half(timing.off, to: none)
      if cycle == 0 { phases.append(phase(.released, follower, raised: 0)) }
    }
    return follower.run(phases: phases)
  }

  private func phase(_ kind: ProbeRun.Phase.Kind, _ follower: ProbeFollower, raised: Double)
    -> ProbeRun.Phase
  {
    ProbeRun.Phase(
      kind: kind, time: follower.state.time,
      displacements: follower.state.equilibrium.state.displacements.map {
        $0 - Vector3(0, 0, raised)
      }, instrument: kind == .loaded ? -raised : nil)
  }
}

extension Indenter {
  /// How deep a force in N presses it into relaxed tissue in the end, in m.
  ///
  /// - Throws: `ProbeError.tooStrong` where that is deeper than a third of the tissue.
  func depth(force: Double, on tissue: LayeredTissue, threads: Int) throws -> Double {
    let most = tissue.depth / 3
    let block = block(of: tissue, depth: most, cells: 5)
    let body = try ProbedBody(self, depth: most, on: block, threads: threads)
    var (depth, before, forceBefore) = (0.0, 0.0, 0.0)
    let steps = 24
    var state = body.solver.assembler.heldState()
    let loading = body.loading(suction: 0)
    for step in 1...steps {
      depth = most * Double(step) / Double(steps)
      body.solver.assembler.setObstacles([obstacle(depth: depth)])
      state = try body.solver.solve(loading, from: state, startLoading: loading).state
      let found = body.touch(in: state).force.z
      if found >= force {
        return before + (depth - before) * (force - forceBefore) / (found - forceBefore)
      }
      (before, forceBefore) = (depth, found)
    }
    throw ProbeError.tooStrong(force: force, limit: forceBefore, depth: most)
  }
}

extension ProbeFollower {
  /// One half of a cycle in which the instrument presses with a force.
  ///
  /// Its way in each step in time is found by the secant method. Steps grow from a fifth of the ramp in the ratio
  /// 1.25: the way under a constant force follows the logarithm of time.
  ///
  /// - Parameters:
  ///   - force: in N.
  ///   - duration: in s.
  ///   - guess: depth in the end in m.
  ///   - accuracy: of the force.
  /// - Returns: the depth at the end in m.
  /// - Throws: `SolverError` or `ProbeError.restless`.
  func press(_ force: Double, for duration: Double, guess: Double, accuracy: Double)
    throws -> Double
  {
    var steps = GradedSteps(from: 0, first: timing.ramp / 5)
    if timing.ramp > 0 { steps.go(to: timing.ramp, ratio: 1, first: timing.ramp / 5) }
    let split = min(max(RecoilCurve.immediate, timing.ramp), duration)
    if split > timing.ramp { steps.go(to: split, ratio: 1.25, first: split / 10) }
    if duration > split { steps.go(to: duration, ratio: 1.25, first: split / 5) }
    var depth = 0.0
    // Contact begins at a point or stiffly; the secant learns the rest.
    var slope = force / guess
    for (before, end) in zip(steps.ends, steps.ends.dropFirst()) {
      let wanted = timing.ramp > 0 ? force * min(1, end / timing.ramp) : force
      (depth, slope) = try step(
        end - before, to: wanted, from: depth, slope: slope, tolerance: accuracy * force)
    }
    return depth
  }
}
