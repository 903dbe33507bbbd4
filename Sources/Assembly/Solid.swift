import Materials
import Meshes
import ReferenceElements
import Tensors

/// What can be wrong with the description of a body.
public enum AssemblyError: Error, Equatable, Sendable {
  /// A region mixes laws, or its list of materials does not match its cells.
  case inconsistentMaterials(region: String)
  /// The cells of a region cannot carry the pressure that is asked for.
  case unsoundPressure(region: String, shape: CellShape, basis: PressureBasis)
  /// A material that its law does not admit; cell 0 where one material serves the whole region.
  case impossibleMaterial(region: String, cell: Int, reason: MaterialError)
  /// A cell of the undeformed body has a point where its map turns inside out.
  case invertedReferenceCell(region: String, cell: Int, determinant: Double)
}

/// The material and density of one block of cells.
public struct SolidRegion: Sendable, Equatable {
  /// One material for all cells, or one per cell; all of one law, each with its own constants, fibres and growth.
  public var materials: [Material]
  /// Density in kg/m³, one for all cells or one per cell.
  public var densities: [Double]
  /// How the stress relaxes; nil where the region is elastic.
  public var relaxation: PronySeries?

  public init(material: Material, density: Double) {
    materials = [material]
    densities = [density]
  }

  public init(materials: [Material], densities: [Double]) {
    self.materials = materials
    self.densities = densities
  }

  public func material(ofCell cell: Int) -> Material {
    materials.count == 1 ? materials[0] : materials[cell]
  }

  public func density(ofCell cell: Int) -> Double {
    densities.count == 1 ? densities[0] : densities[cell]
  }

  /// The same region with the moduli of each cell multiplied by a factor; the same bits where all are 1.
  public func scaled(by factors: [Double]?) -> SolidRegion {
    guard let factors, factors.contains(where: { $0 != 1 }) else { return self }
    var scaled = self
    scaled.materials = factors.enumerated().map { material(ofCell: $0).scaled(by: $1) }
    return scaled
  }

  /// The same region with the unloaded shape of each cell changed by Fg, on top of what it has grown before.
  ///
  /// Tissue is added or taken away at its own density: the mass of a cell goes with det Fg.
  public func grown(by growth: [Matrix3]?) -> SolidRegion {
    guard let growth else { return self }
    var grown = self
    grown.materials = growth.enumerated().map { material(ofCell: $0).grown(by: $1) }
    grown.densities = growth.enumerated().map { density(ofCell: $0) * $1.determinant }
    return grown
  }
}

/// A body ready to be loaded: cells, what they are made of, and how it is held.
public struct Solid: Sendable {
  public var mesh: VolumeMesh
  /// One per block of the mesh.
  public var regions: [SolidRegion]
  public var pressureBasis: PressureBasis
  /// Which displacement components of each node are prescribed; one mask per node.
  public var constrained: [SIMDMask<SIMD3<Int64>>]
  public var supports: [ElasticSupport]
  /// Rigid obstacles that the boundary cannot enter.
  public var contacts: [RigidContact] = []
  /// Threads that pull inside it.
  public var cables: [TensionedCable] = []
  /// Materials of a region that turn with the shape of the body; they stand in `regions` for its present one.
  public private(set) var oriented: (any OrientedMaterials)?

  /// A free body.
  public init(
    mesh: VolumeMesh, regions: [SolidRegion], pressureBasis: PressureBasis = .thickness,
    supports: [ElasticSupport] = []
  ) {
    precondition(regions.count == mesh.blocks.count)
    self.mesh = mesh
    self.regions = regions
    self.pressureBasis = pressureBasis
    self.supports = supports
    constrained = Array(repeating: .init(repeating: false), count: mesh.positions.count)
  }

  /// Gives a region materials that turn with the shape of the body.
  public mutating func orient(_ materials: any OrientedMaterials) {
    oriented = materials
    regions[materials.block].materials = materials.materials(of: mesh.positions)
  }

  /// Moves the nodes of the undeformed body, and turns the materials that turn with it.
  mutating func reshape(to positions: [Vector3]) {
    precondition(positions.count == mesh.positions.count)
    mesh.positions = positions
    if let oriented { orient(oriented) }
  }

  /// Whether any cell bears a stress where the body has its undeformed shape.
  public var isGrown: Bool { regions.contains { $0.materials.contains { $0.growth != nil } } }

  /// Prescribes all three components at the given nodes.
  public mutating func fix(nodes: some Sequence<Int>) {
    for node in nodes { constrained[node] = .init(repeating: true) }
  }
}
