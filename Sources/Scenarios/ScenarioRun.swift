import Anatomy
import Assembly
import Solvers
import SparseAlgebra
import Tensors

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
    /// Displacement of every node from the face as captured, in m, in the frame of the head.
    public var displacements: [Vector3]
    public var zones: [ZoneStatistics]
    public var history: [NewtonIteration]
    /// Smallest volume ratio at any quadrature point, det F or θ; 1 where nothing is compressed.
    public var minimumJ: Double
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
  /// How all of it changes with what is not known of the tissue; empty unless asked for.
  public var responses: [TissueResponse]
  /// How far every number may be off; nil unless asked for.
  public var errorBars: ErrorBars?
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
  ///   - wantsErrorBars: whether to find out how far the numbers may be off.
  ///   - watch: called after each iteration with the name of the step.
  /// - Returns: fields and tables of every step.
  /// - Throws: `RunFailure`.
  public func run(
    on prepared: PreparedFace, threads: Int, clock: StageClock, wantsErrorBars: Bool = false,
    watch: @escaping (_ step: String, NewtonIteration) -> Void = { _, _ in }
  ) throws(RunFailure) -> ScenarioResult {
    var clock = clock
    let solver = try setUp(prepared, threads: threads, clock: &clock)
    let asCaptured = StepConditions(captured: face.captured)
    var forces = StepForces(prepared)
    let (rest, captured) = try recoverRest(
      of: prepared, with: solver, under: forces.loading(asCaptured).forces, clock: &clock,
      watch: watch)
    forces.holding = rest.holding
    var way = StepSolver(solver, forces: forces, captured: captured, under: asCaptured)
    var (results, conditions) = ([ScenarioResult.Step](), asCaptured)
    for step in steps {
      conditions.apply(step.action, to: prepared.tissue)
      solver.watch = { watch(step.id, $0) }
      let equilibrium: Equilibrium
      do {
        equilibrium = try clock.time("solve \(step.id)") { () throws(SolverError) in
          try way.equilibrium(under: conditions)
        }
      } catch {
        throw RunFailure(of: step.id, error, on: prepared, under: conditions.load)
      }
      let moved = zip(rest.displacements, equilibrium.state.displacements).map { $0 + $1 }
      results.append(
        ScenarioResult.Step(
          id: step.id, action: step.action, conditions: conditions,
          isAsCaptured: conditions.areEquivalent(to: asCaptured),
          loadForce: forces.load(conditions).reduce(.zero, +), displacements: moved, zones: [],
          history: equilibrium.history, minimumJ: equilibrium.worst.minimumJ))
    }
    var result = ScenarioResult(
      scenario: self, prepared: prepared, rest: rest, steps: results, changes: [], responses: [],
      degreesOfFreedom: solver.assembler.equationCount, factorEntries: solver.factor.factorEntries,
      threads: threads, clock: clock)
    result.takeStock()
    if wantsErrorBars { try result.addErrorBars(after: way) }
    return result
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

  /// Recovers the rest shape, and loads it again as it was loaded when the face was captured.
  private func recoverRest(
    of prepared: PreparedFace, with solver: EquilibriumSolver, under weight: [Vector3],
    clock: inout StageClock, watch: @escaping (String, NewtonIteration) -> Void
  ) throws(RunFailure) -> (RecoveredRest, Equilibrium) {
    let asCaptured = prepared.face.solid.mesh.positions
    do {
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
      let rest = RecoveredRest(
        captured: face.captured,
        displacements: zip(shape.positions, asCaptured).map { $0 - $1 }, holding: shape.holding,
        history: shape.history, factorizations: factorizations, forward: again)
      return (rest, again)
    } catch {
      throw RunFailure(of: "rest shape", error, on: prepared)
    }
  }
}
