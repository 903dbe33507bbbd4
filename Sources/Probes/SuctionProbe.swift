import Assembly
import Materials
import Solvers
import Tensors

/// The end of a suction cup on the skin: a round opening in a flat ring.
///
/// The ring holds the skin where it lies against it and nowhere else; there is no friction. Suction acts on the
/// skin as far as the flat of the ring begins: what of that lies on the rounded edge is pressed onto it as firmly as
/// it is sucked, and does not move for that.
public struct SuctionProbe: Sendable, Equatable {
  /// Radius of the opening in m.
  public var aperture: Double
  /// Width of the ring in m.
  public var rim: Double
  /// Radius of the inner and outer edges of the ring in m.
  public var edge: Double

  /// - Parameters:
  ///   - diameter: of the opening in m.
  ///   - rim: width of the ring in m.
  ///   - edge: radius of its edges in m; a tenth of that of the opening when nil.
  public init(diameter: Double, rim: Double = SuctionProbe.rim, edge: Double? = nil) {
    aperture = diameter / 2
    self.rim = rim
    self.edge = edge ?? diameter / 20
  }

  /// Width of the ring in m, an assumption: makers state the opening alone.
  public static let rim = 2e-3

  /// The ring, its flat at the height of the skin at rest.
  public var obstacle: RigidObstacle {
    RigidObstacle(.ring(inner: aperture, outer: aperture + rim, edge: edge))
  }

  /// Where the flat of the ring begins, in m from the axis.
  var flat: Double { aperture + edge }

  /// The block of tissue that the probe is put on.
  ///
  /// - Parameters:
  ///   - tissue: its layers.
  ///   - cells: from the axis to the edge of the opening.
  ///   - outer: radius of the block in m; `SectorBlock.reach` when nil.
  ///   - boundary: what holds its outer edge.
  ///   - angle: of the sector.
  /// - Returns: the block, its cells fine where the skin bends over the edge.
  public func block(
    of tissue: LayeredTissue, cells: Int = 6, outer: Double? = nil,
    boundary: SectorBlock.Edge = .fixed, angle: Double = SectorBlock.angle
  ) -> SectorBlock {
    // Cells shrink towards the edge, where the skin bends most, and grow from there on.
    let fine = aperture / Double(cells) / 2
    var inwards = GradedSteps(from: 0, first: fine)
    inwards.go(to: aperture, ratio: 1.3, first: fine, least: cells)
    let inside = inwards.ends.reversed().map { aperture - $0 }
    var steps = GradedSteps(from: aperture, first: fine)
    steps.go(to: flat, ratio: 1, first: min(fine, edge / 2), least: 2)
    steps.go(to: aperture + rim, ratio: 1.3, first: fine)
    steps.go(
      to: outer ?? SectorBlock.reach(of: aperture + rim, in: tissue), ratio: 1.4)
    return SectorBlock(
      tissue, radii: inside + steps.ends.dropFirst(), top: 2 * fine, edge: boundary, angle: angle)
  }
}

extension SectorBlock {
  /// How far from the axis a block has to reach, in m, for an instrument of a given outer radius: the outer edge
  /// is felt by less than 1 % (Documentation/recoil.md).
  public static func reach(of radius: Double, in tissue: LayeredTissue) -> Double {
    max(6 * radius, 3 * tissue.depth)
  }
}
