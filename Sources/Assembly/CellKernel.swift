import CProcessor
import Materials
import ReferenceElements
import Tensors

/// c + a b, fused where the processor this was compiled for can.
@inlinable @inline(__always)
public func multiplyAdd(_ c: Lanes, _ a: Lanes, _ b: Lanes) -> Lanes {
  turgor_compiled_with_fma() == 1 ? c.addingProduct(a, b) : c + a * b
}

/// The scratch memory of one thread for one batch of four cells; every array holds a lane per cell.
///
/// The three-field equations of a cell, with basis ψₘ, M = ∫ψψ, H = ∫ψψ U″, Bₘ = ∂/∂u ∫ψₘ J:
///
///     r_u = ∫ (P_iso + p J F⁻ᵀ) : ∇N    r_p = ∫ ψ (J − θ)    r_θ = ∫ ψ (U′(θ) − p)
///
/// condense to K = K_uu + B M⁻¹ H M⁻¹ Bᵀ and r = r_u + B M⁻¹ (H M⁻¹ r_p + r_θ), and are recovered by
/// δθ = M⁻¹ (Bᵀ δu + r_p), δp = M⁻¹ (H δθ + r_θ). Pressure and dilatation stay unknowns of Newton's
/// method with these linearized updates; recomputing them from u costs it its convergence.
struct CellWorkspace {
  let nodes: Int
  let functions: Int
  /// Positions in the undeformed body, `[node][component]`, m.
  let positions: UnsafeMutablePointer<Lanes>
  /// Displacements, `[node][component]`, m.
  let displacements: UnsafeMutablePointer<Lanes>
  /// The law's constants.
  let parameters: UnsafeMutablePointer<Lanes>
  /// Pressure and dilatation coefficients, `[function]`.
  let pressure: UnsafeMutablePointer<Lanes>
  let dilatation: UnsafeMutablePointer<Lanes>
  /// Upper blocks of the condensed tangent, `[pair][3 × 3]`, N/m.
  let tangent: UnsafeMutablePointer<Lanes>
  /// Condensed residual, `[node][component]`, N.
  let residual: UnsafeMutablePointer<Lanes>
  /// B, `[function][node][component]`, then M⁻¹ and H, `[function][function]`, r_p, r_θ.
  let coupling: UnsafeMutablePointer<Lanes>
  /// ∇N of the current point, `[node][component]`, 1/m.
  let gradients: UnsafeMutablePointer<Lanes>
  /// A:∇N of the current point, `[node][9][3]`.
  let contracted: UnsafeMutablePointer<Lanes>
  /// A_iJkL of the current point.
  let moduli: UnsafeMutablePointer<Lanes>
  /// What is left of earlier stresses in a viscous step, `[point][xx, yy, zz, xy, xz, yz]`, Pa.
  let remembered: UnsafeMutablePointer<Lanes>

  /// Entries of `coupling` per batch.
  static func couplingCount(nodes n: Int, functions m: Int) -> Int { 3 * n * m + 2 * m * m + 2 * m }

  init(tables: CellTables, parameterCount: Int) {
    (nodes, functions) = (tables.nodeCount, tables.basisCount)
    let (n, m) = (nodes, functions)
    func lanes(_ count: Int) -> UnsafeMutablePointer<Lanes> {
      let p = UnsafeMutablePointer<Lanes>.allocate(capacity: max(count, 1))
      p.initialize(repeating: Lanes(repeating: 0), count: max(count, 1))
      return p
    }
    positions = lanes(3 * n)
    displacements = lanes(3 * n)
    parameters = lanes(parameterCount)
    pressure = lanes(m)
    dilatation = lanes(m)
    tangent = lanes(9 * tables.pairs.count)
    residual = lanes(3 * n)
    coupling = lanes(Self.couplingCount(nodes: n, functions: m))
    gradients = lanes(3 * n)
    contracted = lanes(27 * n)
    moduli = lanes(81)
    remembered = lanes(6 * tables.pointCount)
  }

