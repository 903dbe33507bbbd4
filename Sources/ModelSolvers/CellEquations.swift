import ConstitutiveModels
import Tensors

/// What a cell is evaluated at.
struct CellInstant {
  var time: Double
  var step: Double
  /// Displacements of its nodes at the end of the step, and at its beginning.
  var displacements: [Vector3]
  var before: [Vector3]
}

/// Forces and tangent of a cell, and what its points remember.
struct CellEquations {
  /// Internal force on each node.
  var forces: [Vector3]
  /// ∂force/∂displacement by columns, three unknowns to a node; empty if it was not asked for.
  var tangent: [Double]
  /// New histories of the points.
  var histories: [[Double]]
  /// Mean of the Cauchy stress and of J over the points.
  var meanStress: Matrix3
  /// Mean of the Green–Lagrange strain ½ (FᵀF − 1) over the points.
  var meanStrain: Matrix3
  var meanVolumeRatio: Double
}

/// The volume of a cell became negative at a point.
struct InvertedCell: Error {}

extension IntegratedCell {
  /// Internal forces f_a = Σ v F S ∇N_a and their derivatives at a deformation.
  ///
  /// With B of the Green strain and D = ∂S/∂E: K_ab = Σ v [(∇N_a·S ∇N_b) 1 + B_aᵀ D B_b]. With a mean dilatation
  /// θ = Σ v J/Σ v the pressure U′(θ) acts through S = p J C⁻¹, and K gains U″(θ)/V g gᵀ with g = ∂(Σ v J)/∂u.
  ///
  /// - Parameters:
  ///   - instant: where the nodes are.
  ///   - histories: what the points remember at the beginning of the step.
  ///   - corrections: Fc of the points.
  ///   - multiplier: of the volume, zero without augmentation.
  ///   - wantsTangent: whether the derivatives are wanted.
  /// - Returns: forces, tangent and new histories.
  /// - Throws: `InvertedCell` where J ≤ 0.
  func equations(
    at instant: CellInstant, histories: ArraySlice<[Double]>, corrections: ArraySlice<Matrix3>?,
    multiplier: Double, wantsTangent: Bool
  ) throws(InvertedCell) -> CellEquations {
    let n = nodes.count
    let gradientsOf = { (point: Int) in gradients[point * n..<(point + 1) * n] }
    let F = (0..<pointCount).map { point in
      deformation(instant.displacements, gradientsOf(point))
    }
    let J = F.map(\.determinant)
    guard J.allSatisfy({ $0 > 0 }) else { throw InvertedCell() }

    let volume = volumes.reduce(0, +)
    var mean: (pressure: Double, stiffness: Double)?
    if hasMeanDilatation, let volumetric {
      let theta = zip(volumes, J).reduce(0) { $0 + $1.0 * $1.1 } / volume
      let U = volumetric.derivatives(at: theta)
      // The constraint of the multiplier is ln θ, as FEBio's.
      mean = (
        U.first + multiplier / theta, (U.second - multiplier / (theta * theta)) / volume
      )
    }

    var result = CellEquations(
      forces: Array(repeating: .zero, count: n), tangent: [], histories: [], meanStress: .zero,
      meanStrain: .zero,
      meanVolumeRatio: J.reduce(0, +) / Double(pointCount))
    if wantsTangent { result.tangent = [Double](repeating: 0, count: 9 * n * n) }
    var dilatation = [Vector3](repeating: .zero, count: n)
    for point in 0..<pointCount {
      let g = gradientsOf(point)
      let at = MaterialInstant(
        time: instant.time, step: instant.step, F: F[point],
        before: deformation(instant.before, g),
        correction: corrections.map { $0[$0.startIndex + point] } ?? .identity)
      let (whole, history) = stress(
        at: at, history: histories[histories.startIndex + point], pressure: mean?.pressure)
      result.histories.append(history)
      result.meanStress =
        result.meanStress
        + F[point] * whole.values * F[point].transpose * (1 / (J[point] * Double(pointCount)))
      // A cell that shares its stress with patches bears a part of it.
      let S =
        share == .whole
        ? whole
        : share.applied(to: whole, at: StrainTensor(variable: F[point].transpose * F[point]))
      let values = S.values
      result.meanStrain =
        result.meanStrain
        + (F[point].transpose * F[point] - .identity) * (0.5 / Double(pointCount))
      let P = F[point] * values
      for (a, g) in g.enumerated() { result.forces[a] += volumes[point] * (P * g) }
      if mean != nil {
        let G = F[point].cofactor
        for (a, g) in g.enumerated() { dilatation[a] += volumes[point] * (G * g) }
      }
      if wantsTangent { addTangent(of: S, F: F[point], point: point, to: &result.tangent) }
    }
    if wantsTangent, let mean { add(mean.stiffness, dilatation, to: &result.tangent) }
    return result
  }

