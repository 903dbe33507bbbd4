import Anatomy
import Assembly
import EnergyDevices
import Foundation
import Solvers
import SparseAlgebra
import Tensors
import Treatments

/// A face of which the rest shape is known and the equilibrium as captured is solved: any number of schedules can be computed on it.
///
/// What is done to a face changes neither its mesh nor its rest shape. Another schedule takes both as they are, begins with the
/// factor at hand, and where the states of a schedule like it are known, from those.
///
/// A class: the factor is one, and each schedule leaves it as it needed it. Not to be used by two threads at a time.
public final class SolvedFace {
  /// The face, with what the devices and threads of the present schedule do to it.
  public private(set) var prepared: PreparedFace
  public let rest: RecoveredRest
  /// The steps at rest of the last schedule.
  public internal(set) var solved = SolvedSteps()
  let asCaptured: StepConditions
  private(set) var solver: EquilibriumSolver
  let threads: Int
  /// Whose face.
  private let scenario: Scenario
  private let captured: CapturedState
  private let states: SolvedStates?
  private var stepFactors: StepFactors
  /// Factorizations at the last moment when the factor was that of the face as captured.
  private var factorizationsAsCaptured: Int

  /// Recovers the rest shape, and loads it again as it was loaded when the face was captured; or takes both
  /// from an interrupted run.
  ///
  /// - Parameters:
  ///   - scenario: whose face.
  ///   - prepared: the face.
  ///   - threads: for assembly; the linear algebra has its own (`BLASThreads`).
  ///   - clock: notes what each stage takes.
  ///   - states: where solutions are kept for a run that is interrupted; nil keeps none.
  ///   - room: bytes for factors of single steps, with which schedules near another one begin.
  ///   - watch: called after each iteration with what is sought.
  /// - Throws: `RunFailure`.
  public init(
    _ scenario: Scenario, on prepared: PreparedFace, threads: Int, clock: inout StageClock,
    states: SolvedStates? = nil, room: Double = 0,
    watch: @escaping (_ step: String, NewtonIteration) -> Void = { _, _ in }
  ) throws(RunFailure) {
    solver = try Self.solver(for: prepared, threads: threads, clock: &clock)
    asCaptured = StepConditions(
      captured: scenario.face.captured, age: scenario.subject.ageInYears)
    let weight = StepForces(prepared).loading(asCaptured).forces
    captured = try Self.captured(
      prepared, with: solver, under: weight, states: states, clock: &clock, watch: watch)
    rest = RecoveredRest(
      scenario.face.captured, captured, target: prepared.face.solid.mesh.positions)
    factorizationsAsCaptured = solver.factorizations
    stepFactors = StepFactors(room: room)
    (self.scenario, self.prepared, self.threads, self.states) = (
      scenario, prepared, threads, states
    )
  }

  /// Whether a schedule is one for this face: face, subject, tissue, resolution and ageing are its own.
  public func isFace(of other: Scenario) -> Bool {
    scenario.face == other.face && scenario.subject == other.subject
      && scenario.tissue == other.tissue && scenario.resolution == other.resolution
      && scenario.ageing == other.ageing
  }

  /// Takes up another schedule on the same face: computes what its devices do, and lays its threads.
  ///
  /// - Parameters:
  ///   - other: a scenario of the same face (`isFace`).
  ///   - meshes: the folder of the atlas and the devices.
  ///   - cells: pulses of devices that were computed before.
  /// - Throws: `SessionError`, `RunFailure`, or `DocumentError` of the file of devices.
  public func prepare(_ other: Scenario, meshes: URL, cells: CellCache) throws {
    precondition(isFace(of: other), "a schedule for another face")
    let before = prepared.face.solid.cables.map(\.points)
    try prepared.prepare(other, meshes: meshes, cells: cells)
    guard prepared.face.solid.cables.map(\.points) != before else { return }
    // Threads couple nodes that nothing else does: another pattern of the matrix.
    var clock = StageClock()
    solver = try Self.solver(for: prepared, threads: threads, clock: &clock)
    factorizationsAsCaptured = 0
    stepFactors = StepFactors(room: stepFactors.room)
  }

  /// Does something with the factor that a step had when it was solved last.
  func withFactor<Result, Failure: Error>(
    of step: String, _ body: (_ isItsOwn: Bool) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let usual = solver.factorAtHand
    guard let own = stepFactors.factor(of: step, atHand: usual) else { return try body(false) }
    solver.goOn(with: own)
    defer {
      stepFactors.keep(solver.factorAtHand, of: step)
      solver.goOn(with: usual)
    }
    return try body(true)
  }

  /// The way through the steps of a schedule, from the face as captured.
  ///
  /// - Parameter anew: whether to go the way that a face just solved would, to the last bit.
  /// - Returns: what solves one step after the other.
  func way(anew: Bool) -> StepSolver {
    solver.assembler.adopt(prepared.face.solid)
    solver.assembler.reshape(to: captured.positions)
    if anew, solver.factorizations != factorizationsAsCaptured {
      // The first solution makes that of the face as captured again, which is no factorization that counts.
      solver.forgetFactor()
      factorizationsAsCaptured = solver.factorizations
    }
    var forces = StepForces(prepared)
    forces.holding = rest.holding
    return StepSolver(
      solver, forces: forces, captured: captured, under: asCaptured, states: states)
  }

  private static func solver(
    for prepared: PreparedFace, threads: Int, clock: inout StageClock
  ) throws(RunFailure) -> EquilibriumSolver {
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

  private static func captured(
    _ prepared: PreparedFace, with solver: EquilibriumSolver, under weight: [Vector3],
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

  private static func recoverRest(
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
