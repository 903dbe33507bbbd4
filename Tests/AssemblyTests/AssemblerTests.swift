import Assembly
import Materials
import Meshes
import Tensors
import TestSupport
import Testing

private let soft = Material.yeoh(c10: 250, c20: 400, c30: 0, bulkModulus: 2.5e5)

private func distortedBox(_ basis: PressureBasis) -> Solid {
  Solid(
    mesh: wedgeBox(cells: SIMD3(2, 2, 2), size: Vector3(0.02, 0.015, 0.01), distortion: 0.2),
    regions: [SolidRegion(material: soft, density: 1000)], pressureBasis: basis)
}

/// A smooth finite deformation of the box, not isochoric.
private func bend(_ X: Vector3) -> Vector3 {
  Vector3(
    0.1 * X.x + 8 * X.x * X.y, -0.05 * X.y + 6 * X.z * X.x,
    0.08 * X.z - 5 * X.y * X.y + 2 * X.x * X.z)
}

@Test(arguments: PressureBasis.allCases)
func `rigid motion gives no force`(basis: PressureBasis) throws {
  let solid = distortedBox(basis)
  let assembler = try Assembler(solid: solid)
  var state = assembler.undeformedState()
  let R = Matrix3(rotationBy: 1.2, about: Vector3(1, -2, 0.5))
  for i in solid.mesh.positions.indices {
    let X = solid.mesh.positions[i]
    state.displacements[i] = R * X - X + Vector3(0.1, -0.3, 0.02)
  }
  let (energy, worst) = assembler.assemble(at: state, wantsTangent: false)
  // Forces of the box under a strain of order one would be μ · area ≈ 0.1 N.
  #expect(assembler.forces.allSatisfy { $0.length < 1e-11 })
  #expect(abs(energy) < 1e-12)
  #expect(abs(worst.minimumJ - 1) < 1e-12)
}

@Test func `forces without a pressure field are the derivative of the energy`() throws {
  let solid = distortedBox(.displacement)
  let assembler = try Assembler(solid: solid)
  var state = assembler.undeformedState()
  for i in state.displacements.indices { state.displacements[i] = bend(solid.mesh.positions[i]) }
  assembler.assemble(at: state, wantsTangent: false)
  let forces = assembler.forces
  let h = 1e-8
  for node in stride(from: 0, to: forces.count, by: 17) {
    for c in 0..<3 {
      var (up, down) = (state, state)
      up.displacements[node][c] += h
      down.displacements[node][c] -= h
      let slope =
        (assembler.assemble(at: up, wantsTangent: false).energy
          - assembler.assemble(at: down, wantsTangent: false).energy) / (2 * h)
      // Central differences: round-off of the energy over 2h is the larger error.
      #expect(abs(slope - forces[node][c]) < 1e-6, "node \(node), component \(c)")
    }
  }
}

@Test(arguments: PressureBasis.allCases)
func `the condensed tangent is the derivative of the condensed forces`(basis: PressureBasis) throws
{
  let solid = distortedBox(basis)
  let assembler = try Assembler(solid: solid)
  var state = assembler.undeformedState()
  for i in state.displacements.indices { state.displacements[i] = bend(solid.mesh.positions[i]) }
  // Newton's method on pressure and dilatation alone: r_p = r_θ = 0 at this displacement.
  let still = [Vector3](repeating: .zero, count: state.displacements.count)
  for _ in 0..<8 {
    assembler.assemble(at: state, wantsTangent: false)
    state = state.advanced(by: assembler.increment(displacements: still), factor: 1)
  }
  let du = still.indices.map {
    1e-4 * Vector3(Double($0 % 7) - 3, Double($0 % 5) - 2, Double($0 % 3) - 1)
  }
  assembler.assemble(at: state, wantsTangent: true)
  let Kdu = assembler.matrix.multiplied(by: du.flatMap { [$0.x, $0.y, $0.z] })
  // Along the linearized increment r_p and r_θ stay of second order, so the forces vary as K δu.
  let increment = assembler.increment(displacements: du)
  let s = 1e-3
  assembler.assemble(at: state.advanced(by: increment, factor: s), wantsTangent: false)
  let up = assembler.forces
  assembler.assemble(at: state.advanced(by: increment, factor: -s), wantsTangent: false)
  let down = assembler.forces
  var (difference, scale) = (0.0, 0.0)
  for i in du.indices {
    let exact = Vector3(Kdu[3 * i], Kdu[3 * i + 1], Kdu[3 * i + 2])
    difference = max(difference, ((up[i] - down[i]) / (2 * s) - exact).length)
    scale = max(scale, exact.length)
  }
  // Truncation of the central difference at s |δu| ≈ 5e-7 m on cells of 5 mm: about 1e-8.
  #expect(difference < 1e-7 * scale)
}

@Test func `one and two threads give the same bits`() throws {
  let solid = distortedBox(.thickness)
  let (one, two) = (
    try Assembler(solid: solid, threads: 1), try Assembler(solid: solid, threads: 2)
  )
  var state = one.undeformedState()
  for i in state.displacements.indices { state.displacements[i] = bend(solid.mesh.positions[i]) }
  one.assemble(at: state, wantsTangent: true)
  two.assemble(at: state, wantsTangent: true)
  #expect(one.matrix.values == two.matrix.values)
  #expect(one.forces == two.forces)
}

@Test func `weight of a body is its volume times density times gravity`() throws {
  let solid = distortedBox(.thickness)
  let total = solid.weight(acceleration: Vector3(0, -9.81, 0)).reduce(Vector3.zero, +)
  #expect((total - Vector3(0, -9.81 * 1000 * 0.02 * 0.015 * 0.01, 0)).length < 1e-15)
}

@Test func `a mixed region is refused`() {
  var solid = distortedBox(.thickness)
  let other = Material.neoHookean(shearModulus: 1, bulkModulus: 1)
  solid.regions[0].materials = Array(repeating: soft, count: 15) + [other]
  #expect(throws: AssemblyError.inconsistentMaterials(region: "body")) {
    try Assembler(solid: solid)
  }
}

@Test func `a cell that is inside out is named`() {
  var solid = distortedBox(.thickness)
  let first = solid.mesh.blocks[0].nodes
  solid.mesh.blocks[0].nodes[15] = first[18]
  solid.mesh.blocks[0].nodes[18] = first[15]
  do {
    _ = try Assembler(solid: solid)
    Issue.record("the cell was accepted")
  } catch AssemblyError.invertedReferenceCell(let region, let cell, _) {
    #expect(region == "body" && cell == 1)
  } catch { Issue.record("\(error)") }
}
