import Tensors

/// A reference cell: where its nodes are and how a field between them is interpolated.
///
/// f(ξ) = Σₐ fₐ Nₐ(ξ). The coordinates ξ = (ξ, η, ζ) are dimensionless; a facet ignores ζ.
public protocol ReferenceCell: Sendable {
  /// The nodes in the order that connectivity lists use.
  static var nodes: [Vector3] { get }
  /// Nₐ(ξ), one per node.
  static func shapes(at point: Vector3) -> [Double]
  /// ∂Nₐ/∂ξ, one per node.
  static func gradients(at point: Vector3) -> [Vector3]
}

/// The kinds of cells and facets that meshes are made of.
public enum CellShape: String, CaseIterable, Sendable, Codable {
  /// Quadratic triangle, a facet.
  case triangle6
  /// Quadratic serendipity quadrilateral, a facet.
  case quadrilateral8
  /// Quadratic serendipity wedge; ζ runs through the thickness of a layer.
  case wedge15

  /// The interpolation of this kind.
  public var reference: any ReferenceCell.Type {
    switch self {
    case .triangle6: Triangle6.self
    case .quadrilateral8: Quadrilateral8.self
    case .wedge15: Wedge15.self
    }
  }

  public var nodeCount: Int {
    switch self {
    case .triangle6: 6
    case .quadrilateral8: 8
    case .wedge15: 15
    }
  }

  /// The nodes of each face of a cell, counter-clockwise seen from outside; none for a facet.
  public var faces: [(shape: CellShape, nodes: [Int])] {
    switch self {
    case .triangle6, .quadrilateral8: []
    case .wedge15: Wedge15.faces
    }
  }

  /// The rule that integrates the stiffness of an undistorted cell of this kind.
  public var quadrature: Quadrature {
    switch self {
    case .triangle6: .triangle(.degree4)
    case .quadrilateral8: .square(pointsPerLine: 3)
    case .wedge15: .wedge(.degree4, pointsThroughThickness: 3)
    }
  }
}