  func deallocate() {
    for pointer in [
      positions, displacements, parameters, pressure, dilatation, tangent, residual, coupling,
      gradients, contracted, moduli, remembered,
    ] {
      pointer.deallocate()
    }
  }

  var matrixM: UnsafeMutablePointer<Lanes> { coupling + 3 * nodes * functions }
  var matrixH: UnsafeMutablePointer<Lanes> { matrixM + functions * functions }
  var residualP: UnsafeMutablePointer<Lanes> { matrixH + functions * functions }
  var residualTheta: UnsafeMutablePointer<Lanes> { residualP + functions }
}

/// Evaluates a batch of four cells: the condensed residual and, when asked, the condensed tangent.
///
/// - Parameters:
///   - evaluator: the law, and the reference cell at its quadrature points.
///   - w: constants, positions, displacements, pressure and dilatation in; residual, tangent and coupling out.
///   - viscousStiffness: κ of a viscous step, in which `w.remembered` counts as well; nil for an elastic body.
///   - wantsTangent: whether to compute `w.tangent`.
/// - Returns: the smallest det F and the smallest θ met, by lane, and the stored energy of each cell in J
///   (the primal energy ∫ Ψ_iso + U(θ); in a viscous step that of which the forces are the gradient).
func evaluate(
  _ evaluator: BlockEvaluator, in w: CellWorkspace, viscousStiffness: Double? = nil,
  wantsTangent: Bool
) -> (minimumJ: Lanes, energy: Lanes) {
  let tables = evaluator.tables
  let (n, m) = (tables.nodeCount, tables.basisCount)
  let zero = Lanes(repeating: 0)
  for i in 0..<3 * n { w.residual[i] = zero }
  for i in 0..<CellWorkspace.couplingCount(nodes: n, functions: m) { w.coupling[i] = zero }
  if wantsTangent { for i in 0..<9 * tables.pairs.count { w.tangent[i] = zero } }
  var minimumJ = Lanes(repeating: .infinity)
  var energy = zero

  for q in 0..<tables.pointCount {
    let volume = loadGradients(point: q, tables: tables, in: w)
    let F = deformationGradient(tables: tables, in: w)
    let J = F.determinant
    minimumJ = pointwiseMin(minimumJ, J)
    let G = F.cofactor * (Lanes(repeating: 1) / J)  // F⁻ᵀ

    // Pressure and dilatation of this point, and the cell's small matrices.
    var p = zero
    var theta = J
    var bulk = zero  // what J²U″ adds to G⊗G when there is no pressure field
    if m > 0 {
      theta = zero
      for f in 0..<m {
        let psi = Lanes(tables.basis[q * m + f])
        p = multiplyAdd(p, w.pressure[f], psi)
        theta = multiplyAdd(theta, w.dilatation[f], psi)
      }
    }
    minimumJ = pointwiseMin(minimumJ, theta)
    if wantsTangent { for i in 0..<81 { w.moduli[i] = zero } }
    let law = evaluator.respond(w.parameters, F, theta, wantsTangent ? w.moduli : nil)
    let U = law.volumetric
    var isochoric = law.isochoric
    if let viscousStiffness {
      isochoric = relaxed(
        isochoric, F: F, stiffness: viscousStiffness, point: q, wantsTangent: wantsTangent, in: w)
    }
    if m == 0 {
      p = U.first
      bulk = U.second * J * J
    }
    for f in 0..<m {
      let psi = volume * tables.basis[q * m + f]
      w.residualP[f] = multiplyAdd(w.residualP[f], psi, J - theta)
      w.residualTheta[f] = multiplyAdd(w.residualTheta[f], psi, U.first - p)
      for g in 0..<m {
        let psi2 = psi * tables.basis[q * m + g]
        w.matrixM[f * m + g] += psi2
        w.matrixH[f * m + g] = multiplyAdd(w.matrixH[f * m + g], psi2, U.second)
      }
    }
    energy = multiplyAdd(energy, volume, isochoric.energy + U.energy)
    let pJ = p * J
    if wantsTangent {
      addTangent(
        identity: zero, ff: zero, fg: zero, gg: pJ + bulk, crossed: zero - pJ, F: F, G: G,
        to: w.moduli)
      addTangentOfPoint(volume: volume, tables: tables, in: w)
    }
    let P = isochoric.stress + G * pJ
    addForcesOfPoint(P: P, G: G, J: J, volume: volume, point: q, tables: tables, in: w)
  }
  if m > 0 { condense(tables: tables, in: w, wantsTangent: wantsTangent) }
  return (minimumJ, energy)
}

