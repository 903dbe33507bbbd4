import Tensors

/// A mesh in which some cells have come apart from their neighbours.
public struct PartedMesh: Sendable {
  public var mesh: VolumeMesh
  /// The node that each added one was copied from; added nodes follow those of the whole mesh.
  public var originals: [Int]
}

extension VolumeMesh {
  /// Cuts through some layers of a body around a set of cells.
  ///
  /// Nodes that the cells share with others of the cut blocks become two, and the cells get the new ones.
  /// Where a block that is not cut has a node as well, it stays one: there the layers hold together.
  ///
  /// - Parameter inside: cells by block, one set per block; a block with an empty set is not cut.
  /// - Returns: the mesh, and where its new nodes come from, in the order of the cells.
  public func parted(around inside: [Set<Int>]) -> PartedMesh {
    precondition(inside.count == blocks.count)
    var outer: Set<Int32> = []
    var uncut: Set<Int32> = []
    for (block, cells) in zip(blocks, inside) {
      if cells.isEmpty { uncut.formUnion(block.nodes) }
      for cell in 0..<block.count where !cells.isEmpty && !cells.contains(cell) {
        outer.formUnion(block.nodes(ofCell: cell))
      }
    }
    let shared = outer.subtracting(uncut)
    var parted = PartedMesh(mesh: self, originals: [])
    var copies: [Int32: Int32] = [:]
    for (b, cells) in inside.enumerated() {
      let count = blocks[b].shape.nodeCount
      for cell in cells.sorted() {
        for k in cell * count..<(cell + 1) * count {
          let node = blocks[b].nodes[k]
          guard shared.contains(node) else { continue }
          if copies[node] == nil {
            copies[node] = Int32(positions.count + parted.originals.count)
            parted.originals.append(Int(node))
          }
          parted.mesh.blocks[b].nodes[k] = copies[node] ?? node
        }
      }
    }
    parted.mesh.positions += parted.originals.map { positions[$0] }
    return parted
  }
}
