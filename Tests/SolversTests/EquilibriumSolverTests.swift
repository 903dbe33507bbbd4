import Assembly
import Foundation
import Materials
import Meshes
import Solvers
import Tensors
import TestSupport
import Testing

private let fat = Material.neoHookean(shearModulus: 500, bulkModulus: 2.5e5)

/// A soft brick glued to a wall at x = 0.
private func brick(_ basis: PressureBasis = .thickness) -> Solid {
  var solid = Solid(
    mesh: wedgeBox(cells: SIMD3(3, 3, 3), size: Vector3(0.012, 0.03, 0.03), distortion: 0.15),
    regions: [SolidRegion(material: fat, density: 1000)], pressureBasis: basis)
  solid.fix(nodes: solid.mesh.positions.indices.filter { solid.mesh.positions[$0].x == 0 })
  return solid
}

@Test(arguments: PressureBasis.allCases)
func `patch test: a linear field on the boundary gives constant strain on distorted cells`(
  basis: PressureBasis
) throws {
  let solid0 = Solid(
    mesh: wedgeBox(cells: SIMD3(3, 3, 3), size: Vector3(1, 1, 1), distortion: 0.3),
    regions: [
      SolidRegion(material: .neoHookean(shearModulus: 1, bulkModulus: 20), density: 1)
    ], pressureBasis: basis)
  var solid = solid0
  let H = Matrix3(0.1, 0.05, -0.08, 0.02, -0.06, 0.1, 0.03, 0.07, 0.04)
  var loading = Loading(forces: Array(repeating: .zero, count: solid.mesh.positions.count))
  for (i, X) in solid.mesh.positions.enumerated() {
    if (0..<3).contains(where: { X[$0] == 0 || X[$0] == 1 }) {
      solid.constrained[i] = .init(repeating: true)
    }
    loading.prescribed[i] = H * X
  }
  let solver = try EquilibriumSolver(assembler: try Assembler(solid: solid))
  let result = try solver.solve(loading)
  for (X, u) in zip(solid.mesh.positions, result.state.displacements) {
    #expect((u - H * X).length < 1e-10)
  }
}

@Test func `Newton converges quadratically`() throws {
  let solid = brick()
  var settings = NewtonSettings()
  settings.keepsFactor = false
  settings.tolerance = 1e-14
  let solver = try EquilibriumSolver(assembler: try Assembler(solid: solid), settings: settings)
  let result = try solver.solve(
    Loading(forces: solid.weight(acceleration: Vector3(0, -9.81, 0))))
  // The forces fall as f ← C f²; the last values above round-off (1e-14 of the weight's 0.1 N) count.
  let forces = result.history.map { $0.imbalance }.filter { $0 > 1e-14 }.suffix(3).map { $0 }
  #expect(forces.count == 3)
  let order = log2(forces[2] / forces[1]) / log2(forces[1] / forces[0])
  #expect(order > 1.8, "imbalance \(result.history.map { $0.imbalance })")
}

@Test func `one g in one step, three g without help`() throws {
  let solid = brick()
  let solver = try EquilibriumSolver(assembler: try Assembler(solid: solid))
  let one = try solver.solve(Loading(forces: solid.weight(acceleration: Vector3(0, -9.81, 0))))
  #expect(one.history.allSatisfy { $0.loadFraction == 1 && $0.stepLength == 1 })
  #expect(one.history.count <= 6)
  let three = try solver.solve(Loading(forces: solid.weight(acceleration: Vector3(0, -29.43, 0))))
  #expect(three.worst.minimumJ > 0.5)
}

@Test func `reactions carry the weight`() throws {
  let solid = brick()
  let weight = solid.weight(acceleration: Vector3(0, -9.81, 0))
  let solver = try EquilibriumSolver(assembler: try Assembler(solid: solid))
  let result = try solver.solve(Loading(forces: weight))
  let sum = result.reactions.reduce(Vector3.zero, +) + weight.reduce(Vector3.zero, +)
  #expect(sum.length < 1e-9)
}

@Test func `a spring bed carries a block that nothing else holds`() throws {
  let mesh = wedgeBox(cells: SIMD3(2, 2, 1), size: Vector3(0.02, 0.02, 0.01))
  let base = mesh.boundaryFacets { $0.z == 0 }[0]
  let (kn, kt) = (4e6, 1e6)
  let support = ElasticSupport(
    facets: base, positions: mesh.positions,
    normalStiffness: Array(repeating: kn, count: base.count),
    tangentialStiffness: Array(repeating: kt, count: base.count))
  let solid = Solid(
    mesh: mesh,
    regions: [
      SolidRegion(
        material: .neoHookean(shearModulus: 1e7, bulkModulus: 1e8), density: 1000)
    ], supports: [support])
  let solver = try EquilibriumSolver(assembler: try Assembler(solid: solid))
  let result = try solver.solve(
    Loading(forces: solid.weight(acceleration: Vector3(9.81, 0, -9.81))))
  // A nearly rigid block: u = ρ g h / k in each direction, plus the tilt of the shear couple; the mean
  // over the base is free of the tilt.
  let bottom = Set(base.nodes)
  var mean = Vector3.zero
  for node in bottom.sorted() { mean += result.state.displacements[Int(node)] }
  mean /= Double(bottom.count)
  #expect(abs(mean.z + 1000 * 9.81 * 0.01 / kn) < 2e-7)
  #expect(abs(mean.x - 1000 * 9.81 * 0.01 / kt) < 1e-6)
}

@Test func `an impossible load ends with a reason`() throws {
  let solid = brick()
  var settings = NewtonSettings()
  settings.maximumIterations = 8
  settings.smallestLoadStep = 0.25
  let solver = try EquilibriumSolver(assembler: try Assembler(solid: solid), settings: settings)
  let weight = solid.weight(acceleration: Vector3(0, -9.81 * 4000, 0))
  do {
    _ = try solver.solve(Loading(forces: weight))
    Issue.record("4000 g should not converge")
  } catch SolverError.notConverged(let reached, let history, _, _) {
    #expect(reached < 1)
    #expect(!history.isEmpty)
  } catch { Issue.record("\(error)") }
}

@Test func `a hopeless load is given up when the work that it may take is done`() throws {
  let solid = brick()
  var settings = NewtonSettings()
  settings.maximumFactorizations = 12
  let solver = try EquilibriumSolver(assembler: try Assembler(solid: solid), settings: settings)
  let weight = solid.weight(acceleration: Vector3(0, -9.81 * 4000, 0))
  let failure = #expect(throws: SolverError.self) {
    try solver.solve(Loading(forces: weight))
  }
  guard case .notConverged(_, _, _, let end)? = failure else {
    Issue.record("\(String(describing: failure))")
    return
  }
  #expect(end == .factorizations(12))
  // The last tangent may have had to be projected.
  #expect(solver.factorizations <= 13)
}

@Test func `the same bits with one and two threads`() throws {
  let solid = brick()
  let loading = Loading(forces: solid.weight(acceleration: Vector3(0, -9.81, 0)))
  let fields = try [1, 2].map { threads in
    try EquilibriumSolver(assembler: try Assembler(solid: solid, threads: threads)).solve(loading)
      .state.displacements
  }
  #expect(fields[0] == fields[1])
}
