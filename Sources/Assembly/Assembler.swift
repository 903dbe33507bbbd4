import Dispatch
import SparseAlgebra
import Tensors

/// The most deformed place of a body.
public struct WorstCell: Sendable, Equatable {
  /// Smallest det F or volume ratio θ at any quadrature point.
  public var minimumJ: Double
  public var block: Int
  public var cell: Int

  public init(minimumJ: Double, block: Int, cell: Int) {
    (self.minimumJ, self.block, self.cell) = (minimumJ, block, cell)
  }
}

/// Turns the state of a body into its equations: residual and tangent of the three-field form.
///
/// Cells are evaluated in batches of four on `threads` threads; every sum is formed in the order of the
/// cells, so the result has the same bits for any number of threads.
public final class Assembler {
  /// The body; only the positions of its nodes and what turns with them change, by `reshape`, its constants, by
  /// `setMaterials`, and all that is not its cells, laws and equations by `adopt`.
  public private(set) var solid: Solid
  public let threads: Int
  /// The tangent; filled by `assemble`.
  public private(set) var matrix: SymmetricMatrix
  /// Internal, spring, contact and thread forces on all nodes in N, condensed; filled by `assemble`.
  public private(set) var forces: [Vector3]
  /// Forces −K Δū that prescribed increments bring to the free nodes; filled when asked for.
  public private(set) var liftedForces: [Vector3]

  private let numbering: NodeNumbering
  private(set) var blocks: [CellBatches]
  /// B, M⁻¹, H, r_p, r_θ of the last evaluation, one array per block: `[batch]`.
  private var couplings: [[Lanes]]
  private let prescribed: PrescribedEquations

  /// - Throws: `AssemblyError` for mixed laws, an impossible material or a cell that is inside out before it is loaded.
  public init(solid: Solid, threads: Int = 1) throws(AssemblyError) {
    self.solid = solid
    self.threads = max(1, threads)
    numbering = NodeNumbering(solid: solid)
    matrix = numbering.pattern
    forces = Array(repeating: .zero, count: solid.mesh.positions.count)
    liftedForces = forces
    prescribed = PrescribedEquations(solid: solid, numbering: numbering)
    var blocks: [CellBatches] = []
    for (block, region) in zip(solid.mesh.blocks, solid.regions) {
      blocks.append(
        try CellBatches(
          block: block, region: region, basis: solid.pressureBasis,
          positions: solid.mesh.positions, numbering: numbering))
    }
    self.blocks = blocks
    couplings = blocks.map { Array(repeating: Lanes(0), count: $0.couplingStride * $0.batchCount) }
  }

  /// Number of equations.
  public var equationCount: Int { matrix.order }

  /// Gives the undeformed body other positions; its cells, springs and equations stay, oriented materials
  /// turn.
  ///
  /// Where a cell turns inside out the next evaluation says so by a negative det F.
  ///
  /// - Parameter positions: of all nodes, in m.
  public func reshape(to positions: [Vector3]) {
    solid.reshape(to: positions)
    if let block = solid.oriented?.block { blocks[block].setMaterials(of: solid.regions[block]) }
  }

  /// Gives the cells other constants of the laws they follow; shape, springs and equations stay.
  ///
  /// - Parameter regions: one per block, of the same laws.
  public func setMaterials(_ regions: [SolidRegion]) {
    precondition(regions.count == blocks.count)
    for (i, region) in regions.enumerated() where region != solid.regions[i] {
      blocks[i].setMaterials(of: region)
    }
    solid.regions = regions
  }

  /// Takes shape, constants and springs of another body of the same cells, laws and equations.
  ///
  /// Where a cell turns inside out the next evaluation says so by a negative det F.
  ///
  /// - Parameter other: differs in positions, moduli, growth or springs alone.
  public func adopt(_ other: Solid) {
    precondition(other.constrained == solid.constrained)
    setMaterials(other.regions)
    solid = other
  }

  /// Moves the obstacles, one for each contact of the body.
  public func setObstacles(_ obstacles: [RigidObstacle]) {
    precondition(obstacles.count == solid.contacts.count)
    for (i, obstacle) in obstacles.enumerated() { solid.contacts[i].obstacle = obstacle }
  }

  /// Lets the threads of the body pull otherwise.
  ///
  /// - Parameter pulls: one list for each cable, one entry for each of its pieces.
  public func setPulls(_ pulls: [[TensionedCable.Pull]]) {
    precondition(pulls.count == solid.cables.count)
    for (i, values) in pulls.enumerated() { solid.cables[i].pulls = values }
  }

