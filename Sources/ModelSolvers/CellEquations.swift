import Assembly
import ConstitutiveModels
import Tensors

/// What a cell is evaluated with.
struct CellInstant {
  var time: Double
  var step: Double
  /// Fc of its points; nil without a correction.
  var corrections: ArraySlice<Matrix3>?
  /// Of the volume, zero without augmentation.
  var multiplier: Double
}

/// The volume of a cell became negative at a point.
struct InvertedCell: Error {}

extension IntegratedCell {
  /// Internal forces f_a = Σ v P ∇N_a and their derivatives, at the displacements in `scratch`.
  ///
  /// With D of S by the Green strain and C its tensor, ∂P_iJ/∂F_kL = δ_ik S_LJ + F_iP C_PJQL F_kQ and
  /// K_ab = Σ v ∇N_a·(∂P/∂F)·∇N_b. With a mean dilatation θ = Σ v J/Σ v the pressure U′(θ) acts through S = p J C⁻¹, and
  /// K gains U″(θ)/V g gᵀ with g = ∂(Σ v J)/∂u.
  ///
  /// - Parameters:
  ///   - instant: time and what belongs to the cell.
  ///   - histories: what the points remember at the beginning of the step.
  ///   - newHistories: what they remember at its end; empty for a material without a memory.
  ///   - scratch: where the nodes are.
  ///   - output: forces and tangent, overwritten.
  /// - Returns: means over the points.
  func evaluate(
    at instant: CellInstant, histories: ArraySlice<[Double]>, newHistories: inout [[Double]],
    in scratch: CellScratch, to output: CellOutput
  ) -> CellSummary {
    var summary = CellSummary()
    let share = 1 / Double(pointCount)
    for point in 0..<pointCount {
      loadGradients(point: point, in: scratch)
      let F = deformation(point: point, of: scratch.displacements, in: scratch)
      scratch.deformations[point] = F
      let J = F.determinant
      if !(J > 0) { summary.isInverted = true }
      summary.volumeRatio += share * J
    }
    if summary.isInverted { return summary }

    output.forces.update(repeating: .zero, count: 3 * groupCount)
    output.tangent?.update(repeating: .zero, count: CellOutput.tangentCount(nodes: nodes.count))
    let mean = meanPressure(multiplier: instant.multiplier, in: scratch)
    if mean != nil { scratch.dilatation.update(repeating: .zero, count: 3 * groupCount) }
    for point in 0..<pointCount {
      let F = scratch.deformations[point]
      let at = MaterialInstant(
        time: instant.time, step: instant.step, F: F,
        before: material.isMemoryless
          ? .identity : deformation(point: point, of: scratch.before, in: scratch),
        correction: instant.corrections.map { $0[$0.startIndex + point] } ?? .identity)
      let history = material.isMemoryless ? [] : histories[histories.startIndex + point]
      let (whole, new) = stress(at: at, history: history, pressure: mean?.pressure)
      if !material.isMemoryless { newHistories.append(new) }
      let C = F.transpose * F
      let wholeValues = whole.values
      summary.stress =
        summary.stress + F * wholeValues * F.transpose * (share / F.determinant)
      summary.strain = summary.strain + (C - .identity) * (0.5 * share)
      // A cell that shares its stress with patches bears a part of it.
      let S =
        self.share == .whole
        ? whole : self.share.applied(to: whole, at: StrainTensor(variable: C))
      addForces(F * S.values, point: point, in: scratch, to: output.forces)
      if mean != nil { addForces(F.cofactor, point: point, in: scratch, to: scratch.dilatation) }
      if let tangent = output.tangent {
        setModuli(S, F: F, volume: volumes[point], in: scratch)
        addTangent(point: point, isHalf: output.isHalf, in: scratch, to: tangent)
      }
    }
    if let tangent = output.tangent, let mean {
      addSquare(of: scratch.dilatation, times: mean.stiffness, to: tangent)
    }
    return summary
  }

  var groupCount: Int { (nodes.count + 3) / 4 }

  // MARK: - Geometry

