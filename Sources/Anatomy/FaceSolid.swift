import Assembly
import Materials
import Meshes
import Tensors

/// A face ready to be loaded: its tissue, what it is made of and how the skull holds it.
public struct FaceSolid: Sendable {
  public let tissue: TissueMesh
  public let solid: Solid
  /// Number of the block of the skin.
  public var skinBlock: Int { TissueColumns.order(of: .skin) }

  /// Length of the tissue beyond the cut rim that the springs there stand for, in m.
  ///
  /// An assumption: the springs are those of a strip of each layer's own material, this long, pulled
  /// (3μ/L) or sheared (μ/L).
  public static let rimLength = 30e-3

  /// - Parameters:
  ///   - tissue: the layered volume.
  ///   - zones: figures of each zone in the atlas' order.
  ///   - layers: material and density of each layer.
  ///   - pressureBasis: the pressure field of the cells.
  ///   - rimLength: length of the tissue that the springs at the rim stand for, in m.
  ///   - ligaments: what ligaments add to the shear modulus under each triangle, in Pa; none when nil.
  ///   - skin: a skin whose fibres or tension have directions; the plain material of its layer when nil.
  public init(
    tissue: TissueMesh, zones: [TissuePreset.Zone], layers: [TissueLayer: TissuePreset.Layer],
    pressureBasis: PressureBasis = .thickness, rimLength: Double = FaceSolid.rimLength,
    ligaments: [Double]? = nil, skin: OrientedSkin? = nil
  ) {
    let regions = TissueLayer.allCases.map { layer -> SolidRegion in
      guard let entry = layers[layer] else { preconditionFailure("no material for \(layer)") }
      let materials =
        switch layer {
        case .skin: [entry.material]
        case .superficialFat, .smas, .deep: Self.tethered(entry.material, ligaments)
        }
      return SolidRegion(materials: materials, densities: [entry.density])
    }
    var solid = Solid(mesh: tissue.mesh, regions: regions, pressureBasis: pressureBasis)
    if let skin { solid.orient(skin) }

    // The deep surface: fixed on bone, springs elsewhere.
    let facets = tissue.deepFacets
    var springs = FacetBlock(name: "backing", shape: .triangle6, nodes: [])
    var (normal, tangential) = ([Double](), [Double]())
    var fixed: Set<Int> = []
    for (t, zone) in tissue.sheet.zoneOfTriangle.enumerated() {
      let nodes = facets.nodes(ofFacet: t)
      switch zones[zone].support {
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

    // The cut rim: the tissue goes on behind it.
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
  private static func tethered(_ material: Material, _ added: [Double]?) -> [Material] {
    guard let added else { return [material] }
    let modulus = material.shearModulus
    return added.map { material.scaled(by: 1 + $0 / modulus) }
  }
}
