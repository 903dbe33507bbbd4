import Materials
import Meshes
import ReferenceElements
import Tensors

/// A block of cells arranged for the batched kernels: four cells side by side, constants gathered.
struct CellBatches: Sendable {
  let evaluator: any BlockEvaluator
  let cellCount: Int
  let batchCount: Int
  /// Node of each lane, `[batch][node][lane]`; the last batch repeats its last cell.
  let nodes: [Int32]
  /// Constants of the law, `[batch][constant]`.
  let constants: [Lanes]
  /// Where each pair's block lies in the matrix, `[cell][pair]`; −1 for a pair without equations.
  let offsets: [Int32]

  /// - Throws: `AssemblyError` for mixed laws or a cell that is inside out before it is loaded.
  init(
    block: CellBlock, region: SolidRegion, basis: PressureBasis, positions: [Vector3],
    numbering: NodeNumbering
  ) throws(AssemblyError) {
    let first = region.material(ofCell: 0)
    let counts = [1, block.count]
    guard counts.contains(region.materials.count), counts.contains(region.densities.count),
      region.materials.allSatisfy({ $0.hasLaw(of: first) })
    else { throw .inconsistentMaterials(region: block.region) }
    try Self.checkOrientation(of: block, positions: positions)

    let tables = CellTables(shape: block.shape, basis: basis, quadrature: block.shape.quadrature)
    evaluator = makeEvaluator(for: first, tables: tables)
    cellCount = block.count
    batchCount = (block.count + 3) / 4
    var nodes: [Int32] = []
    var constants: [Lanes] = []
    for batch in 0..<batchCount {
      let cells = (0..<4).map { min(4 * batch + $0, block.count - 1) }
      for a in 0..<tables.nodeCount {
        nodes += cells.map { block.nodes[$0 * tables.nodeCount + a] }
      }
      let parameters = cells.map { region.material(ofCell: $0).parameters }
      for k in 0..<evaluator.parameterCount {
        constants.append(
          Lanes(parameters[0][k], parameters[1][k], parameters[2][k], parameters[3][k]))
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
    self.constants = constants
    self.offsets = offsets
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
    let (n, m) = (tables.nodeCount, tables.basisCount)
    var dp = [Lanes](repeating: Lanes(0), count: m * batchCount)
    var dTheta = dp
    for batch in 0..<(m > 0 ? batchCount : 0) {
      let B = batch * couplingStride
      let (M, H) = (B + 3 * n * m, B + 3 * n * m + m * m)
      let (rp, rTheta) = (H + m * m, H + m * m + m)
      /// Row `f` of the m × m matrix at `matrix` times `vector`.
      func row(_ f: Int, of matrix: Int, times vector: [Lanes]) -> Lanes {
        var sum = Lanes(0)
        for g in 0..<m { sum += coupling[matrix + f * m + g] * vector[g] }
        return sum
      }
      var right = (0..<m).map { coupling[rp + $0] }
      for a in 0..<n {
        for c in 0..<3 {
          var u = Lanes(0)
          for lane in 0..<4 { u[lane] = du[node(a, batch: batch, lane: lane)][c] }
          for f in 0..<m { right[f] += coupling[B + 3 * (f * n + a) + c] * u }
        }
      }
      let change = (0..<m).map { row($0, of: M, times: right) }
      let second = (0..<m).map { coupling[rTheta + $0] + row($0, of: H, times: change) }
      for f in 0..<m {
        dTheta[batch * m + f] = change[f]
        dp[batch * m + f] = row(f, of: M, times: second)
      }
    }
    return (dp, dTheta)
  }
}
