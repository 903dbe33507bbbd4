import Anatomy
import Assembly
import Solvers
import Tensors
import Treatments

/// The forces on a face under given conditions.
struct StepForces: Sendable {
  private let prepared: PreparedFace
  /// m g of each node in N.
  private let weights: [Double]
  /// What holds the tension of the skin in the rest shape, in N on each node.
  var holding: [Vector3]
  /// From the shape without load to the face as captured, in m.
  var loaded: [Vector3]
  /// From the shape without load to the face as it was captured but upright, in m; nil until gravity's creep asks.
  var upright: [Vector3]?

  init(_ prepared: PreparedFace) {
    self.prepared = prepared
    weights = prepared.face.solid.nodalMasses().map { $0 * standardGravity }
    holding = Array(repeating: .zero, count: weights.count)
    loaded = holding
  }

  /// What has become of the tissue under given conditions.
  func changedTissue(_ conditions: StepConditions) throws(ImpossibleChange) -> ChangedTissue {
    try prepared.changedTissue(under: conditions, loaded: loaded, upright: upright)
  }

  /// Weight, load and what holds the tension of the skin together, and where the bone is.
  ///
  /// Springs whose ground has moved by g pull with K g.
  ///
  /// - Parameters:
  ///   - conditions: posture and load.
  ///   - changed: what has become of the tissue: what has grown weighs more.
  /// - Returns: forces and places of the constrained nodes.
  func loading(_ conditions: StepConditions, _ changed: ChangedTissue = ChangedTissue()) -> Loading
  {
    let down = conditions.posture.gravityDirection
    let (load, weights) = (load(conditions), weights(of: changed))
    var forces = weights.indices.map { weights[$0] * down + load[$0] + holding[$0] }
    guard let ground = changed.ground else { return Loading(forces: forces) }
    for support in prepared.face.solid.supports {
      support.addForces(displacements: ground, to: &forces)
    }
    return Loading(forces: forces, prescribed: ground)
  }

  private func weights(of changed: ChangedTissue) -> [Double] {
    guard changed.isGrown else { return weights }
    var grown = prepared.face.solid
    grown.regions = changed.applied(to: grown.regions)
    return grown.nodalMasses().map { $0 * standardGravity }
  }

  /// What the load on the skin adds, in N on each node.
  func load(_ conditions: StepConditions) -> [Vector3] {
    conditions.load?.forces(on: prepared) ?? Array(repeating: .zero, count: weights.count)
  }

  /// The body as captured, what acts on it under given conditions without what holds its tension, and what became of
  /// its materials.
  func body(_ conditions: StepConditions) throws(ImpossibleChange) -> LoadedBody {
    var free = self
    free.holding = Array(repeating: .zero, count: weights.count)
    let changed = try changedTissue(conditions)
    var solid = prepared.face.solid
    solid.cables = prepared.cables(under: conditions)
    return LoadedBody(
      solid: solid, forces: free.loading(conditions, changed).forces,
      ground: changed.ground,
      changed: { self.regions($0, under: conditions, changed) })
  }

  /// With what all threads pull under given conditions.
  func pulls(_ conditions: StepConditions) -> [[TensionedCable.Pull]] {
    prepared.cables(under: conditions).map(\.pulls)
  }

  /// The materials of all cells after the changes of stiffness and of shape.
  ///
  /// - Parameters:
  ///   - regions: those of the face as captured.
  ///   - conditions: with the factors by zone.
  ///   - changed: what else has become of the tissue.
  /// - Returns: one region per layer.
  func regions(
    _ regions: [SolidRegion], under conditions: StepConditions, _ changed: ChangedTissue
  ) -> [SolidRegion] {
    let zones = prepared.face.tissue.sheet.zoneOfTriangle
    return changed.applied(
      to: zip(TissueLayer.allCases, regions).map { layer, region in
        region.scaled(by: conditions.stiffness[layer].map { byZone in zones.map { byZone[$0] } })
      })
  }
}

/// Finds the equilibrium of step after step on a body of which the rest shape is known.
///
/// Every equilibrium at rest is found from that of the face as captured, or from the last one where something was done to
/// the face by then; a step that lasts for some seconds goes on from
/// the end of the step before. Conditions that were met before have the
/// equilibrium that they had then, to the last bit, without a solution; so have those that an interrupted run
/// has solved.
struct StepSolver {
  /// A state that was solved, what was in force, and what had become of the tissue.
  struct Found {
    var conditions: StepConditions
    var changed: ChangedTissue
    var equilibrium: Equilibrium
  }

