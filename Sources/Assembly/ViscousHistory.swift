import Materials
import Tensors

/// What a relaxing body remembers at its quadrature points: S and Qₐ of a `PronySeries` at one time.
public struct ViscousHistory: Sendable {
  /// Of one block of cells; tensors as xx, yy, zz, xy, xz, yz in Pa, `[batch][point][6]`.
  struct Block: Sendable {
    /// The isochoric second Piola–Kirchhoff stress of the law.
    var stresses: [Lanes]
    /// Qₐ, one array per term.
    var branches: [[Lanes]]

    /// Both after a step at the end of which the law gives `now`.
    func advanced(by step: PronyStep, to now: [Lanes]) -> Block {
      let next = branches.indices.map { a -> [Lanes] in
        let (old, decay, gain) = (branches[a], Lanes(step.decays[a]), Lanes(step.gains[a]))
        return now.indices.map { i -> Lanes in
          let change: Lanes = now[i] - stresses[i]
          return decay * old[i] + gain * change
        }
      }
      return Block(stresses: now, branches: next)
    }

    /// Σ eₐ Qₐ − γₐ hₐ S, what is left of earlier stresses at the end of a step.
    func remembered(in step: PronyStep) -> [Lanes] {
      let gain = Lanes(step.gains.reduce(0, +))
      return stresses.indices.map { i -> Lanes in
        var sum: Lanes = Lanes(0) - gain * stresses[i]
        for (branch, decay) in zip(branches, step.decays) { sum += Lanes(decay) * branch[i] }
        return sum
      }
    }
  }

  /// One per block of the mesh; nil for a block that does not relax.
  var blocks: [Block?]
}

/// What a viscous step adds to the law of a block: κ, and H at every point.
struct ViscousTerm: Sendable {
  let stiffness: Double
  /// As `ViscousHistory.Block.stresses`.
  let remembered: [Lanes]
  private let pointCount: Int

  init(_ history: ViscousHistory.Block, step: PronyStep, points: Int) {
    (stiffness, remembered, pointCount) = (step.stiffness, history.remembered(in: step), points)
  }

  /// Copies H of one batch into a workspace.
  func gather(batch: Int, into w: CellWorkspace) {
    let count = 6 * pointCount
    for k in 0..<count { w.remembered[k] = remembered[batch * count + k] }
  }
}

extension Assembler {
  /// Whether any region relaxes.
  public var isViscous: Bool { solid.regions.contains { $0.relaxation != nil } }

  /// The history of a body that has been in a state for ever: Q = 0.
  public func relaxedHistory(at state: SolidState) -> ViscousHistory {
    ViscousHistory(
      blocks: zip(blocks.indices, solid.regions).map { i, region in
        region.relaxation.map { series in
          let stresses = stresses(ofBlock: i, at: state)
          return ViscousHistory.Block(
            stresses: stresses,
            branches: series.terms.map { _ in Array(repeating: Lanes(0), count: stresses.count) })
        }
      })
  }

  /// Makes the body answer as it does at the end of a time step, until `endStep`.
  ///
  /// - Parameters:
  ///   - duration: Δt ≥ 0 in s; 0 is the answer at once.
  ///   - history: at the beginning of the step.
  public func beginStep(duration: Double, after history: ViscousHistory) {
    setViscous(
      zip(blocks, zip(history.blocks, solid.regions)).map { cells, part in
        guard let past = part.0, let series = part.1.relaxation else { return nil }
        return ViscousTerm(
          past, step: PronyStep(series, duration: duration), points: cells.tables.pointCount)
      })
  }

  /// Makes the body elastic again, as it is after infinite time.
  public func endStep() { setViscous(nil) }

  /// The history after a time step.
  ///
  /// - Parameters:
  ///   - history: at its beginning.
  ///   - duration: Δt ≥ 0 in s.
  ///   - state: at its end.
  /// - Returns: that at its end.
  public func history(after history: ViscousHistory, duration: Double, at state: SolidState)
    -> ViscousHistory
  {
    ViscousHistory(
      blocks: zip(blocks.indices, zip(history.blocks, solid.regions)).map { i, part in
        guard let past = part.0, let series = part.1.relaxation else { return nil }
        return past.advanced(
          by: PronyStep(series, duration: duration), to: stresses(ofBlock: i, at: state))
      })
  }

  /// How far the stress of a time step may be off per second derivative of the elastic one in time, in s²,
  /// over the stiffness with which the step answers; of the region with the most.
  public func viscousErrorFactor(duration: Double) -> Double {
    solid.regions.compactMap(\.relaxation).reduce(0) { worst, series in
      let step = PronyStep(series, duration: duration)
      return max(worst, step.errorFactor / step.stiffness)
    }
  }

  /// The isochoric second Piola–Kirchhoff stress F⁻¹ P of the law at all points of a block.
  private func stresses(ofBlock i: Int, at state: SolidState) -> [Lanes] {
    blocks[i].isochoricStresses(
      at: state, block: i, positions: solid.mesh.positions, threads: threads)
  }
}

extension CellBatches {
  /// S_iso = F⁻¹ P_iso of the law at all points, in Pa, arranged as `ViscousHistory.Block.stresses`.
  fileprivate func isochoricStresses(
    at state: SolidState, block: Int, positions: [Vector3], threads: Int
  ) -> [Lanes] {
    let points = tables.pointCount
    var stresses = [Lanes](repeating: Lanes(0), count: 6 * points * batchCount)
    stresses.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let buffer = buffer
      inParallel(threads) { thread in
        let w = CellWorkspace(tables: tables, parameterCount: evaluator.parameterCount)
        defer { w.deallocate() }
        for batch in 0..<batchCount where batch % threads == thread {
          gather(
            batch: batch, displacements: state.displacements, pressures: state.pressures[block],
            dilatations: state.dilatations[block], positions: positions, into: w)
          for q in 0..<points {
            let S = isochoricStress(point: q, in: w)
            let first = 6 * (batch * points + q)
            (buffer[first], buffer[first + 1], buffer[first + 2]) = (S.xx, S.yy, S.zz)
            (buffer[first + 3], buffer[first + 4], buffer[first + 5]) = (S.xy, S.xz, S.yz)
          }
        }
      }
    }
    return stresses
  }

  private func isochoricStress(point q: Int, in w: CellWorkspace) -> Tensor3<Lanes> {
    _ = loadGradients(point: q, tables: tables, in: w)
    let F = deformationGradient(tables: tables, in: w)
    let P = evaluator.respond(w.parameters, F, Lanes(1), nil).isochoric.stress
    return (F.cofactor.transpose * P) * (Lanes(1) / F.determinant)
  }
}
