import ConstitutiveModels
import Models
import Tensors

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension ModelBody {
  /// Fc ← F Fc at every point, which makes a prestrain compatible.
  ///
  /// - Parameters:
  ///   - u: displacements in equilibrium.
  ///   - round: how often it was done in this step.
  /// - Returns: false where the correction has settled, so that nothing is to be solved again.
  mutating func correctPrestrain(at u: [Vector3], round: Int) -> Bool {
    guard let rule = model.prestrainCorrection else { return false }
    var next = corrections
    for cell in cells.all {
      for (point, F) in cell.deformations(u, of: model.positions).enumerated() {
        next[cell.firstPoint + point] = F * corrections[cell.firstPoint + point]
      }
    }
    let change = zip(next, corrections).reduce(0) { worst, pair in
      let d = pair.0 - pair.1
      return max(worst, d.contracted(with: d).squareRoot())
    }
    let isSettled = change < rule.tolerance && round >= rule.minimumRounds
    if isSettled || round >= rule.maximumRounds ?? .max { return false }
    corrections = next
    return true
  }

  /// Λ ← Λ + K ln θ in every cell with an augmented pressure, which drives θ to 1.
  ///
  /// - Parameters:
  ///   - u: displacements in equilibrium.
  ///   - round: how often it was done in this step.
  /// - Returns: false where the multipliers have settled.
  mutating func updateMultipliers(at u: [Vector3], round: Int) -> Bool {
    let rules = model.blocks.compactMap(\.formulation.augmented)
    guard let rule = rules.max(by: { $0.tolerance > $1.tolerance }) else { return false }
    var next = multipliers
    for (index, cell) in cells.all.enumerated() where cell.hasMeanDilatation {
      guard let volumetric = cell.volumetric else { continue }
      let J = cell.deformations(u, of: model.positions).map(\.determinant)
      let theta =
        zip(cell.volumes, J).reduce(0) { $0 + $1.0 * $1.1 } / cell.volumes.reduce(0, +)
      next[index] += volumetric.bulkModulus * log(theta)
    }
    let norm = { (list: [Double]) in list.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    let change = abs(norm(next) - norm(multipliers)) / max(norm(next), .leastNormalMagnitude)
    let isSettled = change < rule.tolerance && round >= rule.minimumRounds
    if isSettled || round >= rule.maximumRounds { return false }
    multipliers = next
    return true
  }
}

extension IntegratedCell {
  /// F at every point.
  ///
  /// - Parameters:
  ///   - u: displacements of all nodes of the model.
  ///   - positions: of all nodes.
  /// - Returns: one tensor per point.
  func deformations(_ u: [Vector3], of positions: [Vector3]) -> [Matrix3] {
    let scratch = CellScratch(nodes: nodes.count, points: pointCount)
    defer { scratch.deallocate() }
    for (a, node) in nodes.enumerated() {
      for i in 0..<3 {
        scratch.positions[i * groupCount + a / 4][a % 4] = positions[Int(node)][i]
        scratch.displacements[i * groupCount + a / 4][a % 4] = u[Int(node)][i]
      }
    }
    return (0..<pointCount).map { point in
      loadGradients(point: point, in: scratch)
      return deformation(point: point, of: scratch.displacements, in: scratch)
    }
  }
}
