import Assembly
import Materials
import Meshes
import Tensors

/// B7 and B8: a thick sphere and a thick tube, A = 10, B = 20, inner stretch 1.5, incompressible.
public enum Inflation {
  private static let (inner, outer, stretch) = (10.0, 20.0, 1.5)
  private static let bulkRatio = 1e4

  /// A hollow body in rings around the origin.
  private enum Body { case sphere, tube }

  private static func mesh(_ body: Body, refinement: Int) -> VolumeMesh {
    switch body {
    case .sphere:
      return .latticePrism(divisions: 3 * refinement, layers: 3 * refinement) {
        let direction = Vector3($0.x, $0.y, 1 - $0.x - $0.y).normalized
        return (inner + (outer - inner) * $0.z) * direction
      }
    case .tube:
      var mesh = VolumeMesh.box(
        of: .wedge15, bricks: SIMD3(3 * refinement, 4 * refinement, 1),
        size: Vector3(1, .pi / 2, 1))
      mesh.positions = mesh.positions.map {
        polar(inner + (outer - inner) * $0.x, $0.y) + Vector3(0, 0, $0.z)
      }
      return mesh
    }
  }

  /// The direction away from the centre or axis.
  private static func outward(_ body: Body, _ X: Vector3) -> Vector3 {
    (body == .tube ? Vector3(X.x, X.y, 0) : X)
  }

  /// r(R) of the incompressible body: R² or R³ grows by a constant.
  private static func radius(_ body: Body, _ R: Double) -> Double {
    let n = body == .sphere ? 3.0 : 2.0
    func power(_ x: Double) -> Double { .power(x, n) }
    return .power(power(R) + power(stretch * inner) - power(inner), 1 / n)
  }

  /// Outer stretch and p/μ.
  private static func results(_ body: Body, refinement: Int) throws -> [Double] {
    let mesh = mesh(body, refinement: refinement)
    let material = Material.neoHookean(shearModulus: 1, bulkModulus: bulkRatio)
    var problem = StaticProblem(
      Solid(mesh: mesh, regions: [SolidRegion(material: material, density: 1)]))
    for c in 0..<3 { problem.prescribe([c]) { $0[c] < 1e-9 } }
    if body == .tube { problem.prescribe([2]) { _ in true } }
    problem.prescribe(to: { (stretch - 1) * outward(body, $0) }) {
      outward(body, $0).length < inner * (1 + 1e-9)
    }
    problem.guess = mesh.positions.map {
      let R = outward(body, $0).length
      return (radius(body, R) / R - 1) * outward(body, $0)
    }
    let result = try problem.solve()
    var (force, rim) = (0.0, (sum: 0.0, count: 0.0))
    for (i, X) in mesh.positions.enumerated() {
      let R = outward(body, X)
      if R.length < inner * (1 + 1e-9) { force += result.reactions[i].dot(R.normalized) }
      if R.length > outer * (1 - 1e-9) {
        rim.sum += (R + outward(body, result.state.displacements[i])).length / outer
        rim.count += 1
      }
    }
    let a = stretch * inner
    return [rim.sum / rim.count, force / (body == .sphere ? .pi / 2 * a * a : .pi / 2 * a)]
  }

  private static func outcome(_ body: Body, depth: Depth, targets: [Double]) throws -> CaseOutcome {
    let step = depth == .quick ? 1 : 2
    let found = try TwoMeshes.of { try results(body, refinement: step * $0) }
    let (part, why) = (10 / bulkRatio, "10 μ/K, K/μ = 1e4")
    return CaseOutcome([
      found[0].compared("outer stretch", unit: "1", reference: targets[0], modelling: part, why),
      found[1].compared("pressure / μ", unit: "1", reference: targets[1], modelling: part, why),
    ])
  }

  public static let sphere = VerificationCase(
    "B7", "Inflation of a thick sphere, inner stretch 1.5",
    source: "p/μ = [(4/λ_b + λ_b⁻⁴) − (4/λ_a + λ_a⁻⁴)]/2"
  ) { try outcome(.sphere, depth: $0, targets: [1.090518, 0.755433]) }

  public static let tube = VerificationCase(
    "B8", "Inflation of a thick tube in plane strain, inner stretch 1.5",
    source: "p/μ = ln(λ_a/λ_b) + (λ_b⁻² − λ_a⁻²)/2"
  ) { try outcome(.tube, depth: $0, targets: [1.145644, 0.428228]) }
}
