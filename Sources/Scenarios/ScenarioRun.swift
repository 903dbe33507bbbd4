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
    public var posture: Scenario.Posture
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
  public var degreesOfFreedom: Int
  public var factorEntries: Double
  public var threads: Int
  public var clock: StageClock
}

/// Why a run ended without results.
public struct RunFailure: Error, CustomStringConvertible {
  public var step: String
  public var reason: String
  public var isDivergence: Bool
  public var description: String { "step \(step): \(reason)" }
}

/// Standard gravity in m/s².
public let standardGravity = 9.80665

extension Scenario.Posture {
  /// The direction in which gravity pulls, in the frame of the head; zero without gravity.
  public var gravityDirection: Vector3 {
    switch self {
    case .upright: Vector3(0, -1, 0)
    case .supine: Vector3(0, 0, -1)
    case .prone: Vector3(0, 0, 1)
    case .weightless: .zero
    }
  }
}

extension Scenario {
  /// Computes the steps on a prepared face.
  ///
  /// First the shape is recovered that the face has without weight; each posture is then an equilibrium of
  /// its own: the solid is elastic, so the order of the steps does not matter. What holds the tension of the
  /// skin in that shape acts in every step.
  ///
  /// - Parameters:
  ///   - prepared: the face.
  ///   - threads: for assembly; the linear algebra has its own (`BLASThreads`).
  ///   - clock: notes what each stage takes.
  ///   - watch: called after each iteration with the name of the step.
  /// - Returns: fields and tables of every step.
  /// - Throws: `RunFailure`.
  public func run(
    on prepared: PreparedFace, threads: Int, clock: StageClock,
    watch: @escaping (_ step: String, NewtonIteration) -> Void = { _, _ in }
  ) throws(RunFailure) -> ScenarioResult {
    var clock = clock
    let solver = try setUp(prepared, threads: threads, clock: &clock)
    let weights = prepared.face.solid.nodalMasses().map { $0 * standardGravity }
    func weight(_ posture: Posture) -> [Vector3] { weights.map { $0 * posture.gravityDirection } }
    let (rest, captured) = try recoverRest(
      of: prepared, with: solver, under: weight(face.captured), clock: &clock, watch: watch)
    func loading(_ posture: Posture) -> Loading {
      Loading(forces: zip(weight(posture), rest.holding).map { $0 + $1 })
    }
    let asCaptured = loading(face.captured)
    var results: [ScenarioResult.Step] = []
    for step in steps {
      var equilibrium = captured
      if step.posture != face.captured {
        solver.watch = { watch(step.id, $0) }
        do {
          equilibrium = try clock.time("solve \(step.id)") { () throws(SolverError) in
            try solver.solve(
              loading(step.posture), from: captured.state, startLoading: asCaptured,
              reusingFactor: results.allSatisfy { $0.posture == face.captured })
          }
        } catch {
          throw failure(of: step.id, error, prepared: prepared)
        }
      }
      let moved = zip(rest.displacements, equilibrium.state.displacements).map { $0 + $1 }
      results.append(
        ScenarioResult.Step(
          id: step.id, posture: step.posture, displacements: moved,
          zones: prepared.statistics(of: moved, gravity: step.posture.gravityDirection),
          history: equilibrium.history, minimumJ: equilibrium.worst.minimumJ))
    }
    let first = results[0]
    let changes = results.dropFirst().map { step -> ScenarioResult.Change in
      let way = zip(step.displacements, first.displacements).map { $0 - $1 }
      return ScenarioResult.Change(
        from: first.id, to: step.id, displacements: way,
        zones: prepared.statistics(of: way, gravity: step.posture.gravityDirection))
    }
    return ScenarioResult(
      scenario: self, prepared: prepared, rest: rest, steps: results, changes: changes,
      degreesOfFreedom: solver.assembler.equationCount, factorEntries: solver.factor.factorEntries,
      threads: threads, clock: clock)
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
      throw RunFailure(step: "set-up", reason: "\(error)", isDivergence: false)
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
      throw failure(of: "rest shape", error, prepared: prepared)
    }
  }

  private func failure(of step: String, _ error: SolverError, prepared: PreparedFace) -> RunFailure
  {
    switch error {
    case .notConverged(let reached, let history, let worst):
      let last = history.last.map { "last correction \((1e3 * $0.correction).formatted3) mm" }
      return RunFailure(
        step: step,
        reason: """
          no equilibrium beyond \((100 * reached).formatted3) % of the load after \
          \(history.count) iterations (\(last ?? "none finished")); the most deformed cell is in \
          \(prepared.place(of: worst)). The tissue may be too soft for its weight: try a larger \
          shear modulus there
          """, isDivergence: true)
    case .noRestShape(let reached, let history, let worst):
      return RunFailure(
        step: step,
        reason: """
          no unloaded shape from which more than \((100 * reached).formatted3) % of the weight leads \
          to the scan was found in \(history.count) corrections; the most deformed cell is in \
          \(prepared.place(of: worst)). The tissue may be too soft to be held up in this shape: try \
          a larger shear modulus there, and check "captured" (\(face.captured.rawValue))
          """, isDivergence: true)
    case .factorization(let reason):
      return RunFailure(step: step, reason: reason, isDivergence: false)
    }
  }
}

extension PreparedFace {
  /// Layer, zone and volume ratio of a cell, in words.
  func place(of worst: WorstCell) -> String {
    let tissue = face.tissue
    let layer = tissue.mesh.blocks[worst.block].region
    let zone = atlas.zones[tissue.sheet.zoneOfTriangle[worst.cell]].name
    return "the \(layer) of \(zone), volume ratio \(worst.minimumJ.formatted3)"
  }
}
