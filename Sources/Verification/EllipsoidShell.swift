import Assembly
import Materials
import Meshes
import ReferenceElements
import Solvers
import Tensors

/// The front of a head-sized ellipsoid with a nose and a chin, four layers thick, hanging by its inside.
///
/// Semi-axes 72, 100, 85 mm, cut at z = 8 mm; raised by two Gaussian bumps; layers from the inside:
/// deep 5 mm of 300 Pa, SMAS 1.5 of 3000, fat 2.5 of 300, skin 1.5 of 10 000; K/μ = 500. The one body here that
/// is curved, layered and meshed without structure, as faces are.
public struct EllipsoidShell {
  private static let layers: [(thickness: Double, shear: Double, density: Double)] = [
    (5e-3, 300, 950), (1.5e-3, 3000, 1050), (2.5e-3, 300, 950), (1.5e-3, 10_000, 1100),
  ]
  /// One linear wedge below each triangle in each layer.
  private let wedges: VolumeMesh
  /// Vertices of the skin; corners are numbered interface by interface from the inside.
  private let sheetCount: Int

  /// - Parameter edge: mean edge of the triangles in m.
  init(edge: Double) {
    let skin = IsotropicRemeshing(meanEdge: edge).remesh(Self.denseSkin())
    let inward = Self.smoothedNormals(of: skin).map { -$0 }
    let (layers, count) = (Self.layers, skin.positions.count)
    var depth = layers.reduce(0) { $0 + $1.thickness }
    var corners: [Vector3] = []
    for k in 0...layers.count {
      corners += zip(skin.positions, inward).map { $0 + depth * $1 }
      if k < layers.count { depth -= layers[k].thickness }
    }
    sheetCount = count
    wedges = VolumeMesh(
      positions: corners,
      blocks: layers.indices.map { k in
        let nodes = skin.triangles.flatMap { t -> [Int32] in
          [k, k + 1].flatMap { level in (0..<3).map { t[$0] + Int32(level * count) } }
        }
        return CellBlock(region: "layer \(k)", shape: .wedge6, nodes: nodes)
      })
  }

  /// The shell in cells of an element: wedges, or pairs of them.
  private func mesh(_ element: Element) -> VolumeMesh {
    element.shape == .wedgePair8
      ? wedges.pairingWedges() : wedges.elevated { _ in element.shape }
  }

  /// The facets of an interface between layers, 0 on the inside.
  private func facets(_ interface: Int, of mesh: VolumeMesh) -> [FacetBlock] {
    let corners = Int32(interface * sheetCount)..<Int32((interface + 1) * sheetCount)
    return mesh.boundaryFacets().map { block in
      var block = block
      block.nodes = (0..<block.count).flatMap { facet -> ArraySlice<Int32> in
        let nodes = block.nodes(ofFacet: facet)
        return nodes.prefix(3).allSatisfy { corners.contains($0) } ? nodes : []
      }
      return block
    }
  }

  private func problem(_ element: Element, acceleration: Double) -> StaticProblem {
    let mesh = mesh(element)
    var solid = Solid(
      mesh: mesh,
      regions: mesh.blocks.map { block in
        let layer = Self.layers[Int(block.region.suffix(1)) ?? 0]
        return SolidRegion(
          material: .neoHookean(shearModulus: layer.shear, bulkModulus: 500 * layer.shear),
          density: layer.density)
      }, pressureBasis: element.basis)
    let inside = Set(facets(0, of: mesh).flatMap(\.nodes))
    solid.fix(nodes: inside.map { Int($0) }.sorted())
    var problem = StaticProblem(solid)
    problem.loading.forces = solid.weight(acceleration: Vector3(0, -acceleration, 0))
    return problem
  }

  /// What the shell does under its weight.
  struct Motion {
    /// Area means over the skin of |u| and u_y, and the largest |u| of all nodes, in mm.
    var length: Double
    var vertical: Double
    var largest: Double
    var iterations: Int
    var unknowns: Int
  }

