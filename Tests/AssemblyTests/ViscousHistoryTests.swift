import Assembly
import Materials
import Meshes
import Tensors
import TestSupport
import Testing

private let series: PronySeries? = try? PronySeries([
  .init(share: 0.3, time: 1), .init(share: 0.2, time: 10),
])

private func assembler(_ material: Material, basis: PressureBasis = .thickness, threads: Int = 1)
  throws -> Assembler
{
  var region = SolidRegion(material: material, density: 1000)
  region.relaxation = series
  return try Assembler(
    solid: Solid(
      mesh: wedgeBox(cells: SIMD3(2, 2, 2), size: Vector3(0.02, 0.015, 0.01), distortion: 0.2),
      regions: [region], pressureBasis: basis), threads: threads)
}

private func deformed(_ assembler: Assembler, by scale: Double = 1, turned R: Matrix3 = .identity)
  -> SolidState
{
  var state = assembler.undeformedState()
  for (i, X) in assembler.solid.mesh.positions.enumerated() {
    let u = Vector3(
      0.1 * X.x + 8 * X.x * X.y, -0.05 * X.y + 6 * X.z * X.x,
      0.08 * X.z - 5 * X.y * X.y + 2 * X.x * X.z)
    state.displacements[i] = R * (X + scale * u) - X
  }
  return state
}

@Test(arguments: sampleMaterials.map(\.material))
func `held for ever a relaxing body is its elastic one, at once its shape is stiffer by G₀ over G∞`(
  material: Material
) throws {
  let body = try assembler(material)
  let state = deformed(body, by: 0.5)
  body.assemble(at: state, wantsTangent: false)
  let elastic = body.forces
  let history = body.relaxedHistory(at: body.undeformedState())
  body.beginStep(duration: .infinity, after: history)
  body.assemble(at: state, wantsTangent: false)
  #expect(zip(body.forces, elastic).allSatisfy { ($0 - $1).length < 1e-12 })
  body.beginStep(duration: 0, after: history)
  body.assemble(at: state, wantsTangent: false)
  // G₀/G∞ = 2: the forces of the shape count twice, those of the volume once.
  for (stiff, (once, shape)) in zip(body.forces, zip(elastic, try shapeForces(material, at: state)))
  {
    #expect((stiff - once - shape).length < 1e-9 * max(1, stiff.length))
  }
}

/// The forces of the isochoric part of a law alone: those of a body with twice the moduli less those with twice the
/// bulk modulus.
private func shapeForces(_ material: Material, at state: SolidState) throws -> [Vector3] {
  var constants = material.constants
  constants[material.law.declaration.constants.firstIndex(of: .bulkModulus) ?? 0] *= 2
  let firm = Material(material.law, constants: constants, fibres: material.fibres)
  let bodies = [try assembler(material.scaled(by: 2)), try assembler(firm)]
  for body in bodies { body.assemble(at: state, wantsTangent: false) }
  return zip(bodies[0].forces, bodies[1].forces).map { $0 - $1 }
}

@Test func `the history does not see a rotation`() throws {
  let body = try assembler(.yeoh(c10: 250, c20: 400, c30: 0, bulkModulus: 2.5e5))
  let rest = body.relaxedHistory(at: body.undeformedState())
  let R = Matrix3(rotationBy: 1.2, about: Vector3(1, -2, 0.5))
  var forces: [[Vector3]] = []
  for turn in [Matrix3.identity, R] {
    let first = deformed(body, by: 0.5, turned: turn)
    let second = deformed(body, turned: turn)
    body.beginStep(duration: 0.3, after: body.history(after: rest, duration: 0.5, at: first))
    body.assemble(at: second, wantsTangent: false)
    forces.append(body.forces)
  }
  #expect(forces[0].contains { $0.length > 1e-3 })
  for (still, turned) in zip(forces[0], forces[1]) {
    #expect((R * still - turned).length < 1e-9)
  }
}

/// A body in the middle of a viscous step after half a second at half the deformation.
private func bodyInStep(_ basis: PressureBasis) throws -> (body: Assembler, state: SolidState) {
  let body = try assembler(.yeoh(c10: 250, c20: 400, c30: 0, bulkModulus: 2.5e4), basis: basis)
  let history = body.history(
    after: body.relaxedHistory(at: body.undeformedState()), duration: 0.5,
    at: deformed(body, by: 0.5))
  body.beginStep(duration: 0.3, after: history)
  return (body, deformed(body))
}

@Test func `forces of a viscous step are the derivative of its energy`() throws {
  let (body, state) = try bodyInStep(.displacement)
  body.assemble(at: state, wantsTangent: false)
  let forces = body.forces
  let h = 1e-8
  for node in stride(from: 0, to: forces.count, by: 17) {
    let energies = [h, -h].map { step in
      var moved = state
      moved.displacements[node].y += step
      return body.assemble(at: moved, wantsTangent: false).energy
    }
    // Central differences: round-off of the energy over 2h is the larger error.
    #expect(abs((energies[0] - energies[1]) / (2 * h) - forces[node].y) < 1e-6)
  }
}

@Test func `the tangent of a viscous step is the derivative of its forces`() throws {
  let (body, state) = try bodyInStep(.displacement)
  let du = state.displacements.indices.map {
    1e-4 * Vector3(Double($0 % 7) - 3, Double($0 % 5) - 2, Double($0 % 3) - 1)
  }
  body.assemble(at: state, wantsTangent: true)
  let Kdu = body.matrix.multiplied(by: du.flatMap { [$0.x, $0.y, $0.z] })
  let s = 1e-3
  let ends = [s, -s].map { step in
    var moved = state
    for i in du.indices { moved.displacements[i] += step * du[i] }
    body.assemble(at: moved, wantsTangent: false)
    return body.forces
  }
  var (difference, scale) = (0.0, 0.0)
  for i in du.indices {
    let exact = Vector3(Kdu[3 * i], Kdu[3 * i + 1], Kdu[3 * i + 2])
    difference = max(difference, ((ends[0][i] - ends[1][i]) / (2 * s) - exact).length)
    scale = max(scale, exact.length)
  }
  // Truncation of the central difference, as for the elastic tangent.
  #expect(difference < 1e-7 * scale)
}

@Test func `history has the same bits for any number of threads`() throws {
  let material = Material.yeoh(c10: 250, c20: 400, c30: 0, bulkModulus: 2.5e5)
  let results = try [1, 3].map { threads in
    let body = try assembler(material, threads: threads)
    let history = body.history(
      after: body.relaxedHistory(at: body.undeformedState()), duration: 0.5,
      at: deformed(body, by: 0.5))
    body.beginStep(duration: 0.3, after: history)
    body.assemble(at: deformed(body), wantsTangent: true)
    return (body.forces, body.matrix.values)
  }
  #expect(results[0].0 == results[1].0 && results[0].1 == results[1].1)
}
