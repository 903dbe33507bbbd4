import Solvers
import Tensors

/// The states of a schedule's steps, from which a schedule like it can begin.
public struct SolvedSteps: Sendable {
  var byStep: [String: StepSolver.Found] = [:]
}

extension SolvedFace {
  /// Computes the steps of a schedule; `solved` is then what another one can begin with.
  ///
  /// - Parameters:
  ///   - scenario: of the same face, prepared.
  ///   - near: states of a schedule like it: a step is sought from the one of its name. Nil seeks every step as a run of its own does, to the
  ///     last bit where no threads were laid since the face was solved.
  ///   - wanted: ids of the steps that are to be solved; an equilibrium does not depend on those before it, so that others are left
  ///     out of the result unless they last for some seconds. Nil wants all.
  ///   - takesStock: whether zones and measures of all steps are told; else they can be asked for one by one (`statistics(ofStep:)`).
  ///   - clock: notes what each stage takes.
  ///   - wantsErrorBars: as in `Scenario.run`.
  ///   - parameters: as in `Scenario.run`.
  ///   - watch: called after each iteration with the name of the step.
  /// - Returns: fields and tables of every step.
  /// - Throws: `RunFailure`.
  public func run(
    _ scenario: Scenario, near: SolvedSteps? = nil, only wanted: Set<String>? = nil,
    takesStock: Bool = true,
    clock: StageClock = StageClock(),
    wantsErrorBars: Bool = false, responsesTo parameters: [UncertainParameter] = [],
    watch: @escaping (_ step: String, NewtonIteration) -> Void = { _, _ in }
  ) throws(RunFailure) -> ScenarioResult {
    var (clock, way, conditions) = (clock, way(anew: near == nil), asCaptured)
    var (steps, probes) = ([ScenarioResult.Step](), [ProbeOutcome]())
    solved = SolvedSteps()
    let path =
      wantsErrorBars && scenario.wantsEquivalentYears
      ? scenario.subject.ageInYears.map(AgeingPath.steps) ?? [] : []
    for (number, step) in (scenario.steps + path).enumerated() {
      // The path is that of the face as captured, ageing alone.
      if number >= scenario.steps.count { conditions = asCaptured }
      conditions.apply(step.action, to: prepared.tissue)
      if let wanted, step.duration == nil, !wanted.contains(step.id) { continue }
      solver.watch = { watch(step.id, $0) }
      if let neighbour = near?.byStep[step.id] {
        steps.append(
          try withFactor(of: step.id) { isItsOwn throws(RunFailure) in
            way.neighbour = .init(found: neighbour, hasFactor: isItsOwn)
            defer { way.neighbour = nil }
            return try solve(step, under: conditions, along: &way, clock: &clock)
          })
      } else {
        steps.append(try solve(step, under: conditions, along: &way, clock: &clock))
      }
      if case .probe(let probe) = step.action {
        probes.append(
          try clock.time("probe \(step.id)") { () throws(RunFailure) in
            try outcome(of: probe, in: step, under: conditions)
          })
      }
    }
    var result = ScenarioResult(
      scenario: scenario, prepared: prepared, rest: rest, steps: steps, changes: [], responses: [],
      degreesOfFreedom: solver.assembler.equationCount, factorEntries: solver.factor.factorEntries,
      threads: threads, clock: clock)
    result.probes = probes
    if takesStock { clock.time("measure") { result.takeStock() } }
    if wantsErrorBars && scenario.wantsAgeingShares {
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

  private func solve(
    _ step: Scenario.Step, under conditions: StepConditions, along way: inout StepSolver,
    clock: inout StageClock
  ) throws(RunFailure) -> ScenarioResult.Step {
    let (found, moments): (StepSolver.Found, [StepSolver.Moment])
    do {
      (found, moments) = try clock.time("solve \(step.id)") { () throws(StepError) in
        try way.state(of: step, under: conditions)
      }
    } catch {
      throw RunFailure(of: step.id, error, on: prepared, under: conditions.load)
    }
    if way.isAtRest { solved.byStep[step.id] = found }
    let start = way.found[0].equilibrium.state.displacements
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
    let equilibrium = found.equilibrium
    return ScenarioResult.Step(
      id: step.id, action: step.action, conditions: conditions,
      isAsCaptured: way.isAtRest && conditions.areEquivalent(to: asCaptured),
      loadForce: way.forces.load(conditions).reduce(.zero, +),
      displacements: moved(equilibrium.state.displacements), changedLayers: found.changed.layers,
      zones: [],
      history: equilibrium.history, minimumJ: equilibrium.worst.minimumJ, curve: curve)
  }

  private func outcome(
    of probe: Probe, in step: Scenario.Step, under conditions: StepConditions
  ) throws(RunFailure) -> ProbeOutcome {
    do {
      return try ProbeOutcome(
        probe, step: step.id, on: prepared.tissue, conditions: conditions, threads: threads)
    } catch {
      throw RunFailure(step: step.id, reason: "\(error)")
    }
  }
}
