import Assembly
import Materials
import Meshes
import Tensors

/// B5: a solid cylinder twisted at constant length.
///
/// Radius 10, twist 0.05 rad per unit of length, μ = 1: M = πμψa⁴/2, N = −πμψ²a⁴/4.
public enum Torsion {
  private static let (radius, twist, length) = (10.0, 0.05, 10.0)
  private static let bulkRatio = 1e4

  /// Torque and axial force on the end, with n rings of cells.
  private static func reactions(rings n: Int) throws -> [Double] {
    let mesh = VolumeMesh.latticePrism(divisions: n, layers: n / 2, isWhole: true) {
      let (r, angle) = onDisc($0.x, $0.y)
      return polar(radius * r, angle) + Vector3(0, 0, length * $0.z)
    }
    func turned(_ X: Vector3) -> Vector3 {
      Matrix3(rotationBy: twist * X.z, about: Vector3(0, 0, 1)) * X - X
    }
    let material = Material.neoHookean(shearModulus: 1, bulkModulus: bulkRatio)
    var problem = StaticProblem(
      Solid(mesh: mesh, regions: [SolidRegion(material: material, density: 1)]))
    problem.prescribe(to: turned) { $0.z < 1e-9 || $0.z > length - 1e-9 }
    problem.guess = mesh.positions.map(turned)
    let result = try problem.solve()
    var (torque, force) = (0.0, 0.0)
    for (i, X) in mesh.positions.enumerated() where X.z > length - 1e-9 {
      let (x, f) = (X + result.state.displacements[i], result.reactions[i])
      torque += x.cross(f).z
      force += f.z
    }
    return [torque, force]
  }

  public static let verification = VerificationCase(
    "B5", "Torsion of a cylinder at constant length: torque and Poynting's axial force",
    source: "Rivlin's solution: M = πμψa⁴/2, N = −πμψ²a⁴/4"
  ) { depth in
    let rings = depth == .quick ? [3, 6, 12] : [4, 8, 16]
    let results = try rings.map { try reactions(rings: $0) }
    // (ψa)² = 0.25 of the pressure μ against K: 10 μ/K leaves room for the pressure at the axis.
    let (part, why) = (10 / bulkRatio, "10 μ/K, K/μ = 1e4")
    func found(_ k: Int) -> TwoMeshes { TwoMeshes(coarse: results[1][k], fine: results[2][k]) }
    let (torque, force) = (785.398, -19.635)
    return CaseOutcome(
      [
        found(0).compared("torque", unit: "μ·mm³", reference: torque, modelling: part, why),
        found(1).compared("axial force", unit: "μ·mm²", reference: force, modelling: part, why),
      ],
      tables: [
        FigureTable(
          "Errors over the rings of cells", columns: ["rings", "torque", "axial force"],
          rows: zip(rings, results).map {
            ["\($0)", percent($1[0] / torque - 1), percent($1[1] / force - 1)]
          })
      ])
  }
}
