import Materials
import Meshes
import ReferenceElements
import Tensors

/// A block of cells arranged for the batched kernels: four cells side by side, constants gathered.
struct CellBatches: Sendable {
  private(set) var evaluator: BlockEvaluator
  /// Whether growth precedes the constants of each cell: where none has grown, nobody pays for it.
  private(set) var isGrown: Bool
  let cellCount: Int
  let batchCount: Int
  /// Node of each lane, `[batch][node][lane]`; the last batch repeats its last cell.
  let nodes: [Int32]
  /// Constants of the law, `[batch][constant]`.
  private(set) var constants: [Lanes]
  /// What a viscous step adds to the law; nil where the body answers elastically.
  var viscous: ViscousTerm?
  /// Where each pair's block lies in the matrix, `[cell][pair]`; −1 for a pair without equations.
  let offsets: [Int32]

  /// - Throws: `AssemblyError` for mixed laws, an impossible material, a pressure that the cells cannot
  ///   carry, or a cell that is inside out before it is loaded.
  init(
    block: CellBlock, region: SolidRegion, basis: PressureBasis, positions: [Vector3],
    numbering: NodeNumbering
  ) throws(AssemblyError) {
    let first = region.material(ofCell: 0)
    let counts = [1, block.count]
    guard counts.contains(region.materials.count), counts.contains(region.densities.count),
      region.materials.allSatisfy({ $0.hasLaw(of: first) })
    else { throw .inconsistentMaterials(region: block.region) }
    guard basis.isSound(for: block.shape) else {
      throw .unsoundPressure(region: block.region, shape: block.shape, basis: basis)
    }
    try Self.check(region.materials, of: block)
    try Self.checkOrientation(of: block, positions: positions)

    let tables = CellTables(shape: block.shape, basis: basis, quadrature: block.shape.quadrature)
    let isGrown = region.materials.contains { $0.growth != nil }
    evaluator = BlockEvaluator(for: first, isGrown: isGrown, tables: tables)
    cellCount = block.count
    batchCount = (block.count + 3) / 4
    var nodes: [Int32] = []
    for batch in 0..<batchCount {
      let cells = (0..<4).map { min(4 * batch + $0, block.count - 1) }
      for a in 0..<tables.nodeCount {
        nodes += cells.map { block.nodes[$0 * tables.nodeCount + a] }
      }
    }
    var offsets: [Int32] = []
    offsets.reserveCapacity(block.count * tables.pairs.count)
    for cell in 0..<block.count {
      let index = block.nodes(ofCell: cell).map { numbering.index[Int($0)] }
      for (a, b) in tables.pairs {
        let (i, j) = (index[a], index[b])
        offsets.append(i < 0 || j < 0 ? -1 : numbering.offset(row: min(i, j), column: max(i, j)))
      }
    }
    self.nodes = nodes
    self.isGrown = isGrown
    self.offsets = offsets
    constants = []
    setMaterials(of: region)
  }

  /// Takes the constants of materials of the same law, as grown as before or otherwise.
  mutating func setMaterials(of region: SolidRegion) {
    let isGrown = region.materials.contains { $0.growth != nil }
    if isGrown != self.isGrown {
      self.isGrown = isGrown
      evaluator = BlockEvaluator(
        for: region.material(ofCell: 0), isGrown: isGrown, tables: evaluator.tables)
    }
    constants.removeAll(keepingCapacity: true)
    for batch in 0..<batchCount {
      let parameters = (0..<4).map {
        region.material(ofCell: min(4 * batch + $0, cellCount - 1))
          .parameters(growthIncluded: isGrown)
      }
      for k in 0..<evaluator.parameterCount {
        constants.append(
          Lanes(parameters[0][k], parameters[1][k], parameters[2][k], parameters[3][k]))
      }
    }
  }

  /// p = U′(1) of every cell, the pressure of a body that is held in its undeformed shape.
  ///
  /// - Parameter region: the materials.
  /// - Returns: coefficients of the pressure, `[batch][function]`; a constant comes first.
  func heldPressures(of region: SolidRegion) -> [Lanes] {
    let functions = tables.basisCount
    var pressures = [Lanes](repeating: Lanes(0), count: functions * batchCount)
    guard functions > 0, isGrown else { return pressures }
    for cell in 0..<4 * batchCount {
      let material = region.material(ofCell: min(cell, cellCount - 1))
      let law = material.evaluated(over: Double.self)
      pressures[functions * (cell / 4)][cell % 4] =
        law.volumetric(material.volumetric, at: 1).first
    }
    return pressures
  }

  var tables: CellTables { evaluator.tables }

  /// Entries that each batch keeps for the recovery of pressure and dilatation.
  var couplingStride: Int {
    CellWorkspace.couplingCount(nodes: tables.nodeCount, functions: tables.basisCount)
  }

  /// The node of one lane.
  @inline(__always)
  func node(_ a: Int, batch: Int, lane: Int) -> Int {
    Int(nodes[4 * (batch * tables.nodeCount + a) + lane])
  }

  private static func check(_ materials: [Material], of block: CellBlock) throws(AssemblyError) {
    for (cell, material) in materials.enumerated() {
      do {
        try material.check()
      } catch {
        throw .impossibleMaterial(region: block.region, cell: cell, reason: error)
      }
    }
  }