  /// The undeformed state: u = 0, p = 0, θ = 1.
  public func undeformedState() -> SolidState {
    let functions = solid.pressureBasis.count
    return SolidState(
      displacements: Array(repeating: .zero, count: solid.mesh.positions.count),
      pressures: blocks.map { Array(repeating: Lanes(0), count: functions * $0.batchCount) },
      dilatations: blocks.map { block in
        (0..<functions * block.batchCount).map { Lanes($0 % functions == 0 ? 1 : 0) }
      })
  }

  /// The state of a body that is held in its undeformed shape: u = 0, θ = 1, p = U′(1).
  ///
  /// Where nothing has grown it is the undeformed state. The tangent of a prestretched body is that of its
  /// stressed material here: K = ∫ ∇N·(C + σ)·∇N, positive definite where σ pulls.
  public func heldState() -> SolidState {
    var state = undeformedState()
    for (i, block) in blocks.enumerated() {
      state.pressures[i] = block.heldPressures(of: solid.regions[i])
    }
    return state
  }

  /// A state with the dilatation that goes with a growth of its cells: θ becomes θ det Fg, the pressure stays what it was.
  ///
  /// Where cells are to grow by a tenth, U′(θ/Jg) at the old θ would be a twentieth of the bulk modulus, and what is of
  /// second order in it more than all other stresses.
  ///
  /// - Parameters:
  ///   - state: before.
  ///   - ratios: det Fg of each cell after over before, one list per block; nil where a block has not grown.
  /// - Returns: where to begin the search of the equilibrium after.
  public func swollen(_ state: SolidState, by ratios: [[Double]?]) -> SolidState {
    var swollen = state
    let functions = solid.pressureBasis.count
    for (block, ratios) in ratios.enumerated() {
      guard let ratios else { continue }
      for (cell, ratio) in ratios.enumerated() {
        for f in 0..<functions {
          swollen.dilatations[block][functions * (cell / 4) + f][cell % 4] *= ratio
        }
      }
    }
    return swollen
  }

  /// The forces on the nodes, in N, that hold the body in its undeformed shape: r(u = 0).
  ///
  /// Zero where nothing has grown. Overwrites `forces`.
  public func holdingForces() -> [Vector3] {
    guard solid.isGrown else { return Array(repeating: .zero, count: forces.count) }
    assemble(at: heldState(), wantsTangent: false)
    return forces
  }

  /// Makes the body answer as it does at the end of a time step; nil makes it elastic, as after infinite time.
  ///
  /// - Parameter terms: one per block, nil for a block that does not relax.
  func setViscous(_ terms: [ViscousTerm?]?) {
    for i in blocks.indices { blocks[i].viscous = terms?[i] }
  }

  /// A factor object for the pattern of this body.
  public func makeFactor() throws(FactorizationError) -> CholeskyFactor {
    try CholeskyFactor(analyzing: numbering.pattern, ordering: .metisOfBlocks(size: 3))
  }

  // MARK: - Evaluation

