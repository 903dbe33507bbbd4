import Meshes
import Tensors
import Testing

@Suite struct PartedCellsTests {
  /// Two layers of four by two bricks, wedges; the upper one is cut.
  private let mesh: VolumeMesh

  init() {
    var mesh = VolumeMesh.box(of: .wedge15, bricks: SIMD3(4, 2, 2), size: Vector3(4, 2, 2))
    let nodes = mesh.blocks[0].nodes
    mesh.blocks = ["lower", "upper"].enumerated().map { k, name in
      CellBlock(
        region: name, shape: .wedge15,
        nodes: Array(nodes[k * nodes.count / 2..<(k + 1) * nodes.count / 2]))
    }
    self.mesh = mesh
  }

  /// Cells of the upper layer left of x = 2.
  private var left: Set<Int> {
    let upper = mesh.blocks[1]
    return Set(
      (0..<upper.count).filter { cell in
        upper.nodes(ofCell: cell).allSatisfy { mesh.positions[Int($0)].x <= 2 + 1e-12 }
      })
  }

  @Test func `a straight cut doubles the nodes of its plane above the layer that is whole`() {
    let parted = mesh.parted(around: [[], left])
    let plane = mesh.positions.indices.filter {
      abs(mesh.positions[$0].x - 2) < 1e-12 && mesh.positions[$0].z > 1 + 1e-12
    }
    #expect(Set(parted.originals) == Set(plane) && parted.originals.count == plane.count)
    #expect(parted.mesh.positions.count == mesh.positions.count + plane.count)
    #expect(parted.mesh.blocks[0].nodes == mesh.blocks[0].nodes)
  }

  @Test func `cells keep their shape, and no node above the cut belongs to both sides`() {
    let parted = mesh.parted(around: [[], left]).mesh
    for (before, after) in zip(mesh.blocks[1].nodes, parted.blocks[1].nodes) {
      #expect(mesh.positions[Int(before)] == parted.positions[Int(after)])
    }
    func nodes(_ cells: some Sequence<Int>) -> Set<Int32> {
      Set(cells.flatMap { Array(parted.blocks[1].nodes(ofCell: $0)) })
    }
    let right = (0..<parted.blocks[1].count).filter { !left.contains($0) }
    let both = nodes(left.sorted()).intersection(nodes(right))
    #expect(!both.isEmpty && both.allSatisfy { abs(parted.positions[Int($0)].z - 1) < 1e-12 })
  }

  @Test func `without cells inside nothing comes apart`() {
    let parted = mesh.parted(around: [[], []])
    #expect(parted.originals.isEmpty && parted.mesh.blocks[1].nodes == mesh.blocks[1].nodes)
  }
}
