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

/// Of second degree, or of first where the shape is linear.
@Test(arguments: CellShape.allCases)
func `a polynomial of the order of the cell is interpolated exactly`(shape: CellShape) {
  func field(_ p: Vector3) -> Double {
    let z = shape.dimension == 3 ? p.z : 0
    let linear = 1 + 2 * p.x - p.y + 0.7 * z
    return shape == shape.linear
      ? linear : linear + 3 * p.x * p.y - p.x * p.x + z * z - 2 * z * p.x
  }
  let cell = shape.reference
  let point = Vector3(0.3, 0.25, shape.dimension == 3 ? 0.2 : 0)
  let value = zip(cell.nodes, cell.shapes(at: point)).reduce(0) { $0 + field($1.0) * $1.1 }
  #expect(abs(value - field(point)) < 1e-14)
}

@Test(arguments: CellShape.allCases.filter { $0.dimension == 3 })
func `faces close the cell`(shape: CellShape) {
  // ∮ n dA = 0 and ∮ x·n dA = 3 V over the faces, each integrated with its own facet.
  var (sum, flux) = (Vector3.zero, 0.0)
  for (facet, nodes) in shape.faces {
    let (cell, rule) = (facet.reference, facet.quadrature)
    for (p, w) in zip(rule.points, rule.weights) {
      var (x, t, s) = (Vector3.zero, Vector3.zero, Vector3.zero)
      for (k, node) in nodes.enumerated() {
        let g = cell.gradients(at: p)[k]
        x += shape.reference.nodes[node] * cell.shapes(at: p)[k]
        t += shape.reference.nodes[node] * g.x
        s += shape.reference.nodes[node] * g.y
      }
      sum += w * t.cross(s)
      flux += w * x.dot(t.cross(s))
    }
  }
  let volume = shape.quadrature.weights.reduce(0, +)
  #expect(sum.length < 1e-14)
  #expect(abs(flux - 3 * volume) < 1e-13)
}

@Test func `volumes of the reference cells`() {
  func volume(_ shape: CellShape) -> Double { shape.quadrature.weights.reduce(0, +) }
  #expect(abs(volume(.tetrahedron10) - 1.0 / 6) < 1e-15)
  #expect(abs(volume(.wedge6) - 1) < 1e-14)
  #expect(abs(volume(.hexahedron27) - 8) < 1e-13)
  #expect(abs(volume(.wedgePair8) - 2) < 1e-13)
  #expect(abs(volume(.pyramid5) - 4.0 / 3) < 1e-14)
}

/// Both halves of a pair are the wedge, its mirror image included.
@Test func `a pair of wedges is a wedge in each half`() {
  let p = Vector3(0.3, 0.25, 0.2)
  let (first, second) = ([0, 1, 3, 4, 5, 7], [2, 3, 1, 6, 7, 5])
  let N = Wedge6.shapes(at: p)
  let here = WedgePair8.shapes(at: p)
  let opposite = WedgePair8.shapes(at: Vector3(1 - p.x, 1 - p.y, p.z))
  #expect(first.map { here[$0] } == N)
  for (place, value) in zip(second, N) { #expect(abs(opposite[place] - value) < 1e-15) }
  #expect(here[2] == 0 && here[6] == 0 && opposite[0] == 0 && opposite[4] == 0)
}