  private static func checkOrientation(of block: CellBlock, positions: [Vector3])
    throws(AssemblyError)
  {
    let gradients = block.shape.quadrature.points.map { block.shape.reference.gradients(at: $0) }
    for cell in 0..<block.count {
      for dN in gradients {
        let J = jacobian(
          nodes: block.nodes(ofCell: cell), positions: positions, gradients: dN
        ).determinant
        guard J > 0 else {
          throw .invertedReferenceCell(region: block.region, cell: cell, determinant: J)
        }
      }
    }
  }

  /// Copies what the kernel needs of one batch into a workspace.
  func gather(
    batch: Int, displacements: [Vector3], pressures: [Lanes], dilatations: [Lanes],
    positions: [Vector3], into w: CellWorkspace
  ) {
    let m = w.functions
    for a in 0..<w.nodes {
      for lane in 0..<4 {
        let node = node(a, batch: batch, lane: lane)
        let (X, u) = (positions[node], displacements[node])
        for c in 0..<3 {
          w.positions[3 * a + c][lane] = X[c]
          w.displacements[3 * a + c][lane] = u[c]
        }
      }
    }
    for k in 0..<evaluator.parameterCount {
      w.parameters[k] = constants[batch * evaluator.parameterCount + k]
    }
    viscous?.gather(batch: batch, into: w)
    for f in 0..<m {
      w.pressure[f] = pressures[batch * m + f]
      w.dilatation[f] = dilatations[batch * m + f]
    }
  }

  /// The linearized change of pressure and dilatation that goes with a change of displacement.
  ///
  /// δθ = M⁻¹ (Bᵀ δu + r_p), δp = M⁻¹ (H δθ + r_θ), with the matrices in `coupling`.
  func cellIncrement(displacements du: [Vector3], coupling: [Lanes]) -> (
    pressures: [Lanes], dilatations: [Lanes]
  ) {
    let m = tables.basisCount
    var dp = [Lanes](repeating: Lanes(0), count: m * batchCount)
    var dTheta = dp
    for batch in 0..<(m > 0 ? batchCount : 0) {
      let c = Coupling(values: coupling, batch: batch, of: self)
      let Bdu = c.volumeChange(displacements: du, batch: batch, of: self)
      let change = c.product(c.M, (0..<m).map { Bdu[$0] + c.residualP($0) })
      let second = c.product(c.H, change)
      let pressure = c.product(c.M, (0..<m).map { second[$0] + c.residualTheta($0) })
      for f in 0..<m {
        dTheta[batch * m + f] = change[f]
        dp[batch * m + f] = pressure[f]
      }
    }
    return (dp, dTheta)
  }

  /// What turns the slope of the condensed forces along an increment into that of all three fields:
  /// δp·r_p + δθ·r_θ − δu·B M⁻¹ (H M⁻¹ r_p + r_θ), summed over the cells, in J.
  func slopeCorrection(
    displacements du: [Vector3], pressures dp: [Lanes], dilatations dTheta: [Lanes],
    coupling: [Lanes]
  ) -> Double {
    let m = tables.basisCount
    var sum = 0.0
    for batch in 0..<(m > 0 ? batchCount : 0) {
      let c = Coupling(values: coupling, batch: batch, of: self)
      let Bdu = c.volumeChange(displacements: du, batch: batch, of: self)
      let strain = c.product(c.H, c.product(c.M, (0..<m).map { c.residualP($0) }))
      let y = c.product(c.M, (0..<m).map { strain[$0] + c.residualTheta($0) })
      var slope = Lanes(0)
      for f in 0..<m {
        let own = dp[batch * m + f] * c.residualP(f) + dTheta[batch * m + f] * c.residualTheta(f)
        slope += own - Bdu[f] * y[f]
      }
      for lane in 0..<min(4, cellCount - 4 * batch) { sum += slope[lane] }
    }
    return sum
  }
}

/// B, M⁻¹, H, r_p and r_θ of one batch, as the kernel left them; see `CellWorkspace`.
private struct Coupling {
  let values: [Lanes]
  let nodes: Int
  let functions: Int
  /// Where B, M⁻¹ and H begin.
  let B: Int, M: Int, H: Int

  init(values: [Lanes], batch: Int, of cells: CellBatches) {
    self.values = values
    (nodes, functions) = (cells.tables.nodeCount, cells.tables.basisCount)
    B = batch * cells.couplingStride
    M = B + 3 * nodes * functions
    H = M + functions * functions
  }

  func residualP(_ f: Int) -> Lanes { values[H + functions * functions + f] }
  func residualTheta(_ f: Int) -> Lanes { values[H + functions * functions + functions + f] }

  /// A small matrix that begins at `matrix`, times a vector.
  func product(_ matrix: Int, _ vector: [Lanes]) -> [Lanes] {
    (0..<functions).map { f in
      var sum = Lanes(0)
      for g in 0..<functions { sum += values[matrix + f * functions + g] * vector[g] }
      return sum
    }
  }

  /// Bᵀ δu.
  func volumeChange(displacements du: [Vector3], batch: Int, of cells: CellBatches) -> [Lanes] {
    var sums = [Lanes](repeating: Lanes(0), count: functions)
    for a in 0..<nodes {
      for c in 0..<3 {
        var u = Lanes(0)
        for lane in 0..<4 { u[lane] = du[cells.node(a, batch: batch, lane: lane)][c] }
        for f in 0..<functions { sums[f] += values[B + 3 * (f * nodes + a) + c] * u }
      }
    }
    return sums
  }
}
