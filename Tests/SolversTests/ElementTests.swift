import Assembly
import Materials
import Meshes
import ReferenceElements
import Tensors
import TestSupport
import Testing

@Suite struct ElementTests {
  private let size = Vector3(0.03, 0.02, 0.025)

  /// A box of distorted cells; corners on its faces stay there.
  private func box(_ shape: CellShape, _ basis: PressureBasis, bricks n: Int = 2) -> Solid {
    var random = SplitMix(seed: 7)
    let mesh = VolumeMesh.box(of: shape, bricks: SIMD3(n, n, n), size: size) { X in
      var x = X
      for c in 0..<3 where X[c] > 1e-9 && X[c] < size[c] - 1e-9 {
        x[c] += 0.15 * (2 * random.next() - 1) * size[c] / Double(n)
      }
      return x
    }
    let material = Material.yeoh(c10: 250, c20: 400, c30: 0, bulkModulus: 2.5e5)
    return Solid(
      mesh: mesh, regions: [SolidRegion(material: material, density: 1000)],
      pressureBasis: basis)
  }

  @Test func `a pressure that a cell cannot carry is refused`() throws {
    var solid = box(.tetrahedron10, .constant)
    solid.pressureBasis = .linear
    #expect(
      throws: AssemblyError.unsoundPressure(
        region: "body", shape: .tetrahedron10, basis: .linear)
    ) { try Assembler(solid: solid) }
  }

  @Test(arguments: [CellShape.wedge15, .hexahedron27, .tetrahedron10, .hexahedron20])
  func `boundary facets of elevated cells close the box`(shape: CellShape) {
    let mesh = box(shape, .displacement).mesh
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
