import Assembly
import Materials
import Meshes
import Solvers
import Tensors

/// B20: Cook's membrane in plane strain, nonlinear; the corner shows which elements lock.
///
/// (0,0)–(48,44)–(48,60)–(0,44), left edge held, F = 100 upwards on the right edge as a dead traction.
public enum CookMembrane {
  public enum Solid: String, Sendable, CaseIterable {
    case nearlyIncompressible = "nearly incompressible, K/μ = 5000"
    case compressible = "compressible, K/μ = 5.7"

    var mu: Double { 80.1938 }
    var lambda: Double { self == .nearlyIncompressible ? 400_889.806 : 400.8898 }
  }

  /// u of the corner (48, 60).
  ///
  /// The reference's volumetric term λ/2 (J − 1)² and this solid's K/2 (ln J)² agree as J → 1.
  public static func corner(_ element: Element, _ material: Solid, bricks n: Int) throws -> Vector3
  {
    let mesh = VolumeMesh.box(
      of: element.shape, bricks: SIMD3(n, n, 1), size: Vector3(1, 1, 2 / Double(n))
    ) { X in
      let (low, high) = (44 * X.x, 44 + 16 * X.x)
      return Vector3(48 * X.x, low + (high - low) * X.y, X.z)
    }
    let law = Material.neoHookean(
      shearModulus: material.mu, bulkModulus: material.lambda + 2 * material.mu / 3)
    var problem = StaticProblem(
      Assembly.Solid(
        mesh: mesh, regions: [SolidRegion(material: law, density: 1)],
        pressureBasis: element.basis))
    problem.prescribe([2]) { _ in true }
    problem.prescribe { $0.x < 1e-9 }
    for edge in mesh.boundaryFacets(where: { abs($0.x - 48) < 1e-9 }) {
      let forces = deadTraction(
        { _ in Vector3(0, 100.0 / 16, 0) }, on: edge, positions: mesh.positions)
      problem.loading.forces = zip(problem.loading.forces, forces).map { $0 + $1 }
    }
    let node = problem.node(at: Vector3(48, 60, 0))
    return try problem.solve().state.displacements[node]
  }

  /// The corner of every element over meshes; what fails to converge counts as not a number.
  private static func study(_ material: Solid, depth: Depth) -> [(Element, [Double])] {
    Element.all.map { element in
      (
        element,
        meshes(element, depth).map {
          (try? corner(element, material, bricks: $0).y) ?? .nan
        }
      )
    }
  }

  /// Bricks along a side; linear cells have half the edge, so that all have about as many unknowns.
  private static func meshes(_ element: Element, _ depth: Depth) -> [Int] {
    let sizes = depth == .quick ? [4, 8] : [4, 8, 16]
    return element.degree == 1 ? sizes.map { 2 * $0 } : sizes
  }

  /// Tip displacement by element, and how much of the reference is missing.
  private static func table(
    _ material: Solid, _ study: [(Element, [Double])], reference: Double, depth: Depth
  ) -> FigureTable {
    let sizes = meshes(.standard, depth)
    return FigureTable(
      "Cook's membrane, \(material.rawValue): error of the corner's u_y against \(reference)"
        + " (linear cells on twice as many bricks)",
      columns: ["element"] + sizes.map { "\($0) bricks" },
      rows: study.map { element, values in
        ["\(element)"] + values.map { percent($0 / reference - 1) }
      })
  }

  private static func curves(
    _ name: String, _ material: Solid, _ study: [(Element, [Double])], reference: Double,
    depth: Depth
  ) -> ConvergenceCurves {
    ConvergenceCurves(
      name, title: "Cook's membrane, \(material.rawValue)",
      sizeLabel: "brick / side (1)", errorLabel: "relative error of u_y at the corner (1)",
      curves: study.map { element, values in
        .init(
          "\(element)", sizes: meshes(element, depth).map { 1 / Double($0) },
          errors: values.map { abs($0 / reference - 1) })
      }, slopes: [1, 2])
  }

  /// A component of the corner against the extrapolated value.
  private static func tip(
    _ name: String, reference: Double, _ values: [Double], moved: Vector3, bricks: Int
  ) -> Comparison {
    Comparison(
      "\(name), \(Element.standard), \(bricks) bricks", unit: "mm", reference: reference,
      result: values[1], allowed: .absolute(moved.length + 0.01),
      because: "change of the vector u at the last halving (a component may pass an extremum), and"
        + " 0.01 of the extrapolation")
  }

  public static let verification = VerificationCase(
    "B20", "Cook's membrane, nearly incompressible and compressible: which elements lock",
    source: "extrapolated from Q2/Q1 mixed cells to 32 × 32: u = (−5.83, 6.93); compressible 7.715"
  ) { depth in
    let n = depth == .quick ? 8 : 16
    let corners = try [n, 2 * n].map { try corner(.standard, .nearlyIncompressible, bricks: $0) }
    let firm = study(.nearlyIncompressible, depth: depth)
    let soft = study(.compressible, depth: depth)
    // The finest mesh of the richest plain element; the energy of the stated value splits otherwise.
    let own = try corner(Element(.hexahedron27, .linear), .compressible, bricks: 2 * n).y
    var outcome = CaseOutcome([
      tip("u_y", reference: 6.93, corners.map(\.y), moved: corners[1] - corners[0], bricks: 2 * n),
      tip("u_x", reference: -5.83, corners.map(\.x), moved: corners[1] - corners[0], bricks: 2 * n),
      Comparison(
        "u_y, compressible, hexahedron27/linear", unit: "mm", reference: 7.715, result: own,
        allowed: .untold,
        because: "another energy: the reference splits it into tr C and J, this one into Ī₁ and J"),
    ])
    outcome.tables = [
      table(.nearlyIncompressible, firm, reference: 6.93, depth: depth),
      table(.compressible, soft, reference: own, depth: depth),
    ]
    outcome.curves = [
      curves("cook-incompressible", .nearlyIncompressible, firm, reference: 6.93, depth: depth),
      curves("cook-compressible", .compressible, soft, reference: own, depth: depth),
    ]
    return outcome
  }
}

/// A relative error in words of a table: `+1.2 %`, or a dash where there was no solution.
func percent(_ value: Double) -> String {
  guard value.isFinite else { return "no solution" }
  let scaled = (1e4 * value).rounded() / 100
  return (scaled < 0 ? "−" : "+") + "\(abs(scaled)) %"
}
