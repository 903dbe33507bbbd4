import Tensors

/// What is known of the deep layer beyond its thickness.
public struct DeepAnatomy: Sendable, Equatable {
  public var structures: [DeepStructure]
  public var glidingPlanes: [GlidingPlane]

  public init(structures: [DeepStructure], glidingPlanes: [GlidingPlane]) {
    (self.structures, self.glidingPlanes) = (structures, glidingPlanes)
  }

  /// Fat alone, down to the bone or the backing of each zone.
  public static let fat = DeepAnatomy(structures: [], glidingPlanes: [])

  /// The structures alone.
  public var withoutGlidingPlanes: DeepAnatomy {
    DeepAnatomy(structures: structures, glidingPlanes: [])
  }

  /// What is recalled or assumed, in words.
  public var assumptions: [String] {
    structures.filter { $0.confidence != .high }.map { "\($0.name): \($0.source)" }
      + glidingPlanes.filter { $0.confidence != .high }.map { "\($0.name): \($0.source)" }
  }

  /// The first structure at a point of the undeformed atlas.
  func structure(at point: Vector3) -> DeepStructure? {
    structures.first { $0.outline.holds(point) }
  }

  /// The shear modulus of the deep layer at a point of the undeformed atlas, in Pa.
  ///
  /// - Parameters:
  ///   - point: in m.
  ///   - fat: of deep fat, in Pa.
  ///   - depth: of the layer there, in m.
  /// - Returns: μ in Pa.
  func shearModulus(at point: Vector3, fat: Double, depth: Double) -> Double {
    let solid = structure(at: point)?.shearModulus ?? fat
    return glidingPlanes.filter { $0.outline.holds(point) }
      .reduce(solid) { $1.softened($0, depth: depth) }
  }
}
