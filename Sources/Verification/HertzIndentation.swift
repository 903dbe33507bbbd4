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
  /// In kPa and mm, forces in mN: Newton's stopping rule of 1e-8 is then far below the displacements.
  private static let (E, R, d) = (20.0, 5.0, 1.0)
  private static let contact = (R * d).squareRoot()
  private static let bulkRatio = 500.0
  /// Part of the depth that is computed, and scaled back: strains of 1e-5 are linear to K/μ · 1e-5.
  private static let scale = 1e-4
  /// Size of the block in contact radii.
  private static let size = 40.0
  /// Hertz' force in mN.
  private static let hertz = 4.0 / 3 * E / 0.75 * R.squareRoot() * d * d.squareRoot()

  /// u of an incompressible half-space z < 0 under a force F downwards at the origin.
  ///
  /// u = −F/4πμ (e_z/ρ + z x/ρ³), with μ = E/3.
  private static func boussinesq(_ X: Vector3) -> Vector3 {
    let rho = X.length
    return -hertz * scale / (4 * .pi * E / 3)
      * (Vector3(0, 0, 1) / rho + X.z / (rho * rho * rho) * X)
  }

  /// How much longer the last step is than the first: e^2 inside the contact, e^6.5 from its edge outwards
  /// and downwards, which gives both sides of the edge about the same step.
  private static let (insideGrowth, outsideGrowth) = (2.0, 6.5)

  /// (e^βs − 1)/(e^β − 1): from 0 to 1, dense at 0.
  private static func dense(_ s: Double, growth: Double) -> Double {
    (.exponential(growth * s) - 1) / (.exponential(growth) - 1)
  }

  /// Distance from the axis in contact radii for s in [0, 1]; half of the steps lie inside the contact, dense
  /// at its edge, where the pressure ends with a vertical tangent.
  private static func radius(_ s: Double) -> Double {
    s <= 0.5
      ? 1 - dense(1 - 2 * s, growth: insideGrowth)
      : 1 + (size - 1) * dense(2 * s - 1, growth: outsideGrowth)
  }

  /// A function at the ends of the step that s lies in, linear between: a node between corners stays in the
  /// middle of its edge, however fast the steps grow.
  private static func even(_ s: Double, steps: Int, _ function: (Double) -> Double) -> Double {
    let place = s * Double(steps)
    let below = min(Int(place + 1e-9), steps - 1)
    let (low, high) = (
      function(Double(below) / Double(steps)), function(Double(below + 1) / Double(steps))
    )
    return low + (place - Double(below)) * (high - low)
  }

  /// Force in mN, scaled back to the depth d, with n steps inside the contact radius.
  private static func force(steps n: Int) throws -> Double {
    let layers = 3 * n / 2
    let mesh = VolumeMesh.latticePrism(divisions: 2 * n, layers: layers) {
      let (s, angle) = onDisc($0.x, $0.y)
      let radius = even(s, steps: 2 * n, radius)
      let depth = even(1 - $0.z, steps: layers) { size * dense($0, growth: outsideGrowth) }
      return contact * (polar(radius, angle) - Vector3(0, 0, depth))
    }
    let mu = E / 3
    var problem = StaticProblem(
      Solid(
        mesh: mesh,
        regions: [
          SolidRegion(
            material: .neoHookean(shearModulus: mu, bulkModulus: bulkRatio * mu), density: 1)
        ]))
    for c in 0..<2 { problem.prescribe([c]) { $0[c] < 1e-9 } }
    let far = size * contact * (1 - 1e-9)
    problem.prescribe(to: boussinesq) { $0.z < -far || Vector3($0.x, $0.y, 0).length > far }
    problem.prescribe(
      [2], to: { Vector3(0, 0, -scale * (d - ($0.x * $0.x + $0.y * $0.y) / (2 * R))) }
    ) {
      $0.z > -1e-9 && Vector3($0.x, $0.y, 0).length < contact * (1 + 1e-9)
    }
    let reactions = try problem.solve().reactions
    let quarter = problem.positions.indices.reduce(0.0) {
      let X = problem.positions[$1]
      let isUnder = X.z > -1e-9 && Vector3(X.x, X.y, 0).length < contact * (1 + 1e-9)
      return $0 - (isUnder ? reactions[$1].z : 0)
    }
    return 4 * quarter / scale
  }

  public static let verification = VerificationCase(
    "B16", "Hertz: a rigid sphere on a half-space, prescribed inside the contact radius",
    source: "F = 4/3 E* √R d^(3/2), small strain, K → ∞"
  ) { _ in
    let steps = [2, 4, 8]
    let forces = try steps.map { try force(steps: $0) }
    let found = TwoMeshes(coarse: forces[1], fine: forces[2])
    let reference = 79.50
    return CaseOutcome(
      [
        found.compared(
          "force at 1 mm", unit: "mN", reference: reference,
          modelling: 1 / (size * size) + 1 / bulkRatio,
          "(a/L)² at the walls, L = 40a, and μ/K: E* = 4μ (K + μ/3)/(K + 4μ/3)")
      ],
      tables: [
        FigureTable(
          "Force over the steps inside the contact radius",
          columns: ["steps", "force in mN", "error"],
          rows: zip(steps, forces).map {
            ["\($0)", VerificationRun.text($1), percent($1 / reference - 1)]
          })
      ])
  }
}