  private func deformation(_ u: [Vector3], _ gradients: ArraySlice<Vector3>) -> Matrix3 {
    var F = Matrix3.identity
    for (u, g) in zip(u, gradients) { F = F + Matrix3(outer: u, g) }
    return F
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

  /// Adds v [(∇N_a·S ∇N_b) 1 + B_aᵀ D B_b] of one point.
  private func addTangent(of S: StrainTensor, F: Matrix3, point: Int, to K: inout [Double]) {
    let n = nodes.count
    let v = volumes[point]
    let values = S.values
    let columns = (
      Vector3(F.xx, F.yx, F.zx), Vector3(F.xy, F.yy, F.zy), Vector3(F.xz, F.yz, F.zz)
    )
    // D by the engineering strains: ∂C/∂E is 2 on the diagonal, 1 for a shear angle. Flat, because small arrays
    // would cost more than the products.
    var D = [Double](repeating: 0, count: 36)
    for row in 0..<6 {
      let slopes = S[row].slopes
      for column in 0..<6 { D[6 * row + column] = v * slopes[column] * (column < 3 ? 2 : 1) }
    }
    var B = [Vector3](repeating: .zero, count: 6 * n)
    for a in 0..<n {
      let g = gradients[point * n + a]
      B[6 * a] = columns.0 * g.x
      B[6 * a + 1] = columns.1 * g.y
      B[6 * a + 2] = columns.2 * g.z
      B[6 * a + 3] = columns.0 * g.y + columns.1 * g.x
      B[6 * a + 4] = columns.1 * g.z + columns.2 * g.y
      B[6 * a + 5] = columns.0 * g.z + columns.2 * g.x
    }
    var DB = [Vector3](repeating: .zero, count: 6)
    for b in 0..<n {
      for row in 0..<6 {
        var sum = Vector3.zero
        for column in 0..<6 { sum += D[6 * row + column] * B[6 * b + column] }
        DB[row] = sum
      }
      let Sg = v * (values * gradients[point * n + b])
      for a in 0..<n {
        let geometric = gradients[point * n + a].dot(Sg)
        var (x, y, z) = (Vector3.zero, Vector3.zero, Vector3.zero)
        for row in 0..<6 {
          let Ba = B[6 * a + row]
          x += DB[row] * Ba.x
          y += DB[row] * Ba.y
          z += DB[row] * Ba.z
        }
        x.x += geometric
        y.y += geometric
        z.z += geometric
        for j in 0..<3 {
          let place = (3 * b + j) * 3 * n + 3 * a
          K[place] += x[j]
          K[place + 1] += y[j]
          K[place + 2] += z[j]
        }
      }
    }
  }

  /// Adds k g gᵀ.
  private func add(_ k: Double, _ g: [Vector3], to K: inout [Double]) {
    let flat = g.flatMap { [$0.x, $0.y, $0.z] }
    for (j, gj) in flat.enumerated() {
      for (i, gi) in flat.enumerated() { K[j * flat.count + i] += k * gi * gj }
    }
  }
}
