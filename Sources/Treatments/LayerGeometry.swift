import Anatomy
import Assembly
import Meshes
import ReferenceElements
import Tensors

/// Normals and volumes of the cells of each layer, in the order of the triangles of the skin.
struct LayerGeometry: Sendable {
  /// Unit normals, outwards, of the surface half-way through the layer.
  private(set) var normals: [TissueLayer: [Vector3]] = [:]
  /// In m³, of the shape without load.
  private(set) var volumes: [TissueLayer: [Double]] = [:]

  /// - Parameters:
  ///   - mesh: of the tissue as captured, for the normals.
  ///   - rest: positions of the nodes where nothing pulls, in m.
  init(_ mesh: VolumeMesh, rest: [Vector3]) {
    let centre = Wedge15.gradients(at: Vector3(1.0 / 3, 1.0 / 3, 0))
    for (layer, block) in zip(TissueLayer.allCases, mesh.blocks) {
      normals[layer] = (0..<block.count).map { cell in
        let J = jacobian(
          nodes: block.nodes(ofCell: cell), positions: mesh.positions, gradients: centre)
        return Vector3(J.xx, J.yx, J.zx).cross(Vector3(J.xy, J.yy, J.zy)).normalized
      }
      volumes[layer] = block.volumes(positions: rest)
    }
  }
}
