import Meshes
import ReferenceElements
import Scans
import Tensors

/// The layered volume under a skin: columns of wedges from the bone to the surface.
///
/// Node numbering: interfaces from the bone outwards, each with all nodes of the sheet, then the nodes
/// in the middle of the upright edges, layer by layer.
public struct TissueMesh: Sendable {
  public internal(set) var mesh: VolumeMesh
  /// The skin; its positions are those of the scan, before nodes were moved.
  public let sheet: SkinSheet
  /// Smallest scaled Jacobian of all cells.
  public let minimumScaledJacobian: Double
  /// Region and cell where it is.
  public let worstCell: (layer: TissueLayer, cell: Int)
  /// Vertices of the skin under which the tissue had to be thinner than the figures by more than 1 %, and
  /// by how much at most, as a fraction; measured along the columns.
  public let thinned: (vertices: Int, mostFraction: Double)
  /// Nodes of the skin more than 0.01 mm off their place on the scan, where it turns too sharply for the
  /// cells, and the farthest move in m.
  public let flattened: (nodes: Int, farthest: Double)
  /// Thickness of the layers after that, in m.
  public internal(set) var thickness: TissueThickness

  /// Cells that are worse than this are improved: see `ColumnUntangling`.
  static let wantedScaledJacobian = 0.2

  /// Builds the columns.
  ///
  /// - Parameters:
  ///   - sheet: the skin.
  ///   - zones: figures of each zone in the atlas' order.
  ///   - sex: whose skin thickness; the mean of both when nil.
  public init(sheet: SkinSheet, zones: [TissuePreset.Zone], sex: Sex?) {
    let smoother = SurfaceSmoother(sheet.corners, topology: sheet.topology)
    var columns = TissueColumns(
      sheet: sheet, smoother: smoother,
      thickness: TissueThickness(
        on: sheet.corners, smoother: smoother, zoneOfTriangle: sheet.zoneOfTriangle, zones: zones,
        sex: sex))
    columns.improve(until: Self.wantedScaledJacobian)
    self.sheet = sheet
    mesh = columns.mesh()
    thickness = columns.thickness
    thinned = columns.thinned
    flattened = columns.flattened
    (minimumScaledJacobian, worstCell) = columns.worstCell(of: mesh)
  }

  /// Nodes of the sheet.
  private var sheetCount: Int { sheet.positions.count }

  /// The volume node of a sheet node at the outer side of a layer.
  public func node(_ sheetNode: Int, atTopOf layer: TissueLayer) -> Int {
    (TissueColumns.order(of: layer) + 1) * sheetCount + sheetNode
  }

  /// The deep surface: a facet for each triangle of the sheet, in the same order, facing the bone.
  public var deepFacets: FacetBlock {
    let nodes = sheet.corners.triangles.indices.flatMap { t -> [Int32] in
      let n = sheet.nodes(ofTriangle: t).map { Int32($0) }
      return [n[0], n[2], n[1], n[5], n[4], n[3]]
    }
    return FacetBlock(name: "deep", shape: .triangle6, nodes: nodes)
  }

  /// The triangle of the sheet and its side (0 to 2) of each piece of the cut rim.
  private var rim: [(triangle: Int, side: Int)] {
    sheet.corners.triangles.indices.flatMap { t in
      [2, 0, 1].enumerated().compactMap { side, opposite in
        let edge = Int(sheet.topology.edgesOfTriangles[t][opposite])
        return sheet.topology.valences[edge] == 1 ? (t, side) : nil
      }
    }
  }

  /// The triangles of the facets of each block of `rimFacets`.
  var rimTriangles: [Int] { rim.map(\.triangle) }

  /// The cut rim, layer by layer from the bone outwards.
  public var rimFacets: [FacetBlock] {
    let rim = rim
    return TissueLayer.allCases.map { layer in
      let block = mesh.blocks[TissueColumns.order(of: layer)]
      let nodes = rim.flatMap { triangle, side -> [Int32] in
        let cell = Array(block.nodes(ofCell: triangle))
        return Wedge15.faces[2 + side].nodes.map { cell[$0] }
      }
      return FacetBlock(name: "rim", shape: .quadrilateral8, nodes: nodes)
    }
  }
}

extension TissueMesh {
  /// The tissue under the face alone, without what lies beyond the cut rim.
  ///
  /// - Returns: the mesh with its own numbers, the blocks and cells in their old order, and for each of its
  ///   nodes the node of `mesh`.
  public func underFace() -> (mesh: VolumeMesh, nodes: [Int]) {
    let blocks = mesh.blocks.map { block in
      let kept = block.nodes.prefix(sheet.faceTriangles.count * block.shape.nodeCount)
      return CellBlock(region: block.region, shape: block.shape, nodes: Array(kept))
    }
    let nodes = Set(blocks.flatMap(\.nodes)).sorted()
    let number = Dictionary(
      uniqueKeysWithValues: nodes.enumerated().map { ($0.element, Int32($0.offset)) })
    let renumbered = blocks.map { block in
      CellBlock(
        region: block.region, shape: block.shape, nodes: block.nodes.compactMap { number[$0] })
    }
    return (
      VolumeMesh(positions: nodes.map { mesh.positions[Int($0)] }, blocks: renumbered),
      nodes.map { Int($0) }
    )
  }

  /// The volume nodes of a triangle of the skin in the order of `Triangle6`.
  public func skinNodes(ofTriangle t: Int) -> [Int] {
    sheet.nodes(ofTriangle: t).map { node($0, atTopOf: .skin) }
  }

  /// A nodal field at a point of the skin.
  public func skinValue(of nodal: [Vector3], triangle t: Int, barycentrics: Vector3) -> Vector3 {
    let N = Triangle6.shapes(at: Vector3(barycentrics.y, barycentrics.z, 0))
    return zip(skinNodes(ofTriangle: t), N).reduce(Vector3.zero) { $0 + nodal[$1.0] * $1.1 }
  }

  /// ∂X/∂ξ × ∂X/∂η on the skin: its outward normal, as long as its area per unit of (ξ, η).
  public func skinAreaVector(triangle t: Int, gradients: [Vector3]) -> Vector3 {
    var (along, across) = (Vector3.zero, Vector3.zero)
    for (node, g) in zip(skinNodes(ofTriangle: t), gradients) {
      along += mesh.positions[node] * g.x
      across += mesh.positions[node] * g.y
    }
    return along.cross(across)
  }
}