/// The answer of a law in a viscous step: Ψ = κ Ψ_iso + ½ H:C, P = κ P_iso + F H, A = κ A_iso + δ_ik H_JL.
///
/// H is what is left of earlier stresses at the end of the step, constant in it. The tangent in `w.moduli` is
/// changed in place.
@inline(__always)
private func relaxed(
  _ elastic: (energy: Lanes, stress: Tensor3<Lanes>), F: Tensor3<Lanes>, stiffness: Double,
  point q: Int, wantsTangent: Bool, in w: CellWorkspace
) -> (energy: Lanes, stress: Tensor3<Lanes>) {
  let h = w.remembered + 6 * q
  let H = Tensor3<Lanes>(h[0], h[3], h[4], h[3], h[1], h[5], h[4], h[5], h[2])
  let kappa = Lanes(stiffness)
  if wantsTangent {
    for i in 0..<81 { w.moduli[i] = kappa * w.moduli[i] }
    addMaterialBlocks(H, to: w.moduli)
  }
  let FH = F * H
  return (
    multiplyAdd(kappa * elastic.energy, Lanes(0.5), F.contracted(with: FH)),
    elastic.stress * kappa + FH
  )
}

/// ∇N at a quadrature point into `w.gradients`; returns w_q det(∂X/∂ξ) in m³.
@inline(__always)
func loadGradients(point q: Int, tables: CellTables, in w: CellWorkspace) -> Lanes {
  let n = tables.nodeCount
  var X = Tensor3<Lanes>.zero  // ∂X/∂ξ
  tables.gradients.withUnsafeBufferPointer { all in
    for a in 0..<n {
      let (d0, d1, d2) = (
        Lanes(all[3 * (q * n + a)]), Lanes(all[3 * (q * n + a) + 1]),
        Lanes(all[3 * (q * n + a) + 2])
      )
      let (x, y, z) = (w.positions[3 * a], w.positions[3 * a + 1], w.positions[3 * a + 2])
      X.xx = multiplyAdd(X.xx, x, d0)
      X.xy = multiplyAdd(X.xy, x, d1)
      X.xz = multiplyAdd(X.xz, x, d2)
      X.yx = multiplyAdd(X.yx, y, d0)
      X.yy = multiplyAdd(X.yy, y, d1)
      X.yz = multiplyAdd(X.yz, y, d2)
      X.zx = multiplyAdd(X.zx, z, d0)
      X.zy = multiplyAdd(X.zy, z, d1)
      X.zz = multiplyAdd(X.zz, z, d2)
    }
    let determinant = X.determinant
    let T = X.cofactor * (Lanes(repeating: 1) / determinant)  // (∂X/∂ξ)⁻ᵀ
    for a in 0..<n {
      let (d0, d1, d2) = (
        Lanes(all[3 * (q * n + a)]), Lanes(all[3 * (q * n + a) + 1]),
        Lanes(all[3 * (q * n + a) + 2])
      )
      w.gradients[3 * a] = multiplyAdd(multiplyAdd(T.xx * d0, T.xy, d1), T.xz, d2)
      w.gradients[3 * a + 1] = multiplyAdd(multiplyAdd(T.yx * d0, T.yy, d1), T.yz, d2)
      w.gradients[3 * a + 2] = multiplyAdd(multiplyAdd(T.zx * d0, T.zy, d1), T.zz, d2)
    }
    X.xx = determinant
  }
  return X.xx * tables.weights[q]
}

