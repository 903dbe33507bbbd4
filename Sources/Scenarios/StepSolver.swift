import Anatomy
import Assembly
import Solvers
import Tensors

/// The forces on a face under given conditions.
struct StepForces: Sendable {
  private let prepared: PreparedFace
  /// m g of each node in N.
  private let weights: [Double]
  /// What holds the tension of the skin in the rest shape, in N on each node.
  var holding: [Vector3]

  init(_ prepared: PreparedFace) {
    self.prepared = prepared
    weights = prepared.face.solid.nodalMasses().map { $0 * standardGravity }
    holding = Array(repeating: .zero, count: weights.count)
  }

  /// Weight, load and what holds the tension of the skin together.
  func loading(_ conditions: StepConditions) -> Loading {
    let down = conditions.posture.gravityDirection
    let load = load(conditions)
    return Loading(forces: weights.indices.map { weights[$0] * down + load[$0] + holding[$0] })
  }

  /// What the load on the skin adds, in N on each node.
  func load(_ conditions: StepConditions) -> [Vector3] {
    conditions.load?.forces(on: prepared) ?? Array(repeating: .zero, count: weights.count)
  }

  /// The body as captured, what acts on it under given conditions without what holds its tension, and what became of
  /// its materials.
  func body(_ conditions: StepConditions) -> LoadedBody {
    var free = self
    free.holding = Array(repeating: .zero, count: weights.count)
    return LoadedBody(
      solid: prepared.face.solid, forces: free.loading(conditions).forces,
      changed: { self.regions($0, under: conditions) })
  }

  /// The materials of all cells after the changes of stiffness.
  ///
  /// - Parameters:
  ///   - regions: those of the face as captured.
  ///   - conditions: with the factors by zone.
  /// - Returns: one region per layer.
  func regions(_ regions: [SolidRegion], under conditions: StepConditions) -> [SolidRegion] {
    let zones = prepared.face.tissue.sheet.zoneOfTriangle
    return zip(TissueLayer.allCases, regions).map { layer, region in
      region.scaled(by: conditions.stiffness[layer].map { byZone in zones.map { byZone[$0] } })
    }
  }
}

/// Finds the equilibrium of step after step on a body of which the rest shape is known.
///
/// Every equilibrium at rest is found from that of the face as captured; a step that lasts for some seconds goes on from
/// the end of the step before. Conditions that were met before have the
/// equilibrium that they had then, to the last bit, without a solution; so have those that an interrupted run
/// has solved.
struct StepSolver {
  let solver: EquilibriumSolver
  private let forces: StepForces
  private let asCaptured: Loading
  private let regions: [SolidRegion]
  /// Every equilibrium so far, each under conditions of its own; the first is that of the face as captured.
  private(set) var found: [(conditions: StepConditions, equilibrium: Equilibrium)]
  private let states: SolvedStates?
  /// Number of the equilibrium whose materials the factor has.
  private var factorNumber: Int
  /// The factor that an interrupted run had and this one has not yet.
  private var missingFactor: FactorizedTangent?
  /// Number of the equilibrium that the last step at rest has.
  private var presentNumber = 0
  /// The face since then, where time has passed; nil while it is at rest.
  private var creeping: CreepState?

  /// - Parameters:
  ///   - solver: its body has the rest shape, its last factor is that of `captured`.
  ///   - forces: on the face.
  ///   - captured: the equilibrium of the face as captured.
  ///   - conditions: what was in force then.
  ///   - states: where solutions are kept; nil keeps none.
  init(
    _ solver: EquilibriumSolver, forces: StepForces, captured: CapturedState,
    under conditions: StepConditions, states: SolvedStates?
  ) {
    (self.solver, self.forces, self.states) = (solver, forces, states)
    asCaptured = forces.loading(conditions)
    regions = solver.assembler.solid.regions
    found = [(conditions, captured.solved.equilibrium)]
    factorNumber = captured.solved.tangentState
    missingFactor = solver.factorized == nil ? captured.solved.tangent : nil
  }

