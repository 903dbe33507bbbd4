import Anatomy
import Assembly
import Solvers
import SparseAlgebra
import Tensors
import Treatments

/// What a scenario gave: fields, tables, and how they were had.
public struct ScenarioResult: Sendable {
  /// One step in equilibrium.
  public struct Step: Sendable {
    public var id: String
    public var action: StepAction
    /// What is in force: posture, load and stiffness.
    public var conditions: StepConditions
    /// Whether that is what was in force when the face was captured.
    public var isAsCaptured: Bool
    /// All forces of the load together, in N, in the frame of the head.
    public var loadForce: Vector3
    /// Displacement of every node from the face as captured, in m, in the frame of the head: the difference of
    /// two equilibria, so that it is zero where nothing has changed.
    public var displacements: [Vector3]
    /// What has become of the skin beyond its stiffness; nil where nothing has.
    public var changedSkin: ChangedLayer?
    public var zones: [ZoneStatistics]
    public var history: [NewtonIteration]
    /// Smallest volume ratio at any quadrature point, det F or θ; 1 where nothing is compressed.
    public var minimumJ: Double
    /// The way there in time, of a step that lasts for some seconds.
    public var curve: StepCurve?
  }

  /// The way from one step to a later one.
  public struct Change: Sendable {
    public var from: String
    public var to: String
    public var displacements: [Vector3]
    public var zones: [ZoneStatistics]
  }

  public var scenario: Scenario
  public var prepared: PreparedFace
  public var rest: RecoveredRest
  public var steps: [Step]
  /// Each step after the first, relative to the first.
  public var changes: [Change]
  /// What probes found, in the order of their steps.
  public var probes: [ProbeOutcome] = []
  /// The clinical measures of all steps.
  public internal(set) var measures = MeasureSeries()
  /// How all of it changes with what is not known of the tissue; empty unless asked for.
  public var responses: [TissueResponse]
  /// How far every number may be off; nil unless asked for.
  public var errorBars: ErrorBars?
  /// Steps as years of ageing; empty unless asked for.
  public var equivalentYears: [EquivalentYears] = []
  /// What each term of ageing has to do with it; empty unless asked for.
  public var ageingShares: [AgeingShare] = []
  public var degreesOfFreedom: Int
  public var factorEntries: Double
  public var threads: Int
  public var clock: StageClock
}

/// Standard gravity in m/s².
public let standardGravity = 9.80665

extension Scenario {
  /// Computes the steps on a prepared face.
  ///
  /// First the shape is recovered that the face has without weight; each step is then an equilibrium of its own
  /// under what is in force in it (`StepConditions`): the solid is elastic, so the way there does not matter. What
  /// holds the tension of the skin in that shape acts in every step.
  ///
  /// - Parameters:
  ///   - prepared: the face.
  ///   - threads: for assembly; the linear algebra has its own (`BLASThreads`).
  ///   - clock: notes what each stage takes.
  ///   - states: where solutions are kept for a run that is interrupted; nil keeps none.
  ///   - wantsErrorBars: whether to find out how far the numbers may be off; equivalent years and shares of ageing come with
  ///     them alone.
  ///   - parameters: figures of the tissue whose `responses` are wanted without error bars; steps that last for some
  ///     seconds answer as the same load at rest does.
  ///   - watch: called after each iteration with the name of the step.
  /// - Returns: fields and tables of every step.
  /// - Throws: `RunFailure`.
  public func run(
    on prepared: PreparedFace, threads: Int, clock: StageClock, states: SolvedStates? = nil,
    wantsErrorBars: Bool = false, responsesTo parameters: [UncertainParameter] = [],
    watch: @escaping (_ step: String, NewtonIteration) -> Void = { _, _ in }
  ) throws(RunFailure) -> ScenarioResult {
    var clock = clock
    let solver = try setUp(prepared, threads: threads, clock: &clock)
    let asCaptured = StepConditions(captured: face.captured, age: subject.ageInYears)
    var forces = StepForces(prepared)
    let target = prepared.face.solid.mesh.positions
    let captured = try capturedState(
      of: prepared, with: solver, under: forces.loading(asCaptured).forces, states: states,
      clock: &clock, watch: watch)
    let rest = RecoveredRest(face.captured, captured, target: target)
    forces.holding = rest.holding
    var way = StepSolver(
      solver, forces: forces, captured: captured, under: asCaptured, states: states)
    let start = captured.solved.equilibrium.state.displacements
    var (results, conditions) = ([ScenarioResult.Step](), asCaptured)
    var probes: [ProbeOutcome] = []
    let path =
      wantsErrorBars && wantsEquivalentYears ? subject.ageInYears.map(AgeingPath.steps) ?? [] : []
    for (number, step) in (steps + path).enumerated() {
      // The path is that of the face as captured, ageing alone.
      if number >= steps.count { conditions = asCaptured }
      conditions.apply(step.action, to: prepared.tissue)
      solver.watch = { watch(step.id, $0) }
      let (found, moments): (StepSolver.Found, [StepSolver.Moment])
      do {
        (found, moments) = try clock.time("solve \(step.id)") { () throws(StepError) in
          try way.state(of: step, under: conditions)
        }
      } catch {
        throw RunFailure(of: step.id, error, on: prepared, under: conditions.load)
      }
      func moved(_ displacements: [Vector3]) -> [Vector3] {
        zip(displacements, start).map { $0 - $1 }
      }
      let skin = found.changed.layers[.skin]
      let curve = step.duration.map { _ in
        clock.time("curves") {
          StepCurve(
            moments.map { ($0.time, moved($0.displacements)) }, under: conditions, skin: skin,
            on: prepared, rest: rest)
        }
      }
      if case .probe(let probe) = step.action {
        probes.append(
          try clock.time("probe \(step.id)") { () throws(RunFailure) in
            try outcome(of: probe, in: step, on: prepared, under: conditions, threads: threads)
          })
      }
      let equilibrium = found.equilibrium
      results.append(
        ScenarioResult.Step(
          id: step.id, action: step.action, conditions: conditions,
          isAsCaptured: way.isAtRest && conditions.areEquivalent(to: asCaptured),
          loadForce: forces.load(conditions).reduce(.zero, +),
          displacements: moved(equilibrium.state.displacements), changedSkin: skin, zones: [],
          history: equilibrium.history, minimumJ: equilibrium.worst.minimumJ, curve: curve))
    }
    var result = ScenarioResult(
      scenario: self, prepared: prepared, rest: rest, steps: results, changes: [], responses: [],
      degreesOfFreedom: solver.assembler.equationCount, factorEntries: solver.factor.factorEntries,
      threads: threads, clock: clock)
    result.probes = probes
    clock.time("measure") { result.takeStock() }
    if wantsErrorBars && wantsAgeingShares {
      var own = result
      own.steps.removeLast(path.count)
      result.ageingShares = try clock.time("ageing shares") { () throws(RunFailure) in
        try own.ageingShares(after: way)
      }
    }
    result.clock = clock
    if wantsErrorBars {
      try result.addErrorBars(after: way)
    } else if !parameters.isEmpty {
      result.responses = try result.responses(
        to: parameters, faces: try result.movedFaces(parameters), after: way)
    }
    if !path.isEmpty { result.readPath(count: path.count) }
    return result
  }

