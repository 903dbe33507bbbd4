import Assembly
import Materials
import Meshes
import Tensors

/// B9 and B10: a thick tube and a thick sphere under inner pressure, in the limit of small strain.
///
/// Radii 10 and 20, p = 1, E = 1000; computed with p/10⁵ and scaled.
public enum Lame {
  private static let scale = 1e-5

  /// Radial displacement at the inner face, hoop stress at the inner and the outer face.
  private static func tube(nu: Double, element: Element, refinement: Int) throws -> [Double] {
    var mesh = VolumeMesh.box(
      of: element.shape, bricks: SIMD3(3 * refinement, 4 * refinement, 1),
      size: Vector3(1, .pi / 2, 1))
    mesh.positions = mesh.positions.map { polar(10 + 10 * $0.x, $0.y) + Vector3(0, 0, $0.z) }
    return try results(mesh, nu: nu, element: element, isPlane: true)
  }

  private static func sphere(refinement: Int) throws -> [Double] {
    let mesh = VolumeMesh.latticePrism(divisions: 3 * refinement, layers: 4 * refinement) {
      let direction = Vector3($0.x, $0.y, 1 - $0.x - $0.y).normalized
      return (10 + 10 * $0.z) * direction
    }
    return try results(mesh, nu: 0.3, element: Element(.wedge15, .displacement), isPlane: false)
  }

  private static func results(
    _ mesh: VolumeMesh, nu: Double, element: Element, isPlane: Bool
  ) throws -> [Double] {
    let material = Material.neoHookean(youngModulus: 1000, poissonRatio: nu)
    var problem = StaticProblem(
      Solid(
        mesh: mesh, regions: [SolidRegion(material: material, density: 1)],
        pressureBasis: element.basis))
    for c in 0..<3 { problem.prescribe([c]) { $0[c] < 1e-9 } }
    if isPlane { problem.prescribe([2]) { _ in true } }
    let isInner = { (X: Vector3) in
      (isPlane ? Vector3(X.x, X.y, 0) : X).length < 10 * (1 + 1e-9)
    }
    problem.press(scale, where: isInner)
    let u = try problem.solve().state.displacements
    let (near, far) = (problem.node(at: Vector3(10, 0, 0)), problem.node(at: Vector3(20, 0, 0)))
    guard element.basis == .displacement else { return [u[near].x / scale] }
    return [u[near].x / scale]
      + [near, far].map {
        problem.stress(atNode: $0, displacements: u).yy / scale
      }
  }

  private static let why = "(p/10⁵)/μ of nonlinearity is below 1e-6"

  public static let tubeVerification = VerificationCase(
    "B9", "Lamé's tube in plane strain: hoop stress and displacement",
    source: "σ_θ = p A²/(B² − A²) (1 + B²/r²), closed form"
  ) { depth in
    let step = depth == .quick ? 1 : 2
    let plain = Element(.hexahedron20, .displacement)
    let soft = try TwoMeshes.of { try tube(nu: 0.3, element: plain, refinement: step * $0) }
    let firm = try TwoMeshes.of { try tube(nu: 0.49, element: .standard, refinement: step * $0) }
    return CaseOutcome([
      soft[1].compared("hoop stress, inner", unit: "p", reference: 5.0 / 3, modelling: 1e-6, why),
      soft[2].compared("hoop stress, outer", unit: "p", reference: 2.0 / 3, modelling: 1e-6, why),
      soft[0].compared(
        "u(A), ν = 0.3", unit: "mm", reference: 0.0190667, modelling: 3e-6,
        "rounding of the stated value"),
      firm[0].compared(
        "u(A), ν = 0.49, \(Element.standard)", unit: "mm", reference: 0.0199660, modelling: 3e-6,
        "rounding of the stated value"),
    ])
  }

  public static let sphereVerification = VerificationCase(
    "B10", "Lamé's sphere: hoop stress and displacement",
    source: "σ_θ = p A³/(B³ − A³) (1 + B³/2r³), closed form"
  ) { depth in
    let step = depth == .quick ? 2 : 3
    let found = try TwoMeshes.of { try sphere(refinement: step * $0) }
    // u(A) = pA/E [(1 − 2ν) A³ + (1 + ν) B³/2]/(B³ − A³).
    let u = 10.0 / 1000 * (0.4 * 1000 + 1.3 * 8000 / 2) / 7000
    return CaseOutcome([
      found[1].compared(
        "hoop stress, inner", unit: "p", reference: 0.714286, modelling: 1e-6, why),
      found[0].compared("u(A)", unit: "mm", reference: u, modelling: 1e-6, why),
    ])
  }
}
