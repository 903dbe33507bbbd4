import Assembly
import Materials
import Meshes
import Solvers
import Tensors
import TestSupport
import Testing

/// A slab on a base that can only shear, captured under its weight along x, then under the opposite one.
///
/// Neo-Hookean simple shear has P₁₃ = μγ, so u(z) = (ρg/μ)(hz − z²/2), whatever its size; the way from one state to the
/// other is d = −2u, which goes with 1/μ, and with h² where the slab gets thicker. At the free ends the
/// normal stress μγ² is missing: a part γ of the whole.
@Suite struct ResponseSolverTests {
  private let height = 0.012
  private let shear = 1e-3

  private func slab(shearModulus mu: Double, stretch: Double) -> Solid {
    var mesh = wedgeBox(cells: SIMD3(2, 2, 3), size: Vector3(0.02, 0.02, height))
    for i in mesh.positions.indices { mesh.positions[i].z *= stretch }
    let material = Material.neoHookean(shearModulus: mu, bulkModulus: 500 * mu)
    var solid = Solid(mesh: mesh, regions: [SolidRegion(material: material, density: 1000)])
    for (i, x) in mesh.positions.enumerated() {
      solid.constrained[i] = .init(repeating: true)
      solid.constrained[i][0] = x.z < 1e-9
    }
    return solid
  }

  /// ρgh/μ = γ at the base.
  private func body(_ way: Double, shearModulus mu: Double = 500, stretch: Double = 1) -> LoadedBody
  {
    let solid = slab(shearModulus: mu, stretch: stretch)
    let g = way * shear * 500 / (1000 * height)
    return LoadedBody(solid: solid, forces: solid.weight(acceleration: Vector3(g, 0, 0)))
  }

  /// The way between the states, and its response to a parameter that moves the slab by `step`.
  private func response(step: Double, _ moved: (_ way: Double) -> LoadedBody) throws -> (
    way: [Vector3], response: [Vector3]
  ) {
    let solver = try EquilibriumSolver(assembler: Assembler(solid: body(1).solid))
    _ = try RestShapeSolver(solver).restShape(under: body(1).forces)
    let captured = try solver.solve(Loading(forces: body(1).forces)).state
    let turned = try solver.solve(Loading(forces: body(-1).forces), from: captured).state
    let responses = ResponseSolver(solver, captured: body(1), loaded: captured)
    let shapes = try responses.capturedResponses(to: [VariedBody(moved(1), step: step)])
    let fields = try responses.responses(
      of: body(-1), at: turned, to: [VariedBody(moved(-1), step: step)], capturedResponses: shapes)
    return (zip(turned.displacements, captured.displacements).map { $0 - $1 }, fields[0])
  }

  private func expect(_ found: (way: [Vector3], response: [Vector3]), factor: Double) {
    let top = found.way.map(\.length).max() ?? 0
    #expect(abs(top - shear * height) < 2 * shear * top)
    for (d, slope) in zip(found.way, found.response) {
      #expect((slope - factor * d).length < 4 * shear * top)
    }
  }

  @Test func `the way of a sheared slab goes with one over its modulus`() throws {
    let step = 1e-5
    expect(try response(step: step) { body($0, shearModulus: 500 * (1 + step)) }, factor: -1)
  }

  @Test func `the way of a sheared slab goes with the square of its thickness`() throws {
    let step = 1e-5
    expect(try response(step: step) { body($0, stretch: 1 + step) }, factor: 2)
  }
}