  private func outcome(
    of probe: Probe, in step: Step, on prepared: PreparedFace, under conditions: StepConditions,
    threads: Int
  ) throws(RunFailure) -> ProbeOutcome {
    do {
      return try ProbeOutcome(
        probe, step: step.id, on: prepared.tissue, conditions: conditions, threads: threads)
    } catch {
      throw RunFailure(step: step.id, reason: "\(error)")
    }
  }

  private func setUp(_ prepared: PreparedFace, threads: Int, clock: inout StageClock)
    throws(RunFailure) -> EquilibriumSolver
  {
    do {
      let assembler = try clock.time("set up") { () throws(AssemblyError) in
        try Assembler(solid: prepared.face.solid, threads: threads)
      }
      return try clock.time("analyse") { () throws(FactorizationError) in
        try EquilibriumSolver(assembler: assembler)
      }
    } catch {
      throw RunFailure(step: "set-up", reason: "\(error)")
    }
  }

  /// Recovers the rest shape, and loads it again as it was loaded when the face was captured; or takes both
  /// from an interrupted run.
  private func capturedState(
    of prepared: PreparedFace, with solver: EquilibriumSolver, under weight: [Vector3],
    states: SolvedStates?, clock: inout StageClock,
    watch: @escaping (String, NewtonIteration) -> Void
  ) throws(RunFailure) -> CapturedState {
    if let rows = states?.read(CapturedState.name),
      let known = CapturedState(rows, like: solver.assembler.undeformedState())
    {
      solver.assembler.reshape(to: known.positions)
      return known
    }
    do {
      let state = try recoverRest(with: solver, under: weight, clock: &clock, watch: watch)
      states?.write(state.rows, as: CapturedState.name)
      return state
    } catch {
      throw RunFailure(of: "rest shape", error, on: prepared)
    }
  }

  private func recoverRest(
    with solver: EquilibriumSolver, under weight: [Vector3], clock: inout StageClock,
    watch: @escaping (String, NewtonIteration) -> Void
  ) throws(SolverError) -> CapturedState {
    solver.watch = { watch("rest-shape", $0) }
    let shape = try clock.time("rest shape") { () throws(SolverError) in
      try RestShapeSolver(solver).restShape(under: weight)
    }
    let factorizations = solver.factorizations
    solver.watch = { watch("as-captured", $0) }
    let again = try clock.time("solve as captured") { () throws(SolverError) in
      try solver.solve(
        Loading(forces: zip(weight, shape.holding).map { $0 + $1 }),
        from: solver.assembler.heldState(), startLoading: Loading(forces: shape.holding))
    }
    guard let tangent = solver.factorized else {
      preconditionFailure("an equilibrium without a factorization")
    }
    return CapturedState(
      positions: shape.positions, holding: shape.holding, history: shape.history,
      factorizations: factorizations,
      solved: SolvedState(equilibrium: again, tangent: tangent, tangentState: 0))
  }
}