  /// The shell made of an element, under gravity downwards in m/s².
  func motion(_ element: Element, acceleration: Double = 9.81) throws -> Motion {
    let problem = problem(element, acceleration: acceleration)
    let result = try problem.solve()
    let u = result.state.displacements
    var (area, length, vertical) = (0.0, 0.0, 0.0)
    for block in facets(Self.layers.count, of: problem.solid.mesh) {
      let (cell, rule) = (block.shape.reference, block.shape.quadrature)
      for (point, weight) in zip(rule.points, rule.weights) {
        let (N, dN) = (cell.shapes(at: point), cell.gradients(at: point))
        for facet in 0..<block.count {
          let nodes = block.nodes(ofFacet: facet)
          let normal = areaVector(nodes: nodes, positions: problem.positions, gradients: dN)
          let here = zip(nodes, N).reduce(Vector3.zero) { $0 + u[Int($1.0)] * $1.1 }
          area += weight * normal.length
          length += weight * normal.length * here.length
          vertical += weight * normal.length * here.y
        }
      }
    }
    return Motion(
      length: 1e3 * length / area, vertical: 1e3 * vertical / area,
      largest: 1e3 * (u.map(\.length).max() ?? .nan), iterations: result.history.count,
      unknowns: problem.unknowns)
  }

  /// What each element makes of it; linear cells get the finer mesh, for about as many unknowns.
  private static func table(coarse: EllipsoidShell, fine: EllipsoidShell) throws -> FigureTable {
    let elements =
      PressureBasis.allCases.map { (coarse, "9 mm", Element(.wedge15, $0)) }
      + [
        (fine, "6 mm", Element(.wedge6, .constant)),
        (fine, "6 mm", Element(.wedgePair8, .constant)),
      ]
    return FigureTable(
      "Mean |u| by element against 1.484 mm", columns: ["element", "edge", "error", "unknowns"],
      rows: try elements.map { shell, edge, element in
        let found = try shell.motion(element)
        return ["\(element)", edge, percent(found.length / 1.484 - 1), "\(found.unknowns)"]
      })
  }

  public static let verification = VerificationCase(
    "shell", "An ellipsoid shell of four layers hangs by its inside, unstructured mesh",
    source: "refinement of other meshes of the body with an independent code:"
      + " mean |u| 1.484 (0.004) mm, u_y −1.311 (0.005) mm"
  ) { depth in
    let (coarse, fine) = (EllipsoidShell(edge: 9e-3), EllipsoidShell(edge: 6e-3))
    let (first, second) = (try coarse.motion(.standard), try fine.motion(.standard))
    let heavy = try coarse.motion(.standard, acceleration: 3 * 9.81)
    func compared(
      _ name: String, _ reference: Double, known: Double, _ value: (Motion) -> Double
    ) -> Comparison {
      let change = abs(value(second) - value(first))
      return Comparison(
        name, unit: "mm", reference: reference, result: value(second),
        allowed: .absolute(known + min(2 * change, 0.01 * abs(reference))),
        because:
          "error of the reference, and twice the change from 9 to 6 mm, which is what order 1"
          + " leaves (at most 1 %)")
    }
    return CaseOutcome(
      [
        compared("mean |u| of the skin, 6 mm", 1.484, known: 0.004) { $0.length },
        compared("mean u_y of the skin, 6 mm", -1.311, known: 0.005) { $0.vertical },
        Comparison(
          "iterations from nothing to 1 g", reference: 5, result: Double(second.iterations),
          allowed: .within(1...5), because: "quadratic, and one correction from the kept factor"),
        Comparison(
          "largest |u| at 3 g, 9 mm", unit: "mm", reference: 5.2, result: heavy.largest,
          allowed: .untold, because: "told: the reference is another mesh of 9 mm"),
        Comparison(
          "iterations from nothing to 3 g", reference: 10, result: Double(heavy.iterations),
          allowed: .within(1...10), because: "in one step of the load, without help"),
      ], tables: depth == .quick ? [] : [try table(coarse: coarse, fine: fine)])
  }
}
