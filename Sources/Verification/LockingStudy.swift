import Assembly
import Materials
import Meshes
import Tensors

/// Which elements lock, and by how much: a layer of fat under its own weight, of growing K/μ.
///
/// A slab 30 × 10 mm on bone in plane strain, ends held, hanging along itself and across: gravity at 45° to
/// the slab. Held ends squeeze the tissue against a wall, which only a change of shape that keeps the volume
/// allows. The measure is the mean displacement of the free surface.
public enum LockingStudy {
  private static let ratios = [50.0, 500, 5000]

  private static func bodyMesh(_ element: Element, bricks n: Int) -> VolumeMesh {
    VolumeMesh.box(
      of: element.shape, bricks: SIMD3(3 * n, 1, n),
      size: Vector3(30e-3, 10e-3 / Double(n), 10e-3))
  }

  /// Mean u of the free surface along the slab in mm, and the number of unknowns.
  static func motion(_ element: Element, ratio: Double, bricks n: Int) throws
    -> (mean: Double, unknowns: Int)
  {
    let mu = 300.0
    let material = Material.neoHookean(shearModulus: mu, bulkModulus: ratio * mu)
    var problem = StaticProblem(
      Solid(
        mesh: bodyMesh(element, bricks: n),
        regions: [SolidRegion(material: material, density: 950)], pressureBasis: element.basis))
    problem.prescribe([1]) { _ in true }
    problem.prescribe { $0.z < 1e-12 || $0.x < 1e-12 || $0.x > 30e-3 - 1e-12 }
    let g = 9.81 / 2.0.squareRoot()
    problem.loading.forces = problem.solid.weight(acceleration: Vector3(g, 0, -g))
    let u = try problem.solve().state.displacements
    return (1e3 * topMean(u, problem), problem.unknowns)
  }

  /// ∫ u_x dA / A over z = 10 mm.
  private static func topMean(_ u: [Vector3], _ problem: StaticProblem) -> Double {
    var (sum, area) = (0.0, 0.0)
    for facets in problem.solid.mesh.boundaryFacets(where: { $0.z > 10e-3 - 1e-9 }) {
      let (cell, rule) = (facets.shape.reference, facets.shape.quadrature)
      for (point, weight) in zip(rule.points, rule.weights) {
        let (N, dN) = (cell.shapes(at: point), cell.gradients(at: point))
        for facet in 0..<facets.count {
          let nodes = facets.nodes(ofFacet: facet)
          let a =
            weight * areaVector(nodes: nodes, positions: problem.positions, gradients: dN).length
          area += a
          sum += a * zip(nodes, N).reduce(0) { $0 + u[Int($1.0)].x * $1.1 }
        }
      }
    }
    return sum / area
  }

  public static let verification = VerificationCase(
    "locking", "Locking: a layer of fat between walls, K/μ = 50, 500, 5000, every element",
    source: "hexahedron27/linear on the finest mesh, its own change at the last halving as error"
  ) { depth in
    let n = depth == .quick ? 4 : 6
    let best = Element(.hexahedron27, .linear)
    let references = try ratios.map { ratio in
      TwoMeshes(
        coarse: try motion(best, ratio: ratio, bricks: 2 * n).mean,
        fine: try motion(best, ratio: ratio, bricks: 4 * n).mean)
    }
    var rows: [[String]] = []
    var worst = 0.0
    for element in Element.all {
      let bricks = element.degree == 1 ? 2 * n : n
      var cells = ["\(element)"]
      var unknowns = 0
      for (ratio, reference) in zip(ratios, references) {
        let found = try? motion(element, ratio: ratio, bricks: bricks)
        let error = (found?.mean ?? .nan) / reference.fine - 1
        unknowns = found?.unknowns ?? unknowns
        cells.append(percent(error))
        if element == .standard { worst = max(worst, abs(error)) }
      }
      rows.append(cells + ["\(unknowns)"])
    }
    return CaseOutcome(
      [
        Comparison(
          "\(Element.standard): largest error for K/μ = 50 to 5000", reference: 0, result: worst,
          allowed: .absolute(1 / Double(n * n)),
          because:
            "without locking: (h/H)² = \(n)⁻² at most, whatever K/μ; locking costs tens of percent")
      ],
      tables: [
        FigureTable(
          "Error of the mean displacement of the free surface at about the same number of unknowns",
          columns: ["element"] + ratios.map { "K/μ = \(Int($0))" } + ["unknowns"], rows: rows)
      ])
  }
}
