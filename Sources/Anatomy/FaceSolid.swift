import Assembly
import Materials
import Meshes
import Tensors

/// A face ready to be loaded: its tissue, what it is made of and how the skull holds it.
public struct FaceSolid: Sendable {
  public let tissue: TissueMesh
  public var solid: Solid
  /// Number of the block of the skin.
  public var skinBlock: Int { TissueColumns.order(of: .skin) }

  /// Length of the tissue that the springs at its end, beyond the cut rim, stand for, in m.
  ///
  /// An assumption: the springs are those of a strip of each layer's own material, this long, pulled
  /// (3μ/L) or sheared (μ/L).
  public static let rimLength = 30e-3

  /// - Parameters:
  ///   - tissue: the layered volume.
  ///   - zones: figures of each zone in the atlas' order.
  ///   - layers: material and density of each layer.
  ///   - pressureBasis: the pressure field of the cells.
  ///   - rimLength: length of the tissue that the springs at its end stand for, in m.
  ///   - ligaments: what ligaments add to the shear modulus under each triangle, in Pa; none when nil.
  ///   - deepAnatomy: what fills the deep layer in places.
  ///   - stiffness: factors on the moduli of a layer, one per zone in the atlas' order; 1 where absent.
  ///   - skin: a skin whose fibres or tension have directions, its own factors in it; the plain material of its
  ///     layer when nil.
  public init(
    tissue: TissueMesh, zones: [TissuePreset.Zone], layers: [TissueLayer: TissuePreset.Layer],
    pressureBasis: PressureBasis = .thickness, rimLength: Double = FaceSolid.rimLength,
    ligaments: [Double]? = nil, deepAnatomy: DeepAnatomy = .fat,
    stiffness: [TissueLayer: [Double]] = [:], skin: OrientedSkin? = nil
  ) {
    let regions = TissueLayer.allCases.map { layer -> SolidRegion in
      guard let entry = layers[layer] else { preconditionFailure("no material for \(layer)") }
      let factors = stiffness[layer].map { byZone in tissue.sheet.zoneOfTriangle.map { byZone[$0] }
      }
      let materials =
        layer == .deep ? tissue.deep(entry.material, deepAnatomy) : [entry.material]
      var region = SolidRegion(materials: materials, densities: [entry.density])
        .scaled(by: factors)
      region.relaxation = entry.relaxation?.series
      return switch layer {
      case .skin: region
      case .superficialFat, .smas, .deep: Self.tethered(region, ligaments)
      }
    }
    var solid = Solid(mesh: tissue.mesh, regions: regions, pressureBasis: pressureBasis)
    if let skin { solid.orient(skin) }

    // The deep surface: fixed on bone, springs elsewhere.
    let facets = tissue.deepFacets
    var springs = FacetBlock(name: "backing", shape: .triangle6, nodes: [])
    var (normal, tangential) = ([Double](), [Double]())
    var fixed: Set<Int> = []
    for t in 0..<facets.count {
      let nodes = facets.nodes(ofFacet: t)
      switch tissue.support(under: t, zones, deepAnatomy) {
      case .bone: fixed.formUnion(nodes.map { Int($0) })
      case .elastic(let kn, let kt):
        springs.nodes += nodes
        normal.append(kn)
        tangential.append(kt)
      }
    }
    solid.fix(nodes: fixed.sorted())
    solid.supports.append(
      ElasticSupport(
        facets: springs, positions: tissue.mesh.positions, normalStiffness: normal,
        tangentialStiffness: tangential))

    // The end beyond the cut rim: the tissue goes on behind it.
    for (layer, rim) in zip(TissueLayer.allCases, tissue.rimFacets) {
      let mu = layers[layer]?.material.shearModulus ?? 0
      solid.supports.append(
        ElasticSupport(
          facets: rim, positions: tissue.mesh.positions,
          normalStiffness: Array(repeating: 3 * mu / rimLength, count: rim.count),
          tangentialStiffness: Array(repeating: mu / rimLength, count: rim.count)))
    }
    self.tissue = tissue
    self.solid = solid
  }

  /// A layer that ligaments run through: μ + Δμ, cell by cell.
  private static func tethered(_ region: SolidRegion, _ added: [Double]?) -> SolidRegion {
    region.scaled(
      by: added?.enumerated().map { 1 + $1 / region.material(ofCell: $0).shearModulus })
  }
}

extension TissueMesh {
  /// The materials of the deep layer: one where it is fat everywhere, else one for each cell.
  fileprivate func deep(_ fat: Material, _ anatomy: DeepAnatomy) -> [Material] {
    if anatomy == .fat { return [fat] }
    let depths = thickness.layers[.deep] ?? []
    return sheet.corners.triangles.enumerated().map { t, corners in
      let depth = (0..<3).reduce(0) { $0 + depths[Int(corners[$1])] } / 3
      let modulus = anatomy.shearModulus(
        at: sheet.undeformedMiddle(ofTriangle: t), fat: fat.shearModulus, depth: depth)
      return fat.scaled(by: modulus / fat.shearModulus)
    }
  }

  /// What holds the deep surface under a triangle: the zone's bone, else a structure, else its backing.
  fileprivate func support(
    under t: Int, _ zones: [TissuePreset.Zone], _ anatomy: DeepAnatomy
  ) -> TissuePreset.Support {
    let support = zones[sheet.zoneOfTriangle[t]].support
    if support == .bone { return .bone }
    return anatomy.structure(at: sheet.undeformedMiddle(ofTriangle: t))?.support ?? support
  }
}
