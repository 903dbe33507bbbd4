import Assembly
import Foundation
import Materials
import Meshes
import Solvers
import Tensors
import TestSupport
import Testing

/// A strip clamped at x = 0 and pressed along its axis beyond the load at which it buckles.
@Suite struct BucklingTests {
  private let length = 30e-3
  private let width = 4e-3
  private let thickness = 2e-3
  private let mu = 10e3

  /// Tip of the elastica under a dead axial force at its end, in lengths of the strip: K(k) = π/2 √(P/P₀),
  /// x = 2E(k)/K(k) − 1, y = 2k/K(k).
  ///
  /// - Source: Timoshenko & Gere, *Theory of Elastic Stability*, 2nd ed. (1961), §2.7.
  private func elastica(_ overload: Double) -> (x: Double, y: Double) {
    let wanted = Double.pi / 2 * overload.squareRoot()
    var (low, high) = (0.0, 1.0)
    for _ in 0..<60 {
      let k = (low + high) / 2
      if integrals(k).K < wanted { low = k } else { high = k }
    }
    let (K, E) = integrals(low)
    return (2 * E / K - 1, 2 * low / K)
  }

  /// The complete elliptic integrals of a modulus, by the arithmetic–geometric mean.
  private func integrals(_ k: Double) -> (K: Double, E: Double) {
    var (a, b, sum, power) = (1.0, (1 - k * k).squareRoot(), k * k / 2, 0.5)
    for _ in 0..<8 {
      (a, b, power) = ((a + b) / 2, (a * b).squareRoot(), 2 * power)
      sum += power * (a * a - b * b)
    }
    return (Double.pi / (2 * a), Double.pi / (2 * a) * (1 - sum))
  }

  /// The load is applied in one step from the straight strip; a thousandth of it pushes sideways.
  @Test(arguments: [2.0, 4])
  func `a strip pressed beyond its buckling load bends as the elastica`(overload: Double) throws {
    let mesh = wedgeBox(
      cells: SIMD3(12, 2, 1), size: Vector3(length, width, thickness), distortion: 0.1)
    var solid = Solid(
      mesh: mesh,
      regions: [
        SolidRegion(
          material: .neoHookean(shearModulus: mu, bulkModulus: 500 * mu), density: 1000)
      ])
    solid.fix(nodes: mesh.positions.indices.filter { mesh.positions[$0].x < 1e-9 })
    let tip = mesh.positions.indices.filter { mesh.positions[$0].x > length - 1e-9 }
    let inertia = width * thickness * thickness * thickness / 12
    let critical = Double.pi * Double.pi * 3 * mu * inertia / (4 * length * length)
    var forces = [Vector3](repeating: .zero, count: mesh.positions.count)
    let push = overload * critical / Double(tip.count)
    for node in tip { forces[node] = Vector3(-push, 0, 1e-3 * push) }
    let solver = try EquilibriumSolver(assembler: Assembler(solid: solid))
    let found = try solver.solve(Loading(forces: forces))
    let moved = tip.reduce(Vector3.zero) { $0 + found.state.displacements[$1] / Double(tip.count) }
    let (x, y) = elastica(overload)
    // The elastica is a line: clamp and shear blur the strip's length by its thickness.
    #expect(abs(length + moved.x - length * x) < thickness, "\(moved), \(x)")
    #expect(abs(moved.z - length * y) < thickness, "\(moved), \(y)")
  }
}
