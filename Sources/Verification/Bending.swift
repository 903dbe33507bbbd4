import Assembly
import Materials
import Meshes
import Tensors

/// B6: a block bent to a sector of a ring in plane strain.
///
/// r² = 2αX + β, θ = Y/α with α = 20, thickness 10, μ = 1, inner and outer face free.
public enum Bending {
  private static let (alpha, thickness, height) = (20.0, 10.0, 20.0)
  private static let bulkRatio = 1e4
  /// β² = α⁴ + α²T² makes ab = α², so that no net force acts.
  private static let beta = (alpha * alpha + thickness * thickness).squareRoot() * alpha

  /// X counts from the middle of the block's thickness.
  private static func bent(_ X: Vector3) -> Vector3 {
    polar((2 * alpha * X.x + beta).squareRoot(), X.y / alpha) + Vector3(0, 0, X.z) - X
  }

  /// Inner and outer radius half-way round, moment per depth about the axis, normal force on the end.
  private static func results(refinement: Int) throws -> [Double] {
    let depth = 2.0 / Double(refinement)
    let mesh = VolumeMesh.box(
      of: .wedge15, bricks: SIMD3(4 * refinement, 4 * refinement, 1),
      size: Vector3(thickness, height, depth)
    ) { $0 - Vector3(thickness / 2, 0, 0) }
    let material = Material.neoHookean(shearModulus: 1, bulkModulus: bulkRatio)
    var problem = StaticProblem(
      Solid(mesh: mesh, regions: [SolidRegion(material: material, density: 1)]))
    problem.prescribe([2]) { _ in true }
    problem.prescribe(to: bent) { $0.y < 1e-9 || $0.y > height - 1e-9 }
    problem.guess = mesh.positions.map(bent)
    let result = try problem.solve()
    func radius(_ x: Double) -> Double {
      let node = problem.node(at: Vector3(x, height / 2, 0))
      let place = mesh.positions[node] + result.state.displacements[node]
      return (place.x * place.x + place.y * place.y).squareRoot()
    }
    let across = polar(1, height / alpha + .pi / 2)
    var (moment, force) = (0.0, 0.0)
    for (i, X) in mesh.positions.enumerated() where X.y > height - 1e-9 {
      moment += (X + result.state.displacements[i]).cross(result.reactions[i]).z / depth
      force += result.reactions[i].dot(across) / depth
    }
    return [radius(-thickness / 2), radius(thickness / 2), moment, force]
  }

  public static let verification = VerificationCase(
    "B6", "Pure bending of a block by 57°, plane strain",
    source: "Rivlin's solution: r² = 2αX + β, moment integrated in closed form"
  ) { depth in
    let step = depth == .quick ? 1 : 2
    let found = try TwoMeshes.of { try results(refinement: step * $0) }
    let (part, why) = (10 / bulkRatio, "10 μ/K, K/μ = 1e4")
    return CaseOutcome([
      found[0].compared("inner radius", unit: "mm", reference: 15.7230, modelling: part, why),
      found[1].compared("outer radius", unit: "mm", reference: 25.4404, modelling: part, why),
      found[2].compared(
        "moment per depth", unit: "μ·mm²", reference: 15.5610, modelling: part, why),
      found[3].compared(
        "net force per depth", unit: "μ·mm", reference: 0, modelling: part, why + " of μT",
        scale: thickness),
    ])
  }
}
