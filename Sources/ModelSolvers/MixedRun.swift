import Assembly
import Materials
import Meshes
import Models
import Solvers
import SparseAlgebra
import Tensors

/// Solves a model step by step with the cells of the face: pressure and volume ratio of their own in each wedge.
///
/// Both are constant over the triangle and linear through the thickness, {1, ζ}, so that thin layers that keep their
/// volume do not lock as they do where displacements alone are unknown. Loads of fixed direction only, and materials
/// without a memory: the way to a load does not matter, and it is taken in one step where that converges.
///
/// - Source: Simo, Taylor & Pister, Comput. Methods Appl. Mech. Eng. 51 (1985) 177.
public struct MixedRun {
  private let model: Model
  private let threads: Int
  private let mesh: VolumeMesh
  private let regions: [SolidRegion]
  /// The edge of a cube with the mean volume of a cell.
  private let cellSize: Double
  private var solver: EquilibriumSolver?
  private var state: SolidState?
  private var loading: Loading
  private var time = 0.0

  /// Factorizations so far.
  public private(set) var factorizations = 0

  /// - Parameters:
  ///   - model: of wedges of 15 nodes in layers along ζ.
  ///   - threads: for assembly; results do not depend on it.
  /// - Throws: `MixedRefusal`.
  public init(_ model: Model, threads: Int = 1) throws(MixedRefusal) {
    try MixedRefusal.check(model)
    (self.model, self.threads) = (model, threads)
    mesh = VolumeMesh(
      positions: model.positions,
      blocks: model.blocks.map {
        CellBlock(region: $0.name, shape: $0.shape, nodes: $0.nodes)
      })
    regions = model.blocks.compactMap { block in
      let material = model.materials[block.material]
      return material.faceMaterial.map { SolidRegion(material: $0, density: material.density) }
    }
    let volume = mesh.blocks.reduce(0) {
      $0 + $1.volumes(positions: model.positions).reduce(0, +)
    }
    cellSize = Double.power(volume / Double(model.cellCount), 1.0 / 3)
    loading = Loading(forces: Array(repeating: .zero, count: model.positions.count))
  }

  /// Solves all steps, or up to a time.
  ///
  /// - Parameters:
  ///   - end: the last time; the end of the last step if nil.
  ///   - visit: takes every converged state in order.
  /// - Throws: `ModelError` for a cell turned inside out or a step that does not converge, `MixedRefusal` for a material
  ///   out of range, or what `visit` throws.
  public mutating func solve(until end: Double? = nil, visit: (ModelState) throws -> Void) throws {
    for (index, step) in model.steps.enumerated() {
      let supports = model.supports.filter { $0.steps?.contains(index) ?? true }
      let loads = model.loads.filter { $0.steps?.contains(index) ?? true }
        .map { ActiveLoad($0, on: model) }
      let solver = try solver(holding: supports)
      var clock = StepClock(step, start: time, lastTime: end)
      let start = state?.displacements ?? Array(repeating: .zero, count: model.positions.count)
      while let size = clock.next() {
        let target = clock.time(after: size)
        let next = Loading(
          forces: forces(of: loads, at: target),
          prescribed: displacements(of: supports, at: target, start: start))
        let found: Equilibrium
        do throws(SolverError) {
          found = try equilibrium(solver, under: next)
        } catch {
          throw ModelError.diverged(step: step.name, time: target, reason: "\(error)")
        }
        clock.accept(size, iterations: found.history.count)
        (state, loading, time) = (found.state, next, target)
        try visit(modelState(of: found, solver, step: index))
      }
      if let end, time >= end - StepClock.slack(end) { return }
    }
  }

  /// The solver of a step; the last one where the same displacements are held.
  private mutating func solver(holding supports: [Support]) throws -> EquilibriumSolver {
    var solid = Solid(mesh: mesh, regions: regions)
    for support in supports {
      for node in support.nodes { solid.constrained[node][support.axis] = true }
    }
    if let solver, solver.assembler.solid.constrained == solid.constrained { return solver }
    let new = try EquilibriumSolver(assembler: assembler(of: solid))
    solver = new
    return new
  }

  private func assembler(of solid: Solid) throws -> Assembler {
    do throws(AssemblyError) {
      return try Assembler(solid: solid, threads: threads)
    } catch {
      switch error {
      case .invertedReferenceCell(let region, let cell, _):
        let block = model.blocks.first { $0.name == region }
        throw ModelError.inverted(cell: block?.numbers[cell] ?? cell, block: region)
      case .impossibleMaterial(let region, _, let reason):
        throw MixedRefusal(reasons: ["\"\(region)\" has a material out of range: \(reason)"])
      case .inconsistentMaterials, .unsoundPressure:
        preconditionFailure("one material a block, and wedges alone")
      }
    }
  }

  /// The equilibrium, to a millionth of the largest displacement or of a cell, whatever is less.
  private mutating func equilibrium(_ solver: EquilibriumSolver, under next: Loading)
    throws(SolverError) -> Equilibrium
  {
    solver.settings = NewtonSettings(cellSize: cellSize)
    let before = solver.factorizations
    defer { factorizations += solver.factorizations - before }
    var found = try solver.solve(next, from: state, startLoading: loading)
    let largest = found.state.displacements.reduce(0) { max($0, $1.length) }
    let finest = NewtonSettings.relativeTolerance * largest
    if largest > 0, finest < solver.settings.tolerance {
      solver.settings.tolerance = finest
      let history = found.history
      found = try solver.solve(next, from: found.state, startLoading: next)
      found.history = history + found.history
    }
    return found
  }

  private func forces(of loads: [ActiveLoad], at time: Double) -> [Vector3] {
    var forces = [Vector3](repeating: .zero, count: model.positions.count)
    for load in loads {
      load.add(
        at: time, positions: model.positions, displacements: [],
        addForce: { forces[Int($0)] += $1 }, addTangent: nil)
    }
    return forces
  }

  private func displacements(of supports: [Support], at time: Double, start: [Vector3])
    -> [Vector3]
  {
    var prescribed = [Vector3](repeating: .zero, count: model.positions.count)
    for (place, value) in supports.given(at: time, start: start) {
      prescribed[place / 3][place % 3] = value
    }
    return prescribed
  }

  private func modelState(of found: Equilibrium, _ solver: EquilibriumSolver, step: Int)
    -> ModelState
  {
    let means = solver.assembler.cellMeans(at: found.state).flatMap { $0 }
    return ModelState(
      step: step, time: time, displacements: found.state.displacements,
      reactions: found.reactions, stresses: means.map(\.stress), strains: means.map(\.strain),
      volumeRatios: means.map(\.volumeRatio), iterations: found.history.count)
  }
}

extension NewtonSettings {
  /// Largest correction of a converged state over the largest displacement, or over the size of a cell.
  static let relativeTolerance = 1e-6

  /// The settings of the face in the unit of a model, whatever that is.
  ///
  /// The cells of a face measure about 3 mm; lengths there are 10⁻⁵ m and 10⁻⁴ m, here shares of a cell.
  init(cellSize: Double) {
    self.init()
    tolerance = Self.relativeTolerance * cellSize
    keptFactorThreshold = cellSize / 300
    placedThreshold = cellSize / 30
    iteratedThreshold = cellSize / 10
  }
}