  /// Evaluates forces, and the tangent when asked, at `state`.
  ///
  /// - Parameters:
  ///   - state: displacements, pressures and dilatations.
  ///   - wantsTangent: whether `matrix` is computed as well.
  ///   - projected: whether each indefinite cell matrix is replaced by its nearest positive one.
  ///   - increments: prescribed displacement increments Δū in m, for `liftedForces`.
  /// - Returns: the stored energy in J and the most deformed cell.
  @discardableResult
  public func assemble(
    at state: SolidState, wantsTangent: Bool, projected: Bool = false,
    increments: [Vector3]? = nil
  ) -> (energy: Double, worst: WorstCell) {
    if wantsTangent { matrix.setToZero() }
    for i in forces.indices { forces[i] = .zero }
    if increments != nil { for i in liftedForces.indices { liftedForces[i] = .zero } }
    var energy = 0.0
    var worst = WorstCell(minimumJ: .infinity, block: 0, cell: 0)
    let places =
      solid.cables.isEmpty
      ? [] : zip(solid.mesh.positions, state.displacements).map { $0 + $1 }
    let (numbering, threads) = (numbering, threads)
    matrix.values.withUnsafeMutableBufferPointer { values in
      forces.withUnsafeMutableBufferPointer { forces in
        liftedForces.withUnsafeMutableBufferPointer { lifted in
          let target = ScatterTarget(
            numbering: numbering, threads: threads, values: values, forces: forces, lifted: lifted)
          for block in blocks.indices {
            let pass = BlockPass(
              cells: blocks[block], state: state, block: block, positions: solid.mesh.positions,
              wantsTangent: wantsTangent, projected: projected, increments: increments,
              threads: threads)
            // Threads that project cells side by side would wait for each other at every small system.
            let result =
              projected
              ? BLASThreads.withOne { pass.run(coupling: &couplings[block], into: target) }
              : pass.run(coupling: &couplings[block], into: target)
            energy += result.energy
            if !(result.worst.minimumJ >= worst.minimumJ) { worst = result.worst }
          }
          if wantsTangent {
            for support in solid.supports { target.add(support.blocks, increments: increments) }
            for contact in solid.contacts {
              target.add(
                contact.tangent(displacements: state.displacements, projected: projected),
                increments: increments)
            }
            for cable in solid.cables {
              target.add(cable.tangent(places: places), increments: increments)
            }
          }
        }
      }
    }
    for support in solid.supports {
      support.addForces(displacements: state.displacements, to: &forces)
      energy += support.energy(displacements: state.displacements)
    }
    for contact in solid.contacts {
      contact.addForces(displacements: state.displacements, to: &forces)
      energy += contact.energy(displacements: state.displacements)
    }
    for cable in solid.cables {
      cable.addForces(places: places, to: &forces)
      energy += cable.energy(places: places)
    }
    if wantsTangent { prescribed.clearRows(of: &matrix) }
    return (energy, worst)
  }

  // MARK: - Vectors of equations and fields of nodes

  /// The right-hand side for a given imbalance on the nodes, with Δū in the prescribed rows.
  public func rightHandSide(imbalance: [Vector3], increments: [Vector3]?) -> [Double] {
    var b = [Double](repeating: 0, count: equationCount)
    for (block, node) in numbering.nodes.enumerated() {
      for c in 0..<3 { b[3 * block + c] = imbalance[Int(node)][c] }
    }
    for (entry, equation) in prescribed.diagonals {
      let increment = increments?[Int(numbering.nodes[equation / 3])][equation % 3] ?? 0
      b[equation] = matrix.values[entry] * increment
    }
    return b
  }

  /// A solution vector as displacement of all nodes; nodes without equations move by `increments`.
  public func displacements(from solution: [Double], increments: [Vector3]?) -> [Vector3] {
    var u = [Vector3](repeating: .zero, count: solid.mesh.positions.count)
    if let increments {
      for i in u.indices where all(solid.constrained[i]) { u[i] = increments[i] }
    }
    for (block, node) in numbering.nodes.enumerated() {
      u[Int(node)] = Vector3(solution[3 * block], solution[3 * block + 1], solution[3 * block + 2])
    }
    return u
  }

  /// The increment of all unknowns that goes with a change of displacement: pressure and dilatation
  /// follow by their own linearized equations at the state last evaluated.
  public func increment(displacements du: [Vector3]) -> SolidState {
    var increment = SolidState(displacements: du, pressures: [], dilatations: [])
    for (cells, coupling) in zip(blocks, couplings) {
      let (dp, dTheta) = cells.cellIncrement(displacements: du, coupling: coupling)
      increment.pressures.append(dp)
      increment.dilatations.append(dTheta)
    }
    return increment
  }

  /// The derivative of the three-field functional along an increment, at the state last evaluated, in J.
  ///
  /// δu·(r_u − f) + δp·r_p + δθ·r_θ. Unlike the slope of the condensed forces alone it does not
  /// multiply a volume error of second order by the bulk modulus.
  ///
  /// - Parameters:
  ///   - increment: of displacements, pressures and dilatations.
  ///   - imbalance: f − r of the condensed forces, in N.
  /// - Returns: the slope per unit of step length.
  public func slope(along increment: SolidState, imbalance: [Vector3]) -> Double {
    var sum = 0.0
    for (du, force) in zip(increment.displacements, imbalance) { sum -= du.dot(force) }
    for (block, cells) in blocks.enumerated() {
      sum += cells.slopeCorrection(
        displacements: increment.displacements, pressures: increment.pressures[block],
        dilatations: increment.dilatations[block], coupling: couplings[block])
    }
    return sum
  }
}