/// F = 1 + Σ uₐ ⊗ ∇Nₐ.
@inline(__always)
func deformationGradient(tables: CellTables, in w: CellWorkspace) -> Tensor3<Lanes> {
  var F = Tensor3<Lanes>.identity
  for a in 0..<tables.nodeCount {
    let (u, v, t) = (w.displacements[3 * a], w.displacements[3 * a + 1], w.displacements[3 * a + 2])
    let (g0, g1, g2) = (w.gradients[3 * a], w.gradients[3 * a + 1], w.gradients[3 * a + 2])
    F.xx = multiplyAdd(F.xx, u, g0)
    F.xy = multiplyAdd(F.xy, u, g1)
    F.xz = multiplyAdd(F.xz, u, g2)
    F.yx = multiplyAdd(F.yx, v, g0)
    F.yy = multiplyAdd(F.yy, v, g1)
    F.yz = multiplyAdd(F.yz, v, g2)
    F.zx = multiplyAdd(F.zx, t, g0)
    F.zy = multiplyAdd(F.zy, t, g1)
    F.zz = multiplyAdd(F.zz, t, g2)
  }
  return F
}

/// Adds ∇Nₐ · A · ∇N_b of one point to the blocks of the tangent.
@inline(__always)
private func addTangentOfPoint(volume: Lanes, tables: CellTables, in w: CellWorkspace) {
  let n = tables.nodeCount
  for b in 0..<n {
    let (g0, g1, g2) = (
      w.gradients[3 * b] * volume, w.gradients[3 * b + 1] * volume, w.gradients[3 * b + 2] * volume
    )
    let T = w.contracted + 27 * b
    for row in 0..<9 {
      let A = w.moduli + 9 * row
      T[3 * row] = multiplyAdd(multiplyAdd(A[0] * g0, A[1], g1), A[2], g2)
      T[3 * row + 1] = multiplyAdd(multiplyAdd(A[3] * g0, A[4], g1), A[5], g2)
      T[3 * row + 2] = multiplyAdd(multiplyAdd(A[6] * g0, A[7], g1), A[8], g2)
    }
  }
  var block = w.tangent
  for b in 0..<n {
    let T = w.contracted + 27 * b
    for a in 0...b {
      let (g0, g1, g2) = (w.gradients[3 * a], w.gradients[3 * a + 1], w.gradients[3 * a + 2])
      for i in 0..<3 {
        let t = T + 9 * i
        let k = block + 3 * i
        k[0] = multiplyAdd(multiplyAdd(multiplyAdd(k[0], g0, t[0]), g1, t[3]), g2, t[6])
        k[1] = multiplyAdd(multiplyAdd(multiplyAdd(k[1], g0, t[1]), g1, t[4]), g2, t[7])
        k[2] = multiplyAdd(multiplyAdd(multiplyAdd(k[2], g0, t[2]), g1, t[5]), g2, t[8])
      }
      block += 9
    }
  }
}

/// Adds P ∇Nₐ to the forces and ψ J F⁻ᵀ ∇Nₐ to the coupling.
@inline(__always)
private func addForcesOfPoint(
  P: Tensor3<Lanes>, G: Tensor3<Lanes>, J: Lanes, volume: Lanes, point q: Int, tables: CellTables,
  in w: CellWorkspace
) {
  let (n, m) = (tables.nodeCount, tables.basisCount)
  let PV = P * volume
  let GV = G * (J * volume)
  for a in 0..<n {
    let (g0, g1, g2) = (w.gradients[3 * a], w.gradients[3 * a + 1], w.gradients[3 * a + 2])
    let r = w.residual + 3 * a
    r[0] = multiplyAdd(multiplyAdd(multiplyAdd(r[0], PV.xx, g0), PV.xy, g1), PV.xz, g2)
    r[1] = multiplyAdd(multiplyAdd(multiplyAdd(r[1], PV.yx, g0), PV.yy, g1), PV.yz, g2)
    r[2] = multiplyAdd(multiplyAdd(multiplyAdd(r[2], PV.zx, g0), PV.zy, g1), PV.zz, g2)
    if m > 0 {
      let b0 = multiplyAdd(multiplyAdd(GV.xx * g0, GV.xy, g1), GV.xz, g2)
      let b1 = multiplyAdd(multiplyAdd(GV.yx * g0, GV.yy, g1), GV.yz, g2)
      let b2 = multiplyAdd(multiplyAdd(GV.zx * g0, GV.zy, g1), GV.zz, g2)
      for f in 0..<m {
        let psi = Lanes(tables.basis[q * m + f])
        let B = w.coupling + 3 * (f * n + a)
        B[0] = multiplyAdd(B[0], psi, b0)
        B[1] = multiplyAdd(B[1], psi, b1)
        B[2] = multiplyAdd(B[2], psi, b2)
      }
    }
  }
}