  /// ∇N of a point into `scratch.gradients`.
  @inline(__always)
  func loadGradients(point: Int, in scratch: CellScratch) {
    let groups = groupCount
    let g = scratch.gradients + 3 * groups * point
    guard let table else {
      for (k, gradient) in gradients.enumerated() {
        for i in 0..<3 { g[i * groups + k / 4][k % 4] = gradient[i] }
      }
      for i in 0..<3 {
        for lane in (gradients.count + 3) % 4 + 1..<4 { g[(i + 1) * groups - 1][lane] = 0 }
      }
      return
    }
    table.slopes.withUnsafeBufferPointer { slopes in
      guard let d = slopes.baseAddress.map({ $0 + 3 * groups * point }) else { return }
      let toReference = product(scratch.positions, d, groups).inverse.transpose
      let T = toReference
      for k in 0..<groups {
        let (x, y, z) = (d[k], d[groups + k], d[2 * groups + k])
        g[k] = multiplyAdd(multiplyAdd(T.xx * x, Lanes(T.xy), y), Lanes(T.xz), z)
        g[groups + k] = multiplyAdd(multiplyAdd(T.yx * x, Lanes(T.yy), y), Lanes(T.yz), z)
        g[2 * groups + k] = multiplyAdd(multiplyAdd(T.zx * x, Lanes(T.zy), y), Lanes(T.zz), z)
      }
    }
  }

  /// F = 1 + Σ u_a ⊗ ∇N_a.
  @inline(__always)
  func deformation(point: Int, of u: UnsafeMutablePointer<Lanes>, in scratch: CellScratch)
    -> Matrix3
  {
    .identity + product(u, scratch.gradients + 3 * groupCount * point, groupCount)
  }

  /// Σ x_a ⊗ g_a.
  @inline(__always)
  private func product(
    _ x: UnsafePointer<Lanes>, _ g: UnsafePointer<Lanes>, _ groups: Int
  ) -> Matrix3 {
    @inline(__always) func entry(_ i: Int, _ j: Int) -> Double {
      var sum = Lanes.zero
      for k in 0..<groups { sum = multiplyAdd(sum, x[i * groups + k], g[j * groups + k]) }
      return sum.sum()
    }
    return Matrix3(
      entry(0, 0), entry(0, 1), entry(0, 2), entry(1, 0), entry(1, 1), entry(1, 2), entry(2, 0),
      entry(2, 1), entry(2, 2))
  }

  // MARK: - Stress

  /// U′ and U″/V of a cell with one pressure; nil for others.
  private func meanPressure(multiplier: Double, in scratch: CellScratch) -> (
    pressure: Double, stiffness: Double
  )? {
    guard hasMeanDilatation, let volumetric else { return nil }
    var (volume, deformed) = (0.0, 0.0)
    for point in 0..<pointCount {
      volume += volumes[point]
      deformed += volumes[point] * scratch.deformations[point].determinant
    }
    let theta = deformed / volume
    let U = volumetric.derivatives(at: theta)
    // The constraint of the multiplier is ln θ, as FEBio's.
    return (U.first + multiplier / theta, (U.second - multiplier / (theta * theta)) / volume)
  }

  /// S at a point with the pressure that acts there, and what the point remembers.
  private func stress(at instant: MaterialInstant, history: [Double], pressure: Double?) -> (
    StrainTensor, [Double]
  ) {
    var (S, new) = material.response(
      at: instant, history: history, isDistortion: volumetric != nil)
    if let volumetric {
      let C = StrainTensor(variable: instant.F.transpose * instant.F)
      let J = Dual.squareRoot(C.determinant)
      let p = pressure.map { Dual($0) } ?? volumetric.pressure(at: J)
      S += (p * J) * C.inverse
    }
    return (S, new)
  }

  // MARK: - Sums over nodes