  /// A state of another schedule.
  struct Neighbour {
    var found: Found
    /// Whether the factor at hand is of a state like it.
    var hasFactor: Bool
  }

  let solver: EquilibriumSolver
  private(set) var forces: StepForces
  private let regions: [SolidRegion]
  /// Every equilibrium so far, each under conditions of its own; the first is that of the face as captured.
  private(set) var found: [Found]
  private let states: SolvedStates?
  /// Number of the equilibrium whose materials the factor has.
  private var factorNumber: Int
  /// The factor that an interrupted run had and this one has not yet.
  private var missingFactor: FactorizedTangent?
  /// Number of the equilibrium that the last step at rest has.
  private var presentNumber = 0
  /// A state like the one that is sought next, of another schedule; where the search from it fails, it goes the usual way.
  var neighbour: Neighbour?
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
    self.forces.loaded = captured.solved.equilibrium.state.displacements
    regions = solver.assembler.solid.regions
    found = [
      Found(
        conditions: conditions, changed: ChangedTissue(), equilibrium: captured.solved.equilibrium)
    ]
    factorNumber = captured.solved.tangentState
    missingFactor = solver.factorized == nil ? captured.solved.tangent : nil
  }

  /// The equilibrium under some conditions, and what has become of the tissue.
  ///
  /// - Throws: `StepError` where the tissue cannot become that, or the tolerance is not met.
  mutating func equilibrium(under conditions: StepConditions) throws(StepError) -> Found {
    creeping = nil
    if let known = found.firstIndex(where: { $0.conditions.areEquivalent(to: conditions) }) {
      presentNumber = known
      return found[known]
    }
    if conditions.yearsAged != 0, forces.upright == nil { try findUpright() }
    let changed: ChangedTissue
    do { changed = try forces.changedTissue(conditions) } catch { throw .change(error) }
    var equilibrium = restored()
    if equilibrium == nil {
      do { equilibrium = try solved(under: conditions, changed) } catch { throw .solver(error) }
    }
    guard let equilibrium else { preconditionFailure("neither restored nor solved") }
    let state = Found(conditions: conditions, changed: changed, equilibrium: equilibrium)
    presentNumber = found.count
    found.append(state)
    return state
  }

  /// The body in its rest shape under some conditions, and what acts on it.
  ///
  /// - Throws: `StepError` where the tissue cannot become that.
  mutating func bodyAtRest(_ step: String, under conditions: StepConditions) throws(StepError)
    -> BodyAtRest
  {
    if conditions.yearsAged != 0, forces.upright == nil { try findUpright() }
    let changed: ChangedTissue
    do { changed = try forces.changedTissue(conditions) } catch { throw .change(error) }
    var solid = solver.assembler.solid
    solid.regions = forces.regions(regions, under: conditions, changed)
    let pulls = forces.pulls(conditions)
    for (index, own) in pulls.enumerated() { solid.cables[index].pulls = own }
    return BodyAtRest(
      step: step, conditions: "\(conditions)", solid: solid,
      gravity: standardGravity * conditions.posture.gravityDirection,
      load: forces.load(conditions), holding: forces.holding, ground: changed.ground,
      hasGrown: changed.isGrown,
      isTissueAsCaptured: changed.isNone && conditions.stiffness.isEmpty
        && pulls.allSatisfy { $0.allSatisfy(\.isSlack) })
  }

  /// No step in time adds more than 2 µm of error.
  static var times: TimeSettings {
    var times = TimeSettings()
    times.tolerance = 2e-6
    return times
  }

  /// Whether the tissue is at rest, so that nothing that went before is still seen.
  var isAtRest: Bool { creeping == nil }

  /// What becomes of the face in some seconds under some conditions, from where the last step ended.
  ///
  /// - Parameters:
  ///   - duration: in s.
  ///   - conditions: in force from the first moment on.
  ///   - change: of the relaxation of all layers.
  ///   - times: how fine time is cut.
  ///   - watch: called with every state in time: the one before, the one at once, and on.
  /// - Returns: the state at the end, and what has become of the tissue.
  /// - Throws: `StepError` where an equilibrium is not found with any step in time.
  mutating func follow(
    for duration: Double, under conditions: StepConditions,
    relaxation change: RelaxationChange = .none, times: TimeSettings = Self.times,
    watch: (CreepState) -> Void
  ) throws(StepError) -> Found {
    let changed: ChangedTissue
    do { changed = try forces.changedTissue(conditions) } catch { throw .change(error) }
    let settings = solver.settings
    defer { solver.settings = settings }
    do {
      try makeMissingFactor()
      solver.assembler.setMaterials(
        forces.regions(regions, under: conditions, changed).map(change.applied))
      solver.assembler.setPulls(forces.pulls(conditions))
      solver.settings.tolerance = 0.05 * times.tolerance
      let creep = CreepSolver(solver, settings: times)
      let present = found[presentNumber]
      let start =
        creeping
        ?? creep.relaxed(
          present.equilibrium, under: forces.loading(present.conditions, present.changed))
      watch(start)
      let end = try creep.follow(
        LoadSegment(duration: duration, holding: forces.loading(conditions, changed)), from: start,
        watch: watch)
      creeping = end
      // The factor of a moment in time cannot be made again after an interruption.
      solver.forgetFactor()
      return Found(conditions: conditions, changed: changed, equilibrium: end.equilibrium)
    } catch { throw .solver(error) }
  }

  /// The number of the state in which the face as captured stands upright; nil where none has asked for it.
  var uprightNumber: Int? {
    found.firstIndex { $0.conditions.areEquivalent(to: Self.upright(found[0].conditions)) }
  }

  private static func upright(_ captured: StepConditions) -> StepConditions {
    var conditions = captured
    conditions.posture = .upright
    return conditions
  }

  /// Gravity's creep goes on from how the face hangs when it is upright, however it was captured.
  private mutating func findUpright() throws(StepError) {
    let state = try equilibrium(under: Self.upright(found[0].conditions))
    forces.upright = state.equilibrium.state.displacements
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

  private mutating func solved(under conditions: StepConditions, _ changed: ChangedTissue)
    throws(SolverError) -> Equilibrium
  {
    if neighbour == nil { try makeMissingFactor() }
    let before = solver.factorizations
    let equilibrium = try way(to: changed, under: conditions)
    if solver.factorizations > before { factorNumber = found.count }
    if let tangent = solver.factorized {
      let solved = SolvedState(
        equilibrium: equilibrium, tangent: tangent, tangentState: factorNumber)
      states?.write(solved.rows, as: "\(found.count)")
    }
    return equilibrium
  }

  /// From a neighbour where there is one, else from what the face was before.
  func way(to changed: ChangedTissue, under conditions: StepConditions)
    throws(SolverError) -> Equilibrium
  {
    if let neighbour {
      let settings = solver.settings
      defer { solver.settings = settings }
      if neighbour.hasFactor {
        solver.settings.tolerance = max(settings.tolerance, Self.nearTolerance)
        solver.settings.trustsFactor = true
      }
      do {
        return try way(
          from: neighbour.found, to: changed, under: conditions, hasFactor: neighbour.hasFactor)
      } catch {
        guard case .notConverged = error else { throw error }
      }
    }
    return try way(from: found[origin(of: conditions)], to: changed, under: conditions)
  }

  /// At once where that converges, else by parts of the change.
  private func way(
    from origin: Found, to changed: ChangedTissue, under conditions: StepConditions,
    hasFactor: Bool = false
  ) throws(SolverError) -> Equilibrium {
    let (before, after) = (forces.pulls(origin.conditions), forces.pulls(conditions))
    let isChanged = !changed.isNone || !origin.changed.isNone || before != after
    var (state, loading) = (
      origin.equilibrium.state, forces.loading(origin.conditions, origin.changed)
    )
    var (reached, step) = (
      0.0,
      min(
        Self.firstPart(from: before, to: after),
        Self.firstPart(changed.volumeRatios(over: origin.changed)))
    )
    let tolerance = solver.settings.tolerance
    defer { solver.settings.tolerance = tolerance }
    var (wasParted, present) = (step < 1, origin.changed)
    while true {
      let part = min(1, reached + step)
      let partly = origin.changed.towards(changed, part: part)
      solver.assembler.setMaterials(forces.regions(regions, under: conditions, partly))
      solver.assembler.setPulls(
        zip(before, after).map { zip($0, $1).map { $0.towards($1, part: part) } })
      let next = forces.loading(conditions, partly)
      do {
        let ratios = partly.volumeRatios(over: present)
        let start = solver.assembler.swollen(state, by: ratios)
        // What is added in volume pushes with the bulk modulus: a factor of another state would mistake it for shear.
        if !hasFactor,
          ratios.contains(where: { $0?.contains { abs($0 - 1) > Self.keptVolume } ?? false })
        {
          solver.forgetFactor()
        }
        // A place on the way has to be near enough to go on from, no more.
        solver.settings.tolerance = part == 1 ? tolerance : max(tolerance, Self.wayTolerance)
        let equilibrium = try solver.solve(next, from: start, startLoading: loading)
        // The factor must be one that can be made again: of the tissue as it is in the end.
        if part == 1 {
          if wasParted { _ = try solver.factorizeTangent(at: equilibrium.state) }
          return equilibrium
        }
        (state, loading, reached, present) = (equilibrium.state, next, part, partly)
      } catch {
        guard case .notConverged = error, isChanged, step > Self.smallestPart else { throw error }
        (step, wasParted) = (step / 2, true)
      }
    }
  }

  /// The number of the equilibrium from which the one under some conditions is sought: the last one where more was done to the face
  /// since, that of the face as captured otherwise.
  private func origin(of conditions: StepConditions) -> Int {
    let started = found[presentNumber].conditions.started
    return !started.isEmpty && conditions.started.starts(with: started) ? presentNumber : 0
  }

  /// By which no thread is to pull more at once, in N, by trial: four cones (C1) take 2 N in fat so, where 2 N at once creep for minutes.
  private static let mostTension = 0.5

  private static func firstPart(
    from before: [[TensionedCable.Pull]], to after: [[TensionedCable.Pull]]
  ) -> Double {
    let added = zip(before.joined(), after.joined()).map { abs($1.tension - $0.tension) }.max() ?? 0
    return added > mostTension ? mostTension / added : 1
  }

  /// By which the logarithm of the volume of a cell of fat is to change no more at once.
  ///
  /// By trial: 1.5 mL of a graft then take two corrections in each part, where all at once wandered for a minute. Cells of fat get
  /// nearly all of it in their height; thin layers slide instead.
  private static let mostSwelling = 0.25

  /// Of states that are sought with the factor of a neighbour, in m: a tenth of a thousandth of a millimetre, which is what is asked of them.
  private static let nearTolerance = 1e-7

  /// Of states on the way, in m: the second correction of a part is smaller, and a third one would only sharpen what is left behind.
  private static let wayTolerance = 1e-4

  private static func firstPart(_ ratios: [[Double]?]) -> Double {
    let fat = zip(TissueLayer.allCases, ratios).filter { [.superficialFat, .deep].contains($0.0) }
    let most = fat.compactMap(\.1).joined().map { abs(Double.logarithm($0)) }.max() ?? 0
    return most > mostSwelling ? mostSwelling / most : 1
  }

  /// A change of the volume of a cell, relative, above which the factor of the state before does not serve.
  private static let keptVolume = 0.03

  /// Of a change; what does not converge with that has no equilibrium to be found.
  private static let smallestPart = 1.0 / 64

  /// A solution begins with the factor at hand: for the same bits it has to be the same factor.
  private mutating func makeMissingFactor() throws(SolverError) {
    guard let tangent = missingFactor else { return }
    let state = found[factorNumber]
    solver.assembler.setMaterials(
      forces.regions(regions, under: state.conditions, state.changed))
    solver.assembler.setPulls(forces.pulls(state.conditions))
    try solver.refactorize(tangent)
    missingFactor = nil
  }
}

extension StepSolver {
  /// Displacements from the rest shape at one time in s.
  typealias Moment = (time: Double, displacements: [Vector3])

  /// The equilibrium that a step ends with, and the moments on the way there.
  ///
  /// - Throws: `StepError` where the tissue cannot become that, or the tolerance is not met.
  mutating func state(of step: Scenario.Step, under conditions: StepConditions)
    throws(StepError) -> (found: Found, moments: [Moment])
  {
    guard let duration = step.duration else { return (try equilibrium(under: conditions), []) }
    // Not the states themselves, whose histories would fill the memory.
    var moments: [Moment] = []
    let end = try follow(for: duration, under: conditions) {
      moments.append(($0.time, $0.equilibrium.state.displacements))
    }
    return (end, moments)
  }
}

/// Why there is no equilibrium.
enum StepError: Error {
  case solver(SolverError)
  case change(ImpossibleChange)
}