/// Inverts M in place, and adds what the eliminated pressure and dilatation leave behind.
@inline(__always)
private func condense(tables: CellTables, in w: CellWorkspace, wantsTangent: Bool) {
  let (n, m) = (tables.nodeCount, tables.basisCount)
  let (M, H) = (w.matrixM, w.matrixH)
  invertSymmetric(M, size: m)
  // y = M⁻¹ (H M⁻¹ r_p + r_θ), and C = M⁻¹ H M⁻¹.
  withUnsafeTemporaryAllocation(of: Lanes.self, capacity: 2 * m * m + 2 * m) { scratch in
    guard let base = scratch.baseAddress else { return }
    let (MH, C) = (base, base + m * m)
    let (y, z) = (base + 2 * m * m, base + 2 * m * m + m)
    for i in 0..<m {
      for j in 0..<m {
        MH[i * m + j] = (0..<m).reduce(Lanes(0)) { multiplyAdd($0, M[i * m + $1], H[$1 * m + j]) }
      }
    }
    for i in 0..<m {
      for j in 0..<m {
        C[i * m + j] = (0..<m).reduce(Lanes(0)) { multiplyAdd($0, MH[i * m + $1], M[$1 * m + j]) }
      }
    }
    for i in 0..<m {
      z[i] = (0..<m).reduce(Lanes(0)) { multiplyAdd($0, C[i * m + $1], w.residualP[$1]) }
      y[i] = (0..<m).reduce(z[i]) { multiplyAdd($0, M[i * m + $1], w.residualTheta[$1]) }
    }
    for f in 0..<m {
      let B = w.coupling + 3 * n * f
      for i in 0..<3 * n { w.residual[i] = multiplyAdd(w.residual[i], B[i], y[f]) }
    }
    guard wantsTangent else { return }
    for f in 0..<m {
      let B = w.coupling + 3 * n * f
      // E = Σ_g C_fg B_g, held where A:∇N was.
      let E = w.contracted
      for i in 0..<3 * n {
        E[i] = (0..<m).reduce(Lanes(0)) {
          multiplyAdd($0, C[f * m + $1], w.coupling[3 * n * $1 + i])
        }
      }
      var block = w.tangent
      for b in 0..<n {
        let (e0, e1, e2) = (E[3 * b], E[3 * b + 1], E[3 * b + 2])
        for a in 0...b {
          for i in 0..<3 {
            let k = block + 3 * i
            let s = B[3 * a + i]
            k[0] = multiplyAdd(k[0], s, e0)
            k[1] = multiplyAdd(k[1], s, e1)
            k[2] = multiplyAdd(k[2], s, e2)
          }
          block += 9
        }
      }
    }
  }
}

/// Gauss–Jordan without pivoting, for the small positive definite M of each lane.
@inline(__always)
private func invertSymmetric(_ M: UnsafeMutablePointer<Lanes>, size m: Int) {
  let one = Lanes(repeating: 1)
  for k in 0..<m {
    let pivot = one / M[k * m + k]
    M[k * m + k] = one
    for j in 0..<m { M[k * m + j] = M[k * m + j] * pivot }
    for i in 0..<m where i != k {
      let factor = M[i * m + k]
      M[i * m + k] = Lanes(repeating: 0)
      for j in 0..<m { M[i * m + j] = M[i * m + j] - factor * M[k * m + j] }
    }
  }
}
