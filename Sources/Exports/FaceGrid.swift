import Anatomy
import Assembly
import Decks
import Foundation
import Materials
import Meshes
import ReferenceElements
import Scenarios
import Tensors

/// The tissue of a face in its rest shape with what a step does to it, as a mesh with fields: VTK (`.vtu`) or Gmsh (`.msh`), in mm.
public struct FaceGrid {
  private let body: BodyAtRest
  private let prepared: PreparedFace
  /// From the rest shape, in m.
  private let displacements: [Vector3]

  /// - Parameters:
  ///   - body: of the step.
  ///   - prepared: the face.
  ///   - displacements: from the rest shape, in m.
  public init(_ body: BodyAtRest, of prepared: PreparedFace, displacements: [Vector3]) {
    (self.body, self.prepared, self.displacements) = (body, prepared, displacements)
  }

  private var mesh: VolumeMesh { body.solid.mesh }
  private var sheet: SkinSheet { prepared.face.tissue.sheet }

  /// Displacement on nodes; layer, zone and Cauchy stress on cells.
  ///
  /// Layers count from the bone, zones in the order of the atlas. Stress in kPa as xx, yy, zz, xy, yz, xz, the mean over a cell of the
  /// distortion's, with the pressure of its mean volume ratio.
  public var vtu: Data {
    let layers = mesh.blocks.enumerated().flatMap {
      [UInt8](repeating: UInt8($0), count: $1.count)
    }
    let zones = mesh.blocks.flatMap { _ in sheet.zoneOfTriangle.map { UInt8($0) } }
    return VTUWriter(
      mesh: mesh,
      fields: [
        .nodeVectors(name: "displacement_mm", displacements.map { 1e3 * $0 }),
        .cellNumbers(name: "layer", layers), .cellNumbers(name: "zone", zones),
        .cellValues(name: "stress_kPa", components: 6, stresses.flatMap(Self.components)),
      ]
    ).data()
  }

  /// Layers as physical volumes, zones of the skin as physical surfaces, the displacement on nodes.
  ///
  /// - Throws: `UnwritableModel` for a cell that Gmsh does not have.
  public func msh() throws(UnwritableModel) -> String {
    var deck = DeckMesh()
    deck.positions = mesh.positions.map { 1e3 * $0 }
    deck.nodeNumbers = mesh.positions.indices.map { $0 + 1 }
    var first = 1
    for block in mesh.blocks {
      deck.blocks.append(
        DeckMesh.Block(
          region: block.region, shape: block.shape,
          numbers: Array(first..<first + block.count), nodes: block.nodes))
      first += block.count
    }
    for t in sheet.faceTriangles {
      let zone = prepared.atlas.zones[sheet.zoneOfTriangle[t]].name
      let nodes = prepared.face.tissue.skinNodes(ofTriangle: t).map { Int32($0) }
      deck.surfaces[zone, default: []].append(.init(.triangle6, nodes))
    }
    return try GmshWriter.text(
      deck,
      fields: [
        GmshWriter.NodeField(
          name: "displacement_mm", time: 0, values: displacements.map { 1e3 * $0 })
      ])
  }

  private static func components(_ A: Matrix3) -> [Double] {
    [A.xx, A.yy, A.zz, A.xy, A.yz, A.xz].map { 1e-3 * $0 }
  }

  /// Cauchy stress of each cell in Pa.
  private var stresses: [Matrix3] {
    zip(mesh.blocks, body.solid.regions).flatMap { block, region in
      let (reference, rule) = (block.shape.reference, block.shape.quadrature)
      let gradients = rule.points.map { reference.gradients(at: $0) }
      return (0..<block.count).map { cell in
        let nodes = Array(block.nodes(ofCell: cell))
        let law = region.material(ofCell: cell).evaluated(over: Double.self)
        var (sum, whole, swollen) = (Matrix3.zero, 0.0, 0.0)
        for (dN, weight) in zip(gradients, rule.weights) {
          let map = jacobian(nodes: nodes, positions: mesh.positions, gradients: dN)
          let change = jacobian(nodes: nodes, positions: displacements, gradients: dN)
          let F = Matrix3.identity + change * map.inverse
          let volume = weight * map.determinant
          // dv σ = dV P Fᵀ.
          sum = sum + law.isochoricStress(at: F) * F.transpose * volume
          (whole, swollen) = (whole + volume, swollen + volume * F.determinant)
        }
        let volumetric = region.material(ofCell: cell).volumetric
        let pressure = law.volumetric(volumetric, at: swollen / whole).first
        return sum * (1 / swollen) + Matrix3.identity * pressure
      }
    }
  }
}
