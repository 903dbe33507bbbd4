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
    /// Displacement of every node from the unloaded shape, in m, in the frame of the head.
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
  /// The direction in which gravity pulls, in the frame of the head.
  public var gravityDirection: Vector3 {
    switch self {
    case .upright: Vector3(0, -1, 0)
    case .supine: Vector3(0, 0, -1)
    }
  }
}

extension Scenario {
  /// Computes the steps on a prepared face.
  ///
  /// Each posture is an equilibrium of its own from the unloaded shape: the solid is elastic, so the
  /// order of the steps does not matter.
  ///
  /// - Parameters:
  ///   - prepared: the face.
  ///   - threads: for assembly; the linear algebra has its own (`BLASThreads`).
  ///   - clock: notes what each stage takes.
  /// - Returns: fields and tables of every step.
  /// - Throws: `RunFailure`.
  public func run(on prepared: PreparedFace, threads: Int, clock: StageClock) throws(RunFailure)
    -> ScenarioResult
  {
    var clock = clock
    let solver: EquilibriumSolver
    do {
      let assembler = try clock.time("set up") { () throws(AssemblyError) in
        try Assembler(solid: prepared.face.solid, threads: threads)
      }
      solver = try clock.time("analyse") { () throws(FactorizationError) in
        try EquilibriumSolver(assembler: assembler)
      }
    } catch {
      throw RunFailure(step: "set-up", reason: "\(error)", isDivergence: false)
    }
    let masses = prepared.face.solid.nodalMasses()
    var results: [ScenarioResult.Step] = []
    for step in steps {
      let direction = step.posture.gravityDirection
      let loading = Loading(forces: masses.map { $0 * standardGravity * direction })
      let equilibrium: Equilibrium
      do {
        equilibrium = try clock.time("solve \(step.id)") { () throws(SolverError) in
          try solver.solve(loading)
        }
      } catch {
        throw failure(of: step, error, prepared: prepared)
      }
      results.append(
        ScenarioResult.Step(
          id: step.id, posture: step.posture, displacements: equilibrium.state.displacements,
          zones: prepared.statistics(of: equilibrium.state.displacements, gravity: direction),
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
      scenario: self, prepared: prepared, steps: results, changes: changes,
      degreesOfFreedom: solver.assembler.equationCount, factorEntries: solver.factor.factorEntries,
      threads: threads, clock: clock)
  }

  private func failure(of step: Step, _ error: SolverError, prepared: PreparedFace) -> RunFailure {
    switch error {
    case .notConverged(let reached, let history, let worst):
      let tissue = prepared.face.tissue
      let layer = tissue.mesh.blocks[worst.block].region
      let zone = prepared.atlas.zones[tissue.sheet.zoneOfTriangle[worst.cell]].name
      let last = history.last.map { "last correction \((1e3 * $0.correction).formatted3) mm" }
      return RunFailure(
        step: step.id,
        reason: """
          no equilibrium beyond \((100 * reached).formatted3) % of the load after \
          \(history.count) iterations (\(last ?? "none finished")); the most deformed cell is in the \
          \(layer) of \(zone), volume ratio \(worst.minimumJ.formatted3). The tissue may be too soft \
          for its weight: try a larger shear modulus there
          """, isDivergence: true)
    case .factorization(let reason):
      return RunFailure(step: step.id, reason: reason, isDivergence: false)
    }
  }
}
