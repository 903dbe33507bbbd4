import Assembly
import Materials
import Solvers
import SparseAlgebra
import Tensors

/// A block of tissue under an instrument, ready to be solved.
public final class ProbedBody {
  public let block: SectorBlock
  public let solver: EquilibriumSolver
  /// Forces in N that hold the tension of the skin in the shape at rest.
  public let holding: [Vector3]
  /// Nodal forces in N of a suction of 1 Pa; zero for an indenter.
  public let unitSuction: [Vector3]

  /// Penalty of the contact over that of the tissue: G_max/a times this.
  ///
  /// The skin enters the instrument by the contact pressure over the penalty, less than 0.5 % of its motion;
  /// `RigidContact.Touch.deepest` is reported with every result.
  static let contactRatio = 3e4
  /// Corrections below this end Newton's method, in m: 10⁻⁵ of the least motion that instruments read.
  static let tolerance = 1e-9

  /// - Parameters:
  ///   - block: of tissue.
  ///   - obstacle: the instrument.
  ///   - size: the radius in m over which it deforms the tissue.
  ///   - reach: distance from the axis in m as far as skin may touch it.
  ///   - suction: distance from the axis in m within which it sucks; nil where it does not.
  ///   - limit: how deep skin may lie in the instrument on the way to an equilibrium, in m.
  ///   - threads: for assembly.
  /// - Throws: `AssemblyError` or `FactorizationError`.
  public init(
    _ block: SectorBlock, obstacle: RigidObstacle, size: Double, reach: Double,
    suction: Double?, limit: Double = .infinity, threads: Int = 2
  ) throws {
    self.block = block
    var solid = block.solid()
    solid.contacts = [
      RigidContact(
        facets: block.skin(within: reach), positions: block.mesh.positions, obstacle: obstacle,
        stiffness: Self.contactRatio * block.tissue.largestShearModulus / size, limit: limit)
    ]
    let assembler = try Assembler(solid: solid, threads: threads)
    holding = assembler.holdingForces().enumerated().map { i, force in
      force.replacing(with: Vector3.zero, where: solid.constrained[i])
    }
    var settings = NewtonSettings()
    settings.tolerance = Self.tolerance
    // What touches changes from one correction to the next, and with it the tangent.
    settings.keepsFactor = false
    solver = try EquilibriumSolver(assembler: assembler, settings: settings)
    unitSuction =
      suction.map { block.unitSuction(within: $0) }
      ?? Array(repeating: .zero, count: block.mesh.positions.count)
  }

  /// A body under a suction cup.
  public convenience init(_ probe: SuctionProbe, on block: SectorBlock, threads: Int = 2) throws {
    try self.init(
      block, obstacle: probe.obstacle, size: probe.aperture,
      reach: probe.aperture + 1.5 * probe.rim, suction: probe.flat,
      limit: probe.edge / 4, threads: threads)
  }

  /// A body under an indenter that does not touch it yet.
  public convenience init(
    _ indenter: Indenter, depth: Double, on block: SectorBlock, threads: Int = 2
  ) throws {
    let contact = indenter.contactRadius(depth: depth)
    try self.init(
      block, obstacle: indenter.obstacle(depth: 0), size: contact,
      reach: max(2 * contact, 1.2 * indenter.radius), suction: nil, threads: threads)
  }

  /// What acts at a suction in Pa.
  public func loading(suction: Double) -> Loading {
    Loading(forces: zip(holding, unitSuction).map { $0 + suction * $1 })
  }

  /// What acts when the tissue is raised against the instrument by a height in m.
  ///
  /// The same as an instrument that goes down by as much, but for the motion of all; then what acts is a loading
  /// like any other, and can change in time like one.
  public func loading(raised height: Double) -> Loading {
    let count = block.mesh.positions.count
    let lift = [Vector3](repeating: Vector3(0, 0, height), count: count)
    var forces = holding
    for support in solver.assembler.solid.supports {
      support.addForces(displacements: lift, to: &forces)
    }
    return Loading(forces: forces, prescribed: lift)
  }

  /// How the contact is in a state.
  public func touch(in state: SolidState) -> RigidContact.Touch {
    var touch = solver.assembler.solid.contacts[0].touch(displacements: state.displacements)
    touch.force = Vector3(0, 0, touch.force.z * block.count)
    touch.area *= block.count
    return touch
  }

  /// Equilibrium at rising suctions in Pa, each from the one before.
  ///
  /// - Throws: `SolverError`.
  public func equilibria(suctions: [Double]) throws(SolverError) -> [Equilibrium] {
    var found: [Equilibrium] = []
    var before = 0.0
    for suction in suctions {
      found.append(
        try solver.solve(
          loading(suction: suction),
          from: found.last?.state ?? solver.assembler.heldState(),
          startLoading: loading(suction: before)))
      before = suction
    }
    return found
  }

  /// Equilibrium with the instrument of a given position after another, each from the one before.
  ///
  /// - Throws: `SolverError`.
  public func equilibria(obstacles: [RigidObstacle]) throws(SolverError) -> [Equilibrium] {
    var found: [Equilibrium] = []
    let loading = loading(suction: 0)
    for obstacle in obstacles {
      solver.assembler.setObstacles([obstacle])
      found.append(
        try solver.solve(
          loading, from: found.last?.state ?? solver.assembler.heldState(), startLoading: loading))
    }
    return found
  }
}
