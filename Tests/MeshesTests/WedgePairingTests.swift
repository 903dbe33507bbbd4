import Meshes
import ReferenceElements
import Tensors
import TestSupport
import Testing

@Suite struct WedgePairingTests {
  private let size = Vector3(0.03, 0.02, 0.01)

  private func box(_ n: SIMD3<Int>) -> VolumeMesh {
    VolumeMesh.box(of: .wedge6, bricks: n, size: size)
  }

  @Test func `every wedge of a box finds a partner`() {
    let mesh = box(SIMD3(4, 3, 2)).pairingWedges()
    #expect(mesh.blocks.map(\.shape) == [.wedgePair8])
    #expect(mesh.blocks[0].count == 4 * 3 * 2)
  }

  @Test func `pairs fill the body, none inside out, and close it as the wedges did`() {
    let wedges = box(SIMD3(3, 3, 2))
    let pairs = wedges.pairingWedges()
    let block = pairs.blocks[0]
    let places = block.qualityPlaces
    #expect(
      (0..<block.count).allSatisfy {
        block.scaledJacobian(ofCell: $0, positions: pairs.positions, at: places) > 0.5
      })
    func facets(_ mesh: VolumeMesh) -> Set<[Int32]> {
      Set(
        mesh.boundaryFacets().flatMap { block in
          (0..<block.count).map { block.nodes(ofFacet: $0).sorted() }
        })
    }
    #expect(facets(pairs) == facets(wedges))
  }

  /// Three wedges around an upright edge: one stays alone, in a block of its own and of the same region.
  @Test func `a wedge without a partner stays a wedge`() {
    var mesh = box(SIMD3(2, 1, 1))
    mesh.blocks[0].nodes.removeLast(6)
    let blocks = mesh.pairingWedges().blocks
    #expect(blocks.map(\.shape) == [.wedgePair8, .wedge6])
    #expect(blocks.map(\.count) == [1, 1])
    #expect(blocks[0].region == blocks[1].region)
  }
}
