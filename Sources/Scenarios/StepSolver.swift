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
/// Every equilibrium is found from that of the face as captured. Conditions that were met before have the
/// equilibrium that they had then, to the last bit, without a solution.
struct StepSolver {
  let solver: EquilibriumSolver
  private let forces: StepForces
  private let asCaptured: Loading
  private let regions: [SolidRegion]
  /// Every equilibrium so far, each under conditions of its own; the first is that of the face as captured.
  private(set) var found: [(conditions: StepConditions, equilibrium: Equilibrium)]

  /// - Parameters:
  ///   - solver: its body has the rest shape, its last factor is that of `captured`.
  ///   - forces: on the face.
  ///   - captured: the equilibrium of the face as captured.
  ///   - conditions: what was in force then.
  init(
    _ solver: EquilibriumSolver, forces: StepForces, captured: Equilibrium,
    under conditions: StepConditions
  ) {
    (self.solver, self.forces) = (solver, forces)
    asCaptured = forces.loading(conditions)
    regions = solver.assembler.solid.regions
    found = [(conditions, captured)]
  }

  /// The equilibrium under some conditions.
  ///
  /// - Throws: `SolverError` when the tolerance is not met.
  mutating func equilibrium(under conditions: StepConditions) throws(SolverError) -> Equilibrium {
    if let known = found.first(where: { $0.conditions.areEquivalent(to: conditions) }) {
      return known.equilibrium
    }
    solver.assembler.setMaterials(forces.regions(regions, under: conditions))
    let equilibrium = try solver.solve(
      forces.loading(conditions), from: found[0].equilibrium.state, startLoading: asCaptured)
    found.append((conditions, equilibrium))
    return equilibrium
  }
}
