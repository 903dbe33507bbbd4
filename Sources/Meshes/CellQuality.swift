import ReferenceElements
import Tensors

extension CellBlock {
  /// The scaled Jacobian of a cell at its worst place.
  ///
  /// det(∂X/∂ξ) over the product of the lengths of its columns, divided by the value of the regular cell,
  /// at the corners and the quadrature points: 1 for a perfect cell, ≤ 0 for one that is inside out
  /// somewhere.
  public func scaledJacobian(ofCell cell: Int, positions: [Vector3], at places: [[Vector3]])
    -> Double
  {
    var worst = Double.infinity
    for gradients in places {
      var (a, b, c) = (Vector3.zero, Vector3.zero, Vector3.zero)
      for (node, g) in zip(nodes(ofCell: cell), gradients) {
        let X = positions[Int(node)]
        a += X * g.x
        b += X * g.y
        c += X * g.z
      }
      let product = a.length * b.length * c.length
      worst = min(worst, product > 0 ? a.cross(b).dot(c) / product : 0)
    }
    return worst / regularDeterminant
  }

  /// The determinant of unit vectors along the sides that meet in a corner of the regular cell.
  private var regularDeterminant: Double {
    switch shape.linear {
    case .tetrahedron4: 0.5.squareRoot()
    case .wedge6, .wedgePair8: 3.0.squareRoot() / 2
    default: 1
    }
  }

  /// Gradients of the shapes at the corners and the quadrature points, where quality is looked at.
  public var qualityPlaces: [[Vector3]] {
    let cell = shape.reference
    let corners = cell.nodes.prefix(shape.linear.nodeCount)
    return (corners + shape.quadrature.points).map { cell.gradients(at: $0) }
  }
}