/// Calls `body` with the number of each thread, on as many threads.
func inParallel(_ threads: Int, _ body: @Sendable (Int) -> Void) {
  if threads == 1 {
    body(0)
  } else {
    DispatchQueue.concurrentPerform(iterations: threads, execute: body)
  }
}

/// The evaluation of one block: batches in parallel, their sums in order.
private struct BlockPass: @unchecked Sendable {
  let cells: CellBatches
  let state: SolidState
  let block: Int
  let positions: [Vector3]
  let wantsTangent: Bool
  let projected: Bool
  let increments: [Vector3]?
  let threads: Int

  func run(coupling: inout [Lanes], into target: ScatterTarget) -> (
    energy: Double, worst: WorstCell
  ) {
    let tables = cells.tables
    let matrixStride = wantsTangent ? 9 * tables.pairs.count : 0
    let stride = matrixStride + 3 * tables.nodeCount
    // Enough batches to keep the threads busy, few enough for their results to stay in the cache.
    let chunk = 32 * threads
    nonisolated(unsafe) let results = UnsafeMutablePointer<Lanes>.allocate(capacity: chunk * stride)
    defer { results.deallocate() }
    nonisolated(unsafe) let workspaces = (0..<threads).map { _ in
      CellWorkspace(tables: tables, parameterCount: cells.evaluator.parameterCount)
    }
    defer { for w in workspaces { w.deallocate() } }
    var energies = [Lanes](repeating: Lanes(0), count: cells.batchCount)
    var minima = [Lanes](repeating: Lanes(.infinity), count: cells.batchCount)

    coupling.withUnsafeMutableBufferPointer { coupling in
      energies.withUnsafeMutableBufferPointer { energies in
        minima.withUnsafeMutableBufferPointer { minima in
          nonisolated(unsafe) let (coupling, energies, minima) = (coupling, energies, minima)
          for first in Swift.stride(from: 0, to: cells.batchCount, by: chunk) {
            let batches = first..<min(first + chunk, cells.batchCount)
            inParallel { thread in
              for batch in batches where batch % threads == thread {
                let w = workspaces[thread]
                (energies[batch], minima[batch]) = evaluate(batch, in: w)
                let kept = UnsafeMutableBufferPointer(
                  rebasing: coupling[
                    batch * cells.couplingStride..<(batch + 1) * cells.couplingStride])
                _ = kept.update(
                  fromContentsOf: UnsafeBufferPointer(
                    start: w.coupling, count: cells.couplingStride))
                let out = results + (batch - first) * stride
                out.update(from: w.tangent, count: matrixStride)
                (out + matrixStride).update(from: w.residual, count: stride - matrixStride)
                if wantsTangent && projected {
                  projectCells(out, cells: min(4, cells.cellCount - 4 * batch), tables: tables)
                }
              }
            }
            inParallel { thread in
              for batch in batches {
                let out = results + (batch - first) * stride
                target.add(
                  tangent: wantsTangent ? out : nil, residual: out + matrixStride, batch: batch,
                  of: cells, increments: increments, thread: thread)
              }
            }
          }
        }
      }
    }
    return summary(energies: energies, minima: minima)
  }

  private func evaluate(_ batch: Int, in w: CellWorkspace) -> (energy: Lanes, minimumJ: Lanes) {
    cells.gather(
      batch: batch, displacements: state.displacements, pressures: state.pressures[block],
      dilatations: state.dilatations[block], positions: positions, into: w)
    let result = Assembly.evaluate(
      cells.evaluator, in: w, viscousStiffness: cells.viscous?.stiffness,
      wantsTangent: wantsTangent)
    return (result.energy, result.minimumJ)
  }

  private func inParallel(_ body: @Sendable (Int) -> Void) {
    Assembly.inParallel(threads, body)
  }

  private func summary(energies: [Lanes], minima: [Lanes]) -> (energy: Double, worst: WorstCell) {
    var energy = 0.0
    var worst = WorstCell(minimumJ: .infinity, block: block, cell: 0)
    for cell in 0..<cells.cellCount {
      energy += energies[cell / 4][cell % 4]
      let J = minima[cell / 4][cell % 4]
      // Written so that a NaN counts as the worst there is.
      if !(J >= worst.minimumJ) { worst = WorstCell(minimumJ: J, block: block, cell: cell) }
    }
    return (energy, worst)
  }
}
