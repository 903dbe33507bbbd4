import ReferenceElements
import Tensors

extension VolumeMesh {
  /// The faces that belong to one cell only, by shape, in the order of the cells.
  ///
  /// - Parameters:
  ///   - name: of the blocks.
  ///   - isWanted: tells by the mean of its nodes, in m, whether a facet is wanted.
  /// - Returns: a block for each shape that occurs.
  public func boundaryFacets(
    named name: String = "boundary", where isWanted: (Vector3) -> Bool = { _ in true }
  ) -> [FacetBlock] {
    var seen: [[Int32]: Int] = [:]
    var faces: [(shape: CellShape, nodes: [Int32])] = []
    for block in blocks {
      for cell in 0..<block.count {
        let members = Array(block.nodes(ofCell: cell))
        for (shape, local) in block.shape.faces {
          let nodes = local.map { members[$0] }
          seen[nodes.sorted(), default: 0] += 1
          faces.append((shape, nodes))
        }
      }
    }
    var found: [CellShape: [Int32]] = [:]
    for (shape, nodes) in faces where seen[nodes.sorted()] == 1 {
      let middle =
        nodes.reduce(Vector3.zero) { $0 + positions[Int($1)] } / Double(nodes.count)
      if isWanted(middle) { found[shape, default: []] += nodes }
    }
    return CellShape.allCases.compactMap { shape in
      found[shape].map { FacetBlock(name: name, shape: shape, nodes: $0) }
    }
  }
}
