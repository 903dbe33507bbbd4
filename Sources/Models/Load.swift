import ConstitutiveModels
import ReferenceElements
import Tensors

/// A facet of the boundary, counter-clockwise seen from outside.
public struct Facet: Sendable, Equatable {
  public var shape: CellShape
  public var nodes: [Int32]

  public init(_ shape: CellShape, _ nodes: [Int32]) { (self.shape, self.nodes) = (shape, nodes) }
}

/// What acts on a body.
public struct Load: Sendable {
  public enum Kind: Sendable {
    /// A force on each node.
    case nodal(nodes: [Int], Vector3)
    /// Against the outward normal; on the deformed surface if it follows.
    case pressure(facets: [Facet], follows: Bool, isSymmetrized: Bool)
    /// Of fixed direction, per area of the deformed surface if `perDeformedArea`.
    case traction(facets: [Facet], Vector3, perDeformedArea: Bool)
    /// A force in all, spread evenly over the undeformed surface.
    case total(facets: [Facet], Vector3)
    /// An acceleration: times the density, per volume of the undeformed body.
    case gravity(Vector3)
  }
  public var name: String
  public var kind: Kind
  /// The factor, or the pressure itself.
  public var scale: TimeValue
  /// Indices of the steps in which it acts; nil for all.
  public var steps: ClosedRange<Int>?

  public init(name: String, kind: Kind, scale: TimeValue, steps: ClosedRange<Int>? = nil) {
    (self.name, self.kind, self.scale, self.steps) = (name, kind, scale, steps)
  }
}