  /// Adds v P ∇N_a of a point.
  @inline(__always)
  private func addForces(
    _ P: Matrix3, point: Int, in scratch: CellScratch, to forces: UnsafeMutablePointer<Lanes>
  ) {
    let (groups, v) = (groupCount, volumes[point])
    let g = scratch.gradients + 3 * groups * point
    for i in 0..<3 {
      let (x, y, z) = (Lanes(v * P[i, 0]), Lanes(v * P[i, 1]), Lanes(v * P[i, 2]))
      let f = forces + i * groups
      for k in 0..<groups {
        let inPlane = multiplyAdd(multiplyAdd(f[k], x, g[k]), y, g[groups + k])
        f[k] = multiplyAdd(inPlane, z, g[2 * groups + k])
      }
    }
  }

  /// v ∂P/∂F of a point into `scratch.moduli`.
  private func setModuli(_ S: StrainTensor, F: Matrix3, volume v: Double, in scratch: CellScratch) {
    // v ∂S_PJ/∂E_QL by the place of (P, J) and (Q, L) among the six; a lane for each J.
    @inline(__always) func row(_ P: Int, _ place: Int) -> Lanes {
      let factor = place < 3 ? 2 * v : v
      return Lanes(
        S[Self.places[P][0]].slopes[place], S[Self.places[P][1]].slopes[place],
        S[Self.places[P][2]].slopes[place], 0) * factor
    }
    let values = S.values * v
    for k in 0..<3 {
      for L in 0..<3 {
        var (x, y, z) = (Lanes.zero, Lanes.zero, Lanes.zero)
        for Q in 0..<3 {
          let (place, Fk) = (Self.places[Q][L], Lanes(F[k, Q]))
          x = multiplyAdd(x, Fk, row(0, place))
          y = multiplyAdd(y, Fk, row(1, place))
          z = multiplyAdd(z, Fk, row(2, place))
        }
        let A = scratch.moduli + 3 * (3 * k + L)
        for i in 0..<3 {
          A[i] = multiplyAdd(
            multiplyAdd(F[i, 0] * x, Lanes(F[i, 1]), y), Lanes(F[i, 2]), z)
        }
        A[k] += Lanes(values[L, 0], values[L, 1], values[L, 2], 0)
      }
    }
  }

  /// The places of the entries of a symmetric tensor in the order xx, yy, zz, xy, yz, xz.
  private static let places = [[0, 3, 5], [3, 1, 4], [5, 4, 2]]

  /// Adds ∇N_a·A·∇N_b of a point.
  @inline(__always)
  private func addTangent(
    point: Int, isHalf: Bool, in scratch: CellScratch, to tangent: UnsafeMutablePointer<Lanes>
  ) {
    let groups = groupCount
    let g = scratch.gradients + 3 * groups * point
    for b in 0..<nodes.count {
      let (group, lane) = (b / 4, b % 4)
      let (gx, gy, gz) = (
        Lanes(g[group][lane]), Lanes(g[groups + group][lane]), Lanes(g[2 * groups + group][lane])
      )
      let count = isHalf ? group + 1 : groups
      for k in 0..<3 {
        let A = scratch.moduli + 9 * k
        for i in 0..<3 {
          let T = multiplyAdd(multiplyAdd(A[i] * gx, A[3 + i], gy), A[6 + i], gz)
          let (x, y, z) = (Lanes(T[0]), Lanes(T[1]), Lanes(T[2]))
          let K = tangent + ((3 * b + k) * 3 + i) * groups
          for a in 0..<count {
            let inPlane = multiplyAdd(multiplyAdd(K[a], x, g[a]), y, g[groups + a])
            K[a] = multiplyAdd(inPlane, z, g[2 * groups + a])
          }
        }
      }
    }
  }

  /// Adds k g gᵀ.
  private func addSquare(
    of g: UnsafeMutablePointer<Lanes>, times k: Double, to tangent: UnsafeMutablePointer<Lanes>
  ) {
    let groups = groupCount
    for b in 0..<nodes.count {
      for j in 0..<3 {
        let factor = Lanes(k * g[j * groups + b / 4][b % 4])
        for i in 0..<3 {
          let K = tangent + ((3 * b + j) * 3 + i) * groups
          for a in 0..<groups { K[a] = multiplyAdd(K[a], factor, g[i * groups + a]) }
        }
      }
    }
  }
}