  /// The equilibrium under some conditions.
  ///
  /// - Throws: `SolverError` when the tolerance is not met.
  mutating func equilibrium(under conditions: StepConditions) throws(SolverError) -> Equilibrium {
    creeping = nil
    if let known = found.firstIndex(where: { $0.conditions.areEquivalent(to: conditions) }) {
      presentNumber = known
      return found[known].equilibrium
    }
    let equilibrium: Equilibrium
    if let known = restored() {
      equilibrium = known
    } else {
      equilibrium = try solved(under: conditions)
    }
    presentNumber = found.count
    found.append((conditions, equilibrium))
    return equilibrium
  }

  /// Whether the tissue is at rest, so that nothing that went before is still seen.
  var isAtRest: Bool { creeping == nil }

  /// What becomes of the face in some seconds under some conditions, from where the last step ended.
  ///
  /// - Parameters:
  ///   - duration: in s.
  ///   - conditions: in force from the first moment on.
  ///   - change: of the relaxation of all layers.
  ///   - tolerance: largest estimated error of a displacement in one step in time, in m.
  ///   - watch: called with every state in time: the one before, the one at once, and on.
  /// - Returns: the state at the end.
  /// - Throws: `SolverError` when an equilibrium is not found with any step in time.
  mutating func follow(
    for duration: Double, under conditions: StepConditions,
    relaxation change: RelaxationChange = .none, tolerance: Double = 2e-6,
    watch: (CreepState) -> Void
  ) throws(SolverError) -> CreepState {
    try makeMissingFactor()
    solver.assembler.setMaterials(forces.regions(regions, under: conditions).map(change.applied))
    let settings = solver.settings
    defer { solver.settings = settings }
    solver.settings.tolerance = 0.05 * tolerance
    let creep = CreepSolver(solver)
    creep.settings.tolerance = tolerance
    let start =
      creeping
      ?? creep.relaxed(
        found[presentNumber].equilibrium, under: forces.loading(found[presentNumber].conditions))
    watch(start)
    let segment = LoadSegment(duration: duration, holding: forces.loading(conditions))
    let end = try creep.follow(segment, from: start, watch: watch)
    creeping = end
    // The factor of a moment in time cannot be made again after an interruption.
    solver.forgetFactor()
    return end
  }

  /// What an interrupted run has found here.
  private mutating func restored() -> Equilibrium? {
    guard let rows = states?.read("\(found.count)"),
      let solved = SolvedState(rows[...], like: found[0].equilibrium.state),
      solved.tangentState <= found.count
    else { return nil }
    (missingFactor, factorNumber) = (solved.tangent, solved.tangentState)
    return solved.equilibrium
  }

  private mutating func solved(under conditions: StepConditions) throws(SolverError) -> Equilibrium
  {
    try makeMissingFactor()
    solver.assembler.setMaterials(forces.regions(regions, under: conditions))
    let before = solver.factorizations
    let equilibrium = try solver.solve(
      forces.loading(conditions), from: found[0].equilibrium.state, startLoading: asCaptured)
    if solver.factorizations > before { factorNumber = found.count }
    if let tangent = solver.factorized {
      let solved = SolvedState(
        equilibrium: equilibrium, tangent: tangent, tangentState: factorNumber)
      states?.write(solved.rows, as: "\(found.count)")
    }
    return equilibrium
  }

  /// A solution begins with the factor at hand: for the same bits it has to be the same factor.
  private mutating func makeMissingFactor() throws(SolverError) {
    guard let tangent = missingFactor else { return }
    solver.assembler.setMaterials(
      forces.regions(regions, under: found[factorNumber].conditions))
    try solver.refactorize(tangent)
    missingFactor = nil
  }
}

extension StepSolver {
  /// The equilibrium that a step ends with, and the states in time on the way there.
  ///
  /// - Throws: `SolverError` when the tolerance is not met.
  mutating func state(of step: Scenario.Step, under conditions: StepConditions)
    throws(SolverError) -> (equilibrium: Equilibrium, states: [CreepState])
  {
    guard let duration = step.duration else {
      return (try equilibrium(under: conditions), [])
    }
    var states: [CreepState] = []
    let end = try follow(for: duration, under: conditions) { states.append($0) }
    return (end.equilibrium, states)
  }
}
