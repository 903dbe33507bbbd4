import Tensors

/// What a cell bears on average: plain means over its integration points.
public struct CellMeans: Sendable, Equatable {
  /// Cauchy stress in Pa.
  public var stress: Matrix3
  /// Green–Lagrange strain ½ (FᵀF − 1).
  public var strain: Matrix3
  /// J = det F.
  public var volumeRatio: Double
}

extension Assembler {
  /// Stress, strain and volume ratio of every cell of an elastic body.
  ///
  /// σ = P_iso Fᵀ/J + p 1 with the pressure of the state; without a pressure field p = U′(J).
  ///
  /// - Parameter state: a state of the body.
  /// - Returns: one list per block, one entry per cell.
  public func cellMeans(at state: SolidState) -> [[CellMeans]] {
    blocks.indices.map { block in
      let cells = blocks[block]
      let none = CellMeans(stress: .zero, strain: .zero, volumeRatio: 1)
      var means = [CellMeans](repeating: none, count: cells.cellCount)
      means.withUnsafeMutableBufferPointer { means in
        nonisolated(unsafe) let means = means
        let (threads, positions) = (threads, solid.mesh.positions)
        inParallel(threads) { thread in
          let w = CellWorkspace(
            tables: cells.tables, parameterCount: cells.evaluator.parameterCount)
          defer { w.deallocate() }
          for batch in stride(from: thread, to: cells.batchCount, by: threads) {
            cells.gather(
              batch: batch, displacements: state.displacements, pressures: state.pressures[block],
              dilatations: state.dilatations[block], positions: positions, into: w)
            let (stress, strain, J) = batchMeans(cells.evaluator, in: w)
            for lane in 0..<min(4, cells.cellCount - 4 * batch) {
              means[4 * batch + lane] = CellMeans(
                stress: stress.lane(lane), strain: strain.lane(lane), volumeRatio: J[lane])
            }
          }
        }
      }
      return means
    }
  }
}

/// Means of four cells.
private func batchMeans(_ evaluator: BlockEvaluator, in w: CellWorkspace) -> (
  stress: Tensor3<Lanes>, strain: Tensor3<Lanes>, J: Lanes
) {
  let tables = evaluator.tables
  let share = Lanes(1 / Double(tables.pointCount))
  var (stress, strain, meanJ) = (Tensor3<Lanes>.zero, Tensor3<Lanes>.zero, Lanes(0))
  for q in 0..<tables.pointCount {
    _ = loadGradients(point: q, tables: tables, in: w)
    let F = deformationGradient(tables: tables, in: w)
    let J = F.determinant
    let response = evaluator.respond(w.parameters, F, J, nil)
    var p = w.functions > 0 ? Lanes(0) : response.volumetric.first
    for f in 0..<w.functions {
      p = multiplyAdd(p, w.pressure[f], Lanes(tables.basis[q * w.functions + f]))
    }
    stress =
      stress + response.isochoric.stress * F.transpose * (share / J)
      + Tensor3<Lanes>.identity * (share * p)
    strain = strain + (F.transpose * F - .identity) * (Lanes(0.5) * share)
    meanJ = multiplyAdd(meanJ, share, J)
  }
  return (stress, strain, meanJ)
}

extension Tensor3 where S == Lanes {
  /// The tensor of one lane.
  fileprivate func lane(_ k: Int) -> Matrix3 {
    Matrix3(xx[k], xy[k], xz[k], yx[k], yy[k], yz[k], zx[k], zy[k], zz[k])
  }
}
