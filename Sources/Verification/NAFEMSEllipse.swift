import Assembly
import Materials
import Meshes
import Tensors

/// B21: the elliptic membrane (LE1) and the thick elliptic plate (LE10) of NAFEMS, by 3-D elements.
///
/// A quarter between the ellipses 2 × 1 m and 3.25 × 2.75 m; E = 210 GPa, ν = 0.3. Loads are scaled down
/// to the limit of small strain.
public enum NAFEMSEllipse {
  private static let scale = 1e-3

  private static func mesh(_ refinement: Int, layers: Int, thickness: Double) -> VolumeMesh {
    var mesh = VolumeMesh.box(
      of: .hexahedron20, bricks: SIMD3(4 * refinement, 6 * refinement, layers),
      size: Vector3(1, .pi / 2, thickness))
    mesh.positions = mesh.positions.map {
      let (a, b) = (2 + 1.25 * $0.x, 1 + 1.75 * $0.x)
      return Vector3(a * .cosine($0.y), b * .sine($0.y), $0.z)
    }
    return mesh
  }

  private static func isOnOuterEdge(_ X: Vector3) -> Bool {
    let (x, y) = (X.x / 3.25, X.y / 2.75)
    return x * x + y * y > 1 - 1e-9
  }

  private static func body(_ mesh: VolumeMesh) -> StaticProblem {
    var problem = StaticProblem(
      Solid(
        mesh: mesh,
        regions: [
          SolidRegion(
            material: .neoHookean(youngModulus: 210e9, poissonRatio: 0.3), density: 1)
        ], pressureBasis: .displacement))
    for c in 0..<2 { problem.prescribe([c]) { $0[c] < 1e-9 } }
    return problem
  }

  /// σ_yy at D = (2, 0) in MPa.
  private static func membrane(_ refinement: Int) throws -> Double {
    // A tenth of the stated thickness: the stress at a notch as wide as the plate is not plane.
    var problem = body(mesh(refinement, layers: 1, thickness: 0.005))
    problem.prescribe([2]) { $0.z < 1e-9 }
    problem.press(-10e6 * scale, where: isOnOuterEdge)
    let u = try problem.solve().state.displacements
    let node = problem.node(at: Vector3(2, 0, 0))
    return problem.stress(atNode: node, displacements: u).yy / scale / 1e6
  }

  /// σ_yy at D = (2, 0, 0.6) in MPa.
  private static func plate(_ refinement: Int) throws -> Double {
    var problem = body(mesh(refinement, layers: 2 * refinement, thickness: 0.6))
    problem.prescribe([0, 1], where: isOnOuterEdge)
    problem.prescribe([2]) { isOnOuterEdge($0) && abs($0.z - 0.3) < 1e-9 }
    problem.press(1e6 * scale) { $0.z > 0.6 - 1e-9 }
    let u = try problem.solve().state.displacements
    let node = problem.node(at: Vector3(2, 0, 0.6))
    return problem.stress(atNode: node, displacements: u).yy / scale / 1e6
  }

  public static let verification = VerificationCase(
    "B21", "NAFEMS LE1 and LE10: stress at the end of the inner ellipse",
    source: "NAFEMS, The Standard NAFEMS Benchmarks (1990): 92.7 and −5.38 MPa"
  ) { depth in
    let step = depth == .quick ? 1 : 2
    let membranes = try TwoMeshes.of { [try membrane(2 * step * $0)] }[0]
    let plates = try TwoMeshes.of { [try plate((step + 1) * $0)] }[0]
    return CaseOutcome([
      membranes.compared(
        "LE1 σ_yy(D)", unit: "MPa", reference: 92.7, modelling: 1.5e-3,
        "rounding of the target (0.05) and small strain (1e-5)"),
      plates.compared(
        "LE10 σ_yy(D)", unit: "MPa", reference: -5.38, modelling: 2e-3,
        "rounding of the target (0.005) and small strain"),
    ])
  }
}
