import ReferenceElements
import Tensors
import TestSupport
import Testing

@Test(arguments: CellShape.allCases)
func `shapes are one at their node, zero at the others and sum to one`(shape: CellShape) {
  expectNodality(shape)
}

@Test(arguments: CellShape.allCases)
func `gradients are the derivatives of the shapes`(shape: CellShape) {
  expectGradientsDeriveFromShapes(shape)
}

@Test(arguments: CellShape.allCases)
func `a quadratic field is interpolated exactly`(shape: CellShape) {
  func field(_ p: Vector3) -> Double {
    1 + 2 * p.x - p.y + 3 * p.x * p.y - p.x * p.x + (shape == .wedge15 ? p.z * p.z * (1 - p.x) : 0)
  }
  let cell = shape.reference
  let point = Vector3(0.3, 0.25, shape == .wedge15 ? 0.6 : 0)
  let value = zip(cell.nodes, cell.shapes(at: point)).reduce(0) { $0 + field($1.0) * $1.1 }
  #expect(abs(value - field(point)) < 1e-14)
}

@Test func `wedge faces close the cell`() {
  // ∮ n dA = 0 over the faces, each integrated with its own facet.
  var sum = Vector3.zero
  var area = 0.0
  for (shape, nodes) in Wedge15.faces {
    let (cell, rule) = (shape.reference, shape.quadrature)
    for (p, w) in zip(rule.points, rule.weights) {
      var (t, s) = (Vector3.zero, Vector3.zero)
      for (node, g) in zip(nodes, cell.gradients(at: p)) {
        t += Wedge15.nodes[node] * g.x
        s += Wedge15.nodes[node] * g.y
      }
      sum += w * t.cross(s)
      area += w * t.cross(s).length
    }
  }
  #expect(sum.length < 1e-14)
  #expect(abs(area - (1 + 4 + 2 * 2.0.squareRoot())) < 1e-13)
}
