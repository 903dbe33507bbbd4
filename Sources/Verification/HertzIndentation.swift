import Assembly
import Materials
import Meshes
import Tensors

/// B16: a rigid sphere pressed into a soft half-space, in the limit of small strain.
///
/// Hertz gives what contact would find: inside the radius a = √(Rd) the surface follows the sphere,
/// u_z = −(d − r²/2R), and slides freely along it. So no contact is computed here: the displacement is
/// prescribed and the force compared, F = 4/3 E* √R d^{3/2}. The walls of the block move as Boussinesq's
/// half-space under a point force of Hertz' size, which leaves (a/L)² of the field.
public enum HertzIndentation {
  private static let (E, R, d) = (20e3, 5e-3, 1e-3)
  private static let contact = (R * d).squareRoot()
  private static let bulkRatio = 500.0
  private static let scale = 1e-5
  /// Size of the block in contact radii.
  private static let size = 40.0
  /// Hertz' force in N.
  private static let hertz = 4.0 / 3 * E / 0.75 * R.squareRoot() * d * d.squareRoot()

  /// u of an incompressible half-space z < 0 under a force F downwards at the origin.
  ///
  /// u = −F/4πμ (e_z/ρ + z x/ρ³), with μ = E/3.
  private static func boussinesq(_ X: Vector3) -> Vector3 {
    let rho = X.length
    return -hertz * scale / (4 * .pi * E / 3)
      * (Vector3(0, 0, 1) / rho + X.z / (rho * rho * rho) * X)
  }

  /// Distances that grow by a factor outside the contact: even steps inside 1, then geometric to `size`.
  private static func graded(_ s: Double, inside: Int, outside: Int) -> Double {
    let step = s * Double(inside + outside)
    guard step > Double(inside) else { return step / Double(inside) }
    return .power(size, (step - Double(inside)) / Double(outside))
  }

  /// Force in mN, scaled back to the depth d.
  private static func force(refinement n: Int) throws -> Double {
    let (inside, outside) = (4 * n, 5 * n)
    let mesh = VolumeMesh.latticePrism(divisions: inside + outside, layers: inside + outside) {
      let (r, angle) = onDisc($0.x, $0.y)
      let radius = contact * graded(r, inside: inside, outside: outside)
      let depth = contact * graded(1 - $0.z, inside: inside, outside: outside)
      return polar(radius, angle) - Vector3(0, 0, depth)
    }
    let mu = E / 3
    var problem = StaticProblem(
      Solid(
        mesh: mesh,
        regions: [
          SolidRegion(
            material: .neoHookean(shearModulus: mu, bulkModulus: bulkRatio * mu), density: 1)
        ]))
    for c in 0..<2 { problem.prescribe([c]) { $0[c] < 1e-12 } }
    let far = size * contact * (1 - 1e-9)
    problem.prescribe(to: boussinesq) { $0.z < -far || Vector3($0.x, $0.y, 0).length > far }
    problem.prescribe(
      [2], to: { Vector3(0, 0, -scale * (d - ($0.x * $0.x + $0.y * $0.y) / (2 * R))) }
    ) {
      $0.z > -1e-12 && Vector3($0.x, $0.y, 0).length < contact * (1 + 1e-9)
    }
    let reactions = try problem.solve().reactions
    let quarter = problem.positions.indices.reduce(0.0) {
      let X = problem.positions[$1]
      let isUnder = X.z > -1e-12 && Vector3(X.x, X.y, 0).length < contact * (1 + 1e-9)
      return $0 - (isUnder ? reactions[$1].z : 0)
    }
    return 4 * quarter / scale * 1e3
  }

  public static let verification = VerificationCase(
    "B16", "Hertz: a rigid sphere on a half-space, prescribed inside the contact radius",
    source: "F = 4/3 E* √R d^(3/2), small strain, K → ∞"
  ) { depth in
    let found = try TwoMeshes.of { [try force(refinement: $0)] }[0]
    return CaseOutcome([
      found.compared(
        "force at 1 mm", unit: "mN", reference: 79.50,
        modelling: 1 / (size * size) + 0.5 / bulkRatio, "(a/L)² at the walls, L = 40a, and μ/2K")
    ])
  }
}
