import ReferenceElements
import Tensors

extension VolumeMesh {
  /// The same body in cells of a higher order: nodes are put where the reference cells have them, on
  /// straight sides.
  ///
  /// A node between corners is shared by all cells that have these corners.
  ///
  /// - Parameter shape: gives for each linear shape that occurs one with the same corners.
  /// - Returns: the mesh; the corners keep their numbers and come first.
  public func elevated(to shape: (CellShape) -> CellShape) -> VolumeMesh {
    var mesh = VolumeMesh(positions: positions, blocks: [])
    var between: [[Int32]: Int32] = [:]
    for block in blocks {
      let target = shape(block.shape)
      precondition(target.linear == block.shape, "\(block.shape) has other corners than \(target)")
      // The weights of the corners at each node of the target.
      let weights = target.reference.nodes.map { block.shape.reference.shapes(at: $0) }
      var nodes: [Int32] = []
      for cell in 0..<block.count {
        let corners = Array(block.nodes(ofCell: cell))
        for weight in weights {
          let own = corners.indices.filter { weight[$0] > 1e-12 }
          if own.count == 1 {
            nodes.append(corners[own[0]])
            continue
          }
          let key = own.map { corners[$0] }.sorted()
          if between[key] == nil {
            between[key] = Int32(mesh.positions.count)
            mesh.positions.append(
              own.reduce(Vector3.zero) { $0 + weight[$1] * positions[Int(corners[$1])] })
          }
          nodes.append(between[key] ?? 0)
        }
      }
      mesh.blocks.append(CellBlock(region: block.region, shape: target, nodes: nodes))
    }
    return mesh
  }
}
