import Assembly
import Materials
import Meshes
import Scans
import Tensors

/// Skin with its fibres and its tension along the tension lines, whatever shape the face has.
public struct OrientedSkin: OrientedMaterials {
  public let block: Int
  /// Tension of each triangle in Pa, scaled and smooth across the borders of zones.
  public let tension: [SkinTension]
  /// The level of the atlas that the tissue stands on, undeformed, and its lines.
  private let level: TriangleSurface
  private let lines: TensionLines
  /// The outer node of the volume at each corner of the level.
  private let outerNodes: [Int]
  /// Of each triangle; fibres in the frame (line, across, normal).
  private let plain: [Material]
  /// Principal growth of each cell; empty without tension.
  private let growth: [Vector3]

  /// Distance over which the tension goes from one zone's figure to the next, in m.
  public static let transition = TissueThickness.transition

  /// Nil where nothing in the skin has a direction: no tension, and a law without fibres.
  ///
  /// - Parameters:
  ///   - tissue: the layered volume.
  ///   - atlas: whose tension lines.
  ///   - zones: figures of each zone in the atlas' order.
  ///   - material: of the skin, its fibres in the frame (line, across, normal).
  ///   - stiffness: factors on its moduli, one per zone; 1 when nil.
  ///   - factor: on the tension of the zones.
  /// - Throws: `UnbearableTension` for the first zone whose skin cannot bear its tension.
  public init?(
    on tissue: TissueMesh, atlas: Atlas, zones: [TissuePreset.Zone], material: Material,
    stiffness: [Double]? = nil, factor: Double
  ) throws(UnbearableTension) {
    guard factor > 0 || !material.fibres.isEmpty else { return nil }
    let (level, zoneOfTriangle) = (tissue.sheet.undeformed, tissue.sheet.zoneOfTriangle)
    block = TissueColumns.order(of: .skin)
    lines = TensionLines(on: level, zoneOfTriangle: zoneOfTriangle, atlas: atlas)
    outerNodes = level.positions.indices.map { tissue.node($0, atTopOf: .skin) }
    self.level = level
    plain = zoneOfTriangle.map { zone in stiffness.map { material.scaled(by: $0[zone]) } ?? material
    }
    tension = Self.field(
      on: level, zoneOfTriangle.map { zones[$0].tension.stress.scaled(by: factor) })
    var growth: [Vector3] = []
    for (t, stress) in tension.enumerated() where factor > 0 {
      guard let principal = stress.growth(of: plain[t]) else {
        throw UnbearableTension(zone: atlas.zones[zoneOfTriangle[t]].name, tension: stress)
      }
      growth.append(principal)
    }
    self.growth = growth
  }

  /// The growth that gives a part of the tension to a skin of other stiffness.
  ///
  /// - Parameters:
  ///   - tensionFactor: on the tension of every triangle.
  ///   - stiffness: on the moduli.
  /// - Returns: principal values along the line, across it and along the normal, one triple per triangle; nil without
  ///   tension, or where the skin cannot bear it.
  public func growth(tensionFactor: Double, stiffness: Double) -> [Vector3]? {
    guard !growth.isEmpty else { return nil }
    var principal: [Vector3] = []
    for (stress, material) in zip(tension, plain) {
      let part = stress.scaled(by: tensionFactor)
      guard let values = part.growth(of: material.scaled(by: stiffness)) else { return nil }
      principal.append(values)
    }
    return principal
  }

  /// The tension of the triangles, smoothed.
  private static func field(on level: TriangleSurface, _ tension: [SkinTension]) -> [SkinTension] {
    let smoother = SurfaceSmoother(level, topology: SurfaceTopology(level))
    let along = smoother.field(on: level, ofTriangles: tension.map(\.along), over: transition)
    let across = smoother.field(on: level, ofTriangles: tension.map(\.across), over: transition)
    return level.triangles.map { t in
      let corners = (0..<3).map { Int(t[$0]) }
      return SkinTension(
        along: corners.reduce(0) { $0 + along[$1] } / 3,
        across: corners.reduce(0) { $0 + across[$1] } / 3)
    }
  }

  public func materials(of positions: [Vector3]) -> [Material] {
    let skin = TriangleSurface(
      positions: outerNodes.map { positions[$0] }, triangles: level.triangles)
    let lines = lines.carried(from: level, to: skin)
    return skin.triangles.indices.map { t in
      let frame = SkinFrame(line: lines.directions[t], normal: skin.areaVector(t).normalized)
      let oriented = frame.oriented(plain[t])
      return growth.isEmpty ? oriented : oriented.grown(by: frame.tensor(growth[t]))
    }
  }
}

/// A skin that would have to stretch to more than three times its length to bear its tension.
public struct UnbearableTension: Error, CustomStringConvertible {
  public var zone: String
  public var tension: SkinTension

  public var description: String {
    let (along, across) = ((1e-3 * tension.along).rounded(), (1e-3 * tension.across).rounded())
    return """
      the skin of \(zone) cannot bear a tension of \(along) kPa along and \(across) kPa across its lines below a \
      stretch of three: lower "skin_tension_factor", or give the skin a stiffer law
      """
  }
}
