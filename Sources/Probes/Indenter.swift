import Assembly
import Tensors

/// A rigid, smooth instrument that is pressed into the skin.
public struct Indenter: Sendable, Equatable {
  public enum Shape: String, CaseIterable, Sendable, Codable {
    /// The flat end of a cylinder.
    case flat
    /// A ball.
    case sphere
  }

  public var shape: Shape
  /// Of the cylinder or the ball, in m.
  public var radius: Double

  public init(_ shape: Shape, radius: Double) { (self.shape, self.radius) = (shape, radius) }

  /// Radius of the edge of the flat end over that of the cylinder: sharp enough for the closed form of the punch to
  /// hold within 1 %, round enough for cells to follow.
  static let edge = 0.02

  /// The instrument when it has gone in by a depth in m.
  public func obstacle(depth: Double) -> RigidObstacle {
    switch shape {
    case .flat:
      RigidObstacle(
        .ring(inner: nil, outer: radius, edge: Self.edge * radius), height: -depth)
    case .sphere: RigidObstacle(.ball(radius: radius), height: -depth)
    }
  }

  /// Radius of the contact at a depth, in m, on a half-space: that of the punch, or √(Rd) after Hertz.
  public func contactRadius(depth: Double) -> Double {
    switch shape {
    case .flat: radius
    case .sphere: min((radius * depth).squareRoot(), radius)
    }
  }

  /// The block of tissue that it is pressed into.
  ///
  /// - Parameters:
  ///   - tissue: its layers.
  ///   - depth: the deepest that it goes, in m.
  ///   - cells: from the axis to the edge of the contact.
  ///   - outer: radius of the block in m; `SectorBlock.reach` when nil.
  ///   - boundary: what holds its outer edge.
  /// - Returns: the block, its cells fine at the edge of the contact.
  public func block(
    of tissue: LayeredTissue, depth: Double, cells: Int = 8, outer: Double? = nil,
    boundary: SectorBlock.Edge = .fixed
  ) -> SectorBlock {
    let contact = contactRadius(depth: depth)
    let fine = contact / Double(cells) / 2
    var inwards = GradedSteps(from: 0, first: fine)
    inwards.go(to: contact, ratio: 1.2, first: fine, least: cells)
    var steps = GradedSteps(from: contact, first: fine)
    // Tissue rises beside the instrument: as fine there as under it.
    steps.go(to: 1.2 * contact, ratio: 1.1, first: fine)
    steps.go(to: outer ?? SectorBlock.reach(of: contact, in: tissue), ratio: 1.35)
    return SectorBlock(
      tissue, radii: inwards.ends.reversed().map { contact - $0 } + steps.ends.dropFirst(),
      top: 2 * fine, ratio: 1.4, edge: boundary)
  }
}
