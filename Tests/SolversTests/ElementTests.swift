import Assembly
import Materials
import Meshes
import ReferenceElements
import Solvers
import Tensors
import TestSupport
import Testing

/// A cell with a pressure it can carry.
struct Element: Sendable, CustomTestStringConvertible {
  var shape: CellShape
  var basis: PressureBasis
  var testDescription: String { "\(shape) with \(basis) pressure" }

  static let all = CellShape.allCases.flatMap { shape in
    PressureBasis.allCases.filter { $0.isSound(for: shape) }
      .map { Element(shape: shape, basis: $0) }
  }
}

@Suite struct ElementTests {
  private let size = Vector3(0.03, 0.02, 0.025)

  /// A box of distorted cells; corners on its faces stay there.
  private func box(_ element: Element, bricks n: Int = 2) -> Solid {
    var random = SplitMix(seed: 7)
    let mesh = VolumeMesh.box(of: element.shape, bricks: SIMD3(n, n, n), size: size) { X in
      var x = X
      for c in 0..<3 where X[c] > 1e-9 && X[c] < size[c] - 1e-9 {
        x[c] += 0.15 * (2 * random.next() - 1) * size[c] / Double(n)
      }
      return x
    }
    let material = Material.yeoh(c10: 250, c20: 400, c30: 0, bulkModulus: 2.5e5)
    return Solid(
      mesh: mesh, regions: [SolidRegion(material: material, density: 1000)],
      pressureBasis: element.basis)
  }

  @Test(arguments: Element.all)
  func `cells reproduce a homogeneous finite strain`(element: Element) throws {
    var solid = box(element)
    let isOutside = { (X: Vector3) in
      (0..<3).contains { X[$0] < 1e-9 || X[$0] > self.size[$0] - 1e-9 }
    }
    solid.fix(
      nodes: solid.mesh.positions.indices.filter { isOutside(solid.mesh.positions[$0]) })
    let F = Matrix3(1.2, 0.3, -0.1, 0.05, 0.9, 0.2, -0.15, 0.1, 0.95)
    let exact = solid.mesh.positions.map { F * $0 - $0 }
    let none = [Vector3](repeating: .zero, count: exact.count)
    let solver = try EquilibriumSolver(assembler: Assembler(solid: solid))
    let found = try solver.solve(Loading(forces: none, prescribed: exact)).state.displacements
    let error = zip(found, exact).map { ($0 - $1).length }.max() ?? .infinity
    #expect(error < 1e-10)
  }

  @Test(arguments: Element.all)
  func `rigid motion gives no force`(element: Element) throws {
    let solid = box(element)
    let assembler = try Assembler(solid: solid)
    var state = assembler.undeformedState()
    let R = Matrix3(rotationBy: 1.2, about: Vector3(1, -2, 0.5))
    state.displacements = solid.mesh.positions.map { R * $0 - $0 }
    _ = assembler.assemble(at: state, wantsTangent: false)
    #expect(assembler.forces.allSatisfy { $0.length < 1e-11 })
  }

  @Test func `a pressure that a cell cannot carry is refused`() throws {
    var solid = box(Element(shape: .tetrahedron10, basis: .constant))
    solid.pressureBasis = .linear
    #expect(
      throws: AssemblyError.unsoundPressure(
        region: "body", shape: .tetrahedron10, basis: .linear)
    ) { try Assembler(solid: solid) }
  }

  @Test(arguments: [CellShape.wedge15, .hexahedron27, .tetrahedron10, .hexahedron20])
  func `boundary facets of elevated cells close the box`(shape: CellShape) {
    let mesh = box(Element(shape: shape, basis: .displacement)).mesh
    var (area, sum) = (0.0, Vector3.zero)
    for block in mesh.boundaryFacets() {
      let (cell, rule) = (block.shape.reference, block.shape.quadrature)
      for facet in 0..<block.count {
        for (point, weight) in zip(rule.points, rule.weights) {
          let normal = areaVector(
            nodes: block.nodes(ofFacet: facet), positions: mesh.positions,
            gradients: cell.gradients(at: point))
          area += weight * normal.length
          sum += weight * normal
        }
      }
    }
    let exact = 2 * (size.x * size.y + size.y * size.z + size.z * size.x)
    #expect(abs(area - exact) < 1e-12)
    #expect(sum.length < 1e-12)
  }
}
