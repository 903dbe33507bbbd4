import Assembly
import Materials
import Probes
import Solvers
import Tensors

/// The sector of a block, and contact with rigid instruments, against what is known of a soft half-space.
///
/// Small strain, K/μ = 500. The walls of the block move as Boussinesq's half-space under a point force of the
/// same size, which leaves (a/L)² of the field; the instruments themselves are free to touch where they do.
enum ProbeClosedForms {
  private static let E = 36e3
  private static let mu = E / 3
  private static let bulkRatio = 500.0
  /// Size of the blocks over the radius of the contact.
  private static let size = 40.0

  private static func tissue(_ depth: Double) -> LayeredTissue {
    LayeredTissue(layers: [
      .init(
        "half-space", thickness: depth,
        material: .neoHookean(shearModulus: mu, bulkModulus: bulkRatio * mu))
    ])
  }

  /// u of an incompressible half-space z < 0 under a force F outwards at the origin, in m.
  ///
  /// u = F/4πμ (e_z/ρ + z x/ρ³).
  private static func boussinesq(_ F: Double, _ X: Vector3) -> Vector3 {
    let rho = X.length
    return F / (4 * .pi * mu) * (Vector3(0, 0, 1) / rho + X.z / (rho * rho * rho) * X)
  }

  private static func walls(_ block: SectorBlock, force: Double) -> [Vector3] {
    block.mesh.positions.map { $0.length > 0 ? boussinesq(force, $0) : .zero }
  }

  /// Force in N of an indenter at a depth, with the equilibrium's largest penetration over the depth.
  private static func force(_ indenter: Indenter, depth: Double, expected: Double, cells: Int)
    throws -> (force: Double, radius: Double, penetration: Double)
  {
    let a = indenter.contactRadius(depth: depth)
    let block = indenter.block(
      of: tissue(size * a), depth: depth, cells: cells, outer: size * a)
    let body = try ProbedBody(indenter, depth: depth, on: block)
    body.solver.settings.tolerance = 1e-7 * depth
    body.solver.assembler.setObstacles([indenter.obstacle(depth: depth)])
    var loading = body.loading(suction: 0)
    loading.prescribed = walls(block, force: -expected)
    let state = try body.solver.solve(loading).state
    let touch = body.touch(in: state)
    return (touch.force.z, touch.radii?.outer ?? .nan, touch.deepest / depth)
  }

  /// Rise in m of the middle of a disc of radius a under a suction p without a rim.
  private static func rise(radius a: Double, suction p: Double, cells: Int) throws -> Double {
    let probe = SuctionProbe(diameter: 2 * a, edge: 1e-3 * a)
    let block = probe.block(of: tissue(size * a), cells: cells, outer: size * a)
    let body = try ProbedBody(
      block, obstacle: RigidObstacle(.ball(radius: a), height: 10 * a), size: a, reach: a,
      suction: a)
    body.solver.settings.tolerance = 1e-7 * p * a / E
    var loading = body.loading(suction: p)
    loading.prescribed = walls(block, force: .pi * a * a * p)
    return try body.solver.solve(loading).state.displacements[block.apex].z
  }

  static let verification = VerificationCase(
    "probe", "Probes on a half-space: ball, punch and suction on a sector with contact",
    source: "Hertz, Boussinesq and Love in closed form, small strain, K → ∞"
  ) { _ in
    let (a, p) = (1e-3, 1e-5 * E)
    let rises = try TwoMeshes.of { [try rise(radius: a, suction: p, cells: 4 * $0)] }[0]
    let (R, depth) = (5e-3, 5e-8)
    let hertz = 4.0 / 3 * (4 * mu) * (R * depth).squareRoot() * depth
    let ball = try [6, 12].map {
      try force(Indenter(.sphere, radius: R), depth: depth, expected: hertz, cells: $0)
    }
    let punch = 8 * mu * a * 1e-8
    let flat = try [6, 12].map {
      try force(Indenter(.flat, radius: a), depth: 1e-8, expected: punch, cells: $0)
    }
    let far = 1 / (size * size) + 1 / bulkRatio
    return CaseOutcome([
      rises.compared(
        "rise under a uniform suction", unit: "m", reference: 1.5 * p * a / E, modelling: far,
        "(a/L)² at the walls and μ/K"),
      TwoMeshes(coarse: ball[0].force, fine: ball[1].force).compared(
        "force on a ball", unit: "N", reference: hertz, modelling: far + 3e-3,
        "(a/L)² at the walls, μ/K, and the penalty"),
      Comparison(
        "radius of the contact", unit: "m", reference: (R * depth).squareRoot(),
        result: ball[1].radius, allowed: .relative(0.03),
        because: "the outermost point of quadrature in contact: half a cell"),
      TwoMeshes(coarse: flat[0].force, fine: flat[1].force).compared(
        "force on a flat punch", unit: "N", reference: punch, modelling: far + 2e-2,
        "(a/L)² at the walls, μ/K, and the rounded edge, 0.02 of the radius"),
      Comparison(
        "largest penetration over the depth", result: max(ball[1].penetration, flat[1].penetration),
        allowed: .within(0...5e-3), because: "what a penalty may give way"),
    ])
  }
}
