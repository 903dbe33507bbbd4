import Foundation
import Meshes
import ModelSolvers
import Models
import ReferenceElements
import Tensors

/// A converged state of a model as files: tables of nodes and cells, and fields for ParaView.
public struct ModelResultFiles {
  private let model: Model

  public init(_ model: Model) { self.model = model }

  /// `node,ux,uy,uz,Rx,Ry,Rz`: displacement, and force of the supports where a displacement is given.
  public func nodes(_ state: ModelState) -> String {
    var lines = ["node,ux,uy,uz,Rx,Ry,Rz"]
    for (index, number) in model.nodeNumbers.enumerated() {
      let (u, R) = (state.displacements[index], state.reactions[index])
      lines.append("\(number),\(u.x),\(u.y),\(u.z),\(R.x),\(R.y),\(R.z)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// `element,sx,sy,sz,sxy,syz,sxz,J`: mean Cauchy stress and volume ratio of each cell.
  public func elements(_ state: ModelState) -> String {
    var lines = ["element,sx,sy,sz,sxy,syz,sxz,J"]
    for (index, number) in model.blocks.flatMap(\.numbers).enumerated() {
      let s = state.stresses[index]
      lines.append(
        "\(number),\(s.xx),\(s.yy),\(s.zz),\(s.xy),\(s.yz),\(s.xz),\(state.volumeRatios[index])")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The undeformed body with displacement, reaction, Cauchy stress, Green–Lagrange strain and J, as a VTU file.
  ///
  /// Tensors have six components in the order xx, yy, zz, xy, yz, xz; lengths are in the unit of the model.
  public func fields(_ state: ModelState) -> Data {
    let mesh = VolumeMesh(
      positions: model.positions,
      blocks: model.blocks.map {
        CellBlock(region: $0.name, shape: $0.shape, nodes: $0.nodes)
      })
    let writer = VTUWriter(
      mesh: mesh, scale: 1,
      fields: [
        .nodeVectors(name: "displacement", state.displacements),
        .nodeVectors(name: "reaction", state.reactions),
        .cellValues(name: "stress", components: 6, state.stresses.flatMap(Self.components)),
        .cellValues(name: "strain", components: 6, state.strains.flatMap(Self.components)),
        .cellValues(name: "J", components: 1, state.volumeRatios),
      ])
    return writer.data()
  }

  private static func components(_ A: Matrix3) -> [Double] {
    [A.xx, A.yy, A.zz, A.xy, A.yz, A.xz]
  }
}
