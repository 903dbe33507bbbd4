import ReferenceElements
import Tensors

/// The functions that pressure and dilatation are made of inside a cell; both jump between cells.
///
/// Three fields (u, p, θ) with p and θ eliminated cell by cell keep the tangent symmetric, sparse and
/// positive definite near incompressibility.
///
/// - Source: Simo, Taylor & Pister, Comput. Methods Appl. Mech. Eng. 51 (1985) 177.
public enum PressureBasis: String, CaseIterable, Sendable, Codable {
  /// No pressure field: U(det F) at every point. Locks when K/μ is large; kept to show it.
  case displacement
  /// {1}: one pressure per cell.
  case constant
  /// {1, ζ}: constant over the triangle, linear through the thickness. The default.
  case thickness
  /// {1, ξ, η, ζ}: the full linear basis; over-constrains thin layers.
  case linear

  /// Number of functions.
  public var count: Int {
    switch self {
    case .displacement: 0
    case .constant: 1
    case .thickness: 2
    case .linear: 4
    }
  }

  /// The functions at a point of the reference cell; the first is always 1.
  public func values(at point: Vector3) -> [Double] {
    switch self {
    case .displacement: []
    case .constant: [1]
    case .thickness: [1, point.z]
    case .linear: [1, point.x, point.y, point.z]
    }
  }

  /// Whether cells of a shape can carry this pressure without an obvious excess of constraints.
  ///
  /// A linear tetrahedron has one volume ratio, so that a pressure of its own changes nothing. Linear
  /// wedges and hexahedra carry a constant, quadratic tetrahedra as well: with the four functions of a
  /// linear pressure they would have as many constraints as unknowns. A pair of wedges is there for the
  /// pressure that both share; without one it is two wedges.
  public func isSound(for shape: CellShape) -> Bool {
    switch (self, shape) {
    case (.displacement, .wedgePair8): false
    case (.displacement, _): shape.dimension == 3
    case (.constant, .tetrahedron4): false
    case (.constant, _): shape.dimension == 3
    case (.thickness, .wedge15), (.thickness, .hexahedron20), (.thickness, .hexahedron27): true
    case (.linear, .wedge15), (.linear, .hexahedron20), (.linear, .hexahedron27): true
    case (.thickness, _), (.linear, _): false
    }
  }
}
