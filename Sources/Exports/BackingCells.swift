import Assembly
import Materials
import Meshes
import ReferenceElements
import Tensors

/// Cells that stand in for the springs behind a body: a layer of solid, fixed at its far side.
///
/// A layer of thickness h resists with μ/h against sliding and (K + 4μ/3)/h against pressing: μ = k_t h, K = (k_n/k_t − 4/3) μ.
/// Where the boundary is curved the layer narrows or widens; μ is then that of the mean area, k_t h A h/V. What is not the
/// same: a layer also resists where neighbours move unlike, and pulls by μγ²/3 along its normal where it is sheared by γ.
struct BackingCells {
  /// Numbers of the far nodes, and of the node of the body that each stands behind.
  private(set) var farNodes: [(far: Int, near: Int)] = []
  /// Facets that were on springs.
  private(set) var facetCount = 0
  /// h in m.
  let thickness: Double

  /// Thicknesses in m that are tried, the largest first: the first without a cell that is turned inside out counts.
  static let thicknesses = [5e-3, 3e-3, 2e-3, 1e-3]

  /// Replaces the springs of a body.
  ///
  /// - Parameters:
  ///   - solid: in its undeformed shape; loses its springs and gains cells and nodes behind its own.
  ///   - volumetric: what a change of volume of the new cells costs.
  /// - Returns: nil where even the thinnest layer has cells that are turned inside out.
  static func replaceSprings(of solid: inout Solid, volumetric: VolumetricLaw)
    -> BackingCells?
  {
    for thickness in thicknesses {
      var (cells, backed) = (BackingCells(thickness: thickness), solid)
      guard cells.replace(in: &backed, volumetric) else { continue }
      solid = backed
      return cells
    }
    return nil
  }

  private init(thickness: Double) { self.thickness = thickness }

  private mutating func replace(in solid: inout Solid, _ volumetric: VolumetricLaw) -> Bool {
    let supports = solid.supports.filter { $0.facets.count > 0 }
    solid.supports = []
    for support in supports {
      let (facets, shape) = (support.facets, support.facets.shape)
      guard let cellShape = Self.cell(over: shape) else { return false }
      let corners = shape.linear.nodeCount
      let columns = self.columns(of: facets, in: &solid)
      var nodes: [Int32] = []
      for facet in 0..<facets.count {
        let near = Array(facets.nodes(ofFacet: facet))
        let far = near.map { columns[$0]?.far ?? 0 }
        nodes += near[..<corners] + far[..<corners] + near[corners...] + far[corners...]
        nodes += near[..<corners].map { columns[$0]?.middle ?? 0 }
      }
      let block = CellBlock(region: facets.name, shape: cellShape, nodes: nodes)
      let positions = solid.mesh.positions
      guard block.hasPositiveVolumes(positions: positions) else { return false }
      let volumes = block.volumes(positions: positions)
      let materials = (0..<facets.count).map { facet -> Material in
        let stiffness = support.stiffness[facet]
        let area = facets.area(ofFacet: facet, positions: positions)
        let mu = stiffness.tangential * thickness * thickness * area / volumes[facet]
        let K = (stiffness.normal / stiffness.tangential - 4.0 / 3) * mu
        var material = Material(.neoHookean, constants: [mu, K])
        material.volumetric = volumetric
        return material
      }
      solid.mesh.blocks.append(block)
      solid.regions.append(SolidRegion(materials: materials, densities: [0]))
      facetCount += facets.count
    }
    solid.fix(nodes: farNodes.map(\.far))
    return true
  }

  private static func cell(over facet: CellShape) -> CellShape? {
    switch facet {
    case .triangle6: .wedge15
    case .quadrilateral8: .hexahedron20
    default: nil
    }
  }

  /// The nodes behind each node of the facets: at the far side, and halfway.
  private mutating func columns(of facets: FacetBlock, in solid: inout Solid) -> [Int32: (
    far: Int32, middle: Int32
  )] {
    var normals: [Int32: Vector3] = [:]
    let reference = facets.shape.reference
    for facet in 0..<facets.count {
      let nodes = facets.nodes(ofFacet: facet)
      for (node, place) in zip(nodes, reference.nodes) {
        normals[node, default: .zero] += areaVector(
          nodes: nodes, positions: solid.mesh.positions, gradients: reference.gradients(at: place))
      }
    }
    let isCorner = Set(
      (0..<facets.count).flatMap {
        facets.nodes(ofFacet: $0).prefix(facets.shape.linear.nodeCount)
      })
    var columns: [Int32: (far: Int32, middle: Int32)] = [:]
    for (node, normal) in normals.sorted(by: { $0.key < $1.key }) {
      let way = thickness * normal.normalized
      let far = Self.add(solid.mesh.positions[Int(node)] + way, to: &solid)
      farNodes.append((Int(far), Int(node)))
      let middle =
        isCorner.contains(node)
        ? Self.add(solid.mesh.positions[Int(node)] + 0.5 * way, to: &solid) : 0
      columns[node] = (far, middle)
    }
    return columns
  }

  private static func add(_ position: Vector3, to solid: inout Solid) -> Int32 {
    solid.mesh.positions.append(position)
    solid.constrained.append(.init(repeating: false))
    return Int32(solid.mesh.positions.count - 1)
  }
}

extension CellBlock {
  /// Whether no cell is turned inside out at a point where it is integrated.
  fileprivate func hasPositiveVolumes(positions: [Vector3]) -> Bool {
    shape.quadrature.points.allSatisfy { point in
      let gradients = shape.reference.gradients(at: point)
      return (0..<count).allSatisfy {
        jacobian(nodes: nodes(ofCell: $0), positions: positions, gradients: gradients).determinant
          > 0
      }
    }
  }
}

extension FacetBlock {
  /// ∫ dA of a facet in m².
  fileprivate func area(ofFacet facet: Int, positions: [Vector3]) -> Double {
    let (reference, rule) = (shape.reference, shape.quadrature)
    return zip(rule.points, rule.weights).reduce(0) { sum, point in
      sum + point.1
        * areaVector(
          nodes: nodes(ofFacet: facet), positions: positions,
          gradients: reference.gradients(at: point.0)
        ).length
    }
  }
}
