import Assembly
import Materials
import Meshes
import ReferenceElements
import Solvers
import Tensors
import TestSupport
import Testing

/// The displacement of the corner (48, 60) of Cook's membrane in plane strain.
///
/// (0,0)–(48,44)–(48,60)–(0,44), left edge held, F = 100 upwards on the right edge; μ = 80.1938,
/// λ = 400889.806.
///
/// The reference's volumetric term λ/2 (J − 1)² and this solid's K/2 (ln J)² agree as J → 1.
private func cook(cells n: Int, basis: PressureBasis) throws -> Vector3 {
  let (mu, lambda) = (80.1938, 400_889.806)
  var mesh = wedgeBox(cells: SIMD3(n, n, 1), size: Vector3(1, 1, 1))
  for i in mesh.positions.indices {
    let X = mesh.positions[i]
    let (low, high) = (44 * X.x, 44 + 16 * X.x)
    mesh.positions[i] = Vector3(48 * X.x, low + (high - low) * X.y, X.z)
  }
  var solid = Solid(
    mesh: mesh,
    regions: [
      SolidRegion(
        material: .neoHookean(shearModulus: mu, bulkModulus: lambda + 2 * mu / 3), density: 1)
    ], pressureBasis: basis)
  for (i, X) in mesh.positions.enumerated() {
    solid.constrained[i][2] = true
    if X.x == 0 { solid.constrained[i] = .init(repeating: true) }
  }
  let edge = mesh.boundaryFacets { abs($0.x - 48) < 1e-9 }[0]
  let forces = deadTraction({ _ in Vector3(0, 100.0 / 16, 0) }, on: edge, positions: mesh.positions)
  let solver = try EquilibriumSolver(assembler: try Assembler(solid: solid, threads: 2))
  let u = try solver.solve(Loading(forces: forces)).state.displacements
  let corner = mesh.positions.indices.first {
    (mesh.positions[$0] - Vector3(48, 60, 0)).length < 1e-9
  }
  return corner.map { u[$0] } ?? Vector3(repeating: .nan)
}

@Test func `B20 Cook's membrane, nearly incompressible`() throws {
  // Stated: u_y 6.93 (0.01), u_x −5.83, extrapolated; a corner singularity limits the order to 1.3.
  let u = try [8, 16, 32].map { try cook(cells: $0, basis: .thickness) }
  print("Cook, {1, ζ}:", u)
  #expect(abs(u[2].y / 6.93 - 1) < 0.005, "u = \(u)")
  // From above, each refinement halving the distance.
  #expect(abs(u[2].y - 6.93) < 0.6 * abs(u[1].y - 6.93))
  #expect(abs(u[1].y - 6.93) < 0.6 * abs(u[0].y - 6.93))
}

@Test func `plain displacement locks on Cook's membrane`() throws {
  let plain = try [8, 16].map { try cook(cells: $0, basis: .displacement).y }
  let mixed = try [8, 16].map { try cook(cells: $0, basis: .thickness).y }
  print("Cook 8 and 16 cells: plain displacement", plain, "three-field", mixed)
  #expect(plain[0] < 0.96 * 6.93)
  #expect(abs(mixed[0] - 6.93) < 0.4 * abs(plain[0] - 6.93))
}
