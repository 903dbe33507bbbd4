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
  // Facets.
  case triangle3, triangle6, triangle7, quadrilateral4, quadrilateral8, quadrilateral9
  // Cells; ζ runs through the thickness of a layer of wedges or hexahedra.
  case tetrahedron4, tetrahedron10, tetrahedron15, hexahedron8, hexahedron20, hexahedron27
  case wedge6, wedge15
  case pyramid5
  /// Two linear wedges with one pressure.
  case wedgePair8

  /// The interpolation of this kind.
  public var reference: any ReferenceCell.Type {
    switch self {
    case .triangle3: Triangle3.self
    case .triangle6: Triangle6.self
    case .triangle7: Triangle7.self
    case .quadrilateral4: Quadrilateral4.self
    case .quadrilateral8: Quadrilateral8.self
    case .quadrilateral9: Quadrilateral9.self
    case .tetrahedron4: Tetrahedron4.self
    case .tetrahedron10: Tetrahedron10.self
    case .tetrahedron15: Tetrahedron15.self
    case .hexahedron8: Hexahedron8.self
    case .hexahedron20: Hexahedron20.self
    case .hexahedron27: Hexahedron27.self
    case .wedge6: Wedge6.self
    case .wedge15: Wedge15.self
    case .pyramid5: Pyramid5.self
    case .wedgePair8: WedgePair8.self
    }
  }

  public var nodeCount: Int {
    switch self {
    case .triangle3: 3
    case .triangle6: 6
    case .triangle7: 7
    case .quadrilateral4: 4
    case .quadrilateral8: 8
    case .quadrilateral9: 9
    case .tetrahedron4: 4
    case .tetrahedron10: 10
    case .tetrahedron15: 15
    case .hexahedron8: 8
    case .hexahedron20: 20
    case .hexahedron27: 27
    case .wedge6: 6
    case .wedge15: 15
    case .pyramid5: 5
    case .wedgePair8: 8
    }
  }

  /// The linear shape with the same corners; the corners come first among the nodes.
  public var linear: CellShape {
    switch self {
    case .triangle3, .triangle6, .triangle7: .triangle3
    case .quadrilateral4, .quadrilateral8, .quadrilateral9: .quadrilateral4
    case .tetrahedron4, .tetrahedron10, .tetrahedron15: .tetrahedron4
    case .hexahedron8, .hexahedron20, .hexahedron27: .hexahedron8
    case .wedge6, .wedge15: .wedge6
    case .pyramid5: .pyramid5
    case .wedgePair8: .wedgePair8
    }
  }

  /// 2 for a facet, 3 for a cell.
  public var dimension: Int {
    switch linear {
    case .triangle3, .quadrilateral4: 2
    default: 3
    }
  }

  /// The nodes of each face of a cell, counter-clockwise seen from outside; none for a facet.
  public var faces: [(shape: CellShape, nodes: [Int])] {
    switch self {
    case .triangle3, .triangle6, .triangle7, .quadrilateral4, .quadrilateral8, .quadrilateral9: []
    case .tetrahedron4: Tetrahedron4.faces
    case .tetrahedron10: Tetrahedron10.faces
    case .tetrahedron15: Tetrahedron15.faces
    case .hexahedron8: Hexahedron8.faces
    case .hexahedron20: Hexahedron20.faces
    case .hexahedron27: Hexahedron27.faces
    case .wedge6: Wedge6.faces
    case .wedge15: Wedge15.faces
    case .pyramid5: Pyramid5.faces
    case .wedgePair8: WedgePair8.faces
    }
  }

  /// The rule that integrates the stiffness of an undistorted cell of this kind.
  public var quadrature: Quadrature {
    switch self {
    case .triangle3: .triangle(.degree2)
    case .triangle6: .triangle(.degree4)
    case .triangle7: .triangle(.degree5)
    case .quadrilateral4: .square(pointsPerLine: 2)
    case .quadrilateral8, .quadrilateral9: .square(pointsPerLine: 3)
    case .tetrahedron4, .tetrahedron10: .tetrahedron
    case .tetrahedron15: .tetrahedron15
    case .hexahedron8: .cube(pointsPerLine: 2)
    case .hexahedron20, .hexahedron27: .cube(pointsPerLine: 3)
    case .wedge6: .wedge(.degree2, pointsThroughThickness: 2)
    case .wedge15: .wedge(.degree4, pointsThroughThickness: 3)
    case .pyramid5: .pyramid(pointsPerLine: 2)
    case .wedgePair8: .wedgePair(.degree2, pointsThroughThickness: 2)
    }
  }
}
