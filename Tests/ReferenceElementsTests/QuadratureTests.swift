import ReferenceElements
import Tensors
import Testing

private func factorial(_ n: Int) -> Double { (0..<n).reduce(1) { $0 * Double($1 + 1) } }

private func power(_ x: Double, _ n: Int) -> Double {
  (0..<n).reduce(1) { product, _ in product * x }
}

@Test(arguments: Quadrature.TriangleRule.allCases)
func `triangle rules integrate monomials up to their degree`(rule: Quadrature.TriangleRule) {
  let quadrature = Quadrature.triangle(rule)
  for i in 0...rule.degree {
    for j in 0...(rule.degree - i) {
      // ∫ ξⁱ ηʲ = i! j! / (i + j + 2)!
      let exact = factorial(i) * factorial(j) / factorial(i + j + 2)
      let sum = zip(quadrature.points, quadrature.weights).reduce(0) {
        $0 + $1.1 * power($1.0.x, i) * power($1.0.y, j)
      }
      #expect(abs(sum - exact) < 1e-15, "ξ^\(i) η^\(j)")
    }
  }
}

@Test(arguments: 1...4)
func `Gauss rules integrate monomials up to degree 2n - 1`(n: Int) {
  let rule = Quadrature.line(points: n)
  for degree in 0...(2 * n - 1) {
    let exact = degree % 2 == 0 ? 2 / Double(degree + 1) : 0
    let sum = zip(rule.points, rule.weights).reduce(0) { $0 + $1.1 * power($1.0, degree) }
    #expect(abs(sum - exact) < 1e-14)
  }
}

@Test func `the rule of the tetrahedron integrates monomials of second degree`() {
  let rule = Quadrature.tetrahedron
  for (i, j, k) in [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (2, 0, 0), (1, 1, 0), (0, 1, 1)] {
    // ∫ ξⁱ ηʲ ζᵏ = i! j! k! / (i + j + k + 3)!
    let exact =
      factorial(i) * factorial(j) * factorial(k) / factorial(i + j + k + 3)
    let sum = zip(rule.points, rule.weights).reduce(0) {
      $0 + $1.1 * power($1.0.x, i) * power($1.0.y, j) * power($1.0.z, k)
    }
    #expect(abs(sum - exact) < 1e-16, "ξ^\(i) η^\(j) ζ^\(k)")
  }
}

@Test(arguments: [
  (Quadrature.tetrahedron1, 1), (.tetrahedron8, 3), (.tetrahedron15, 5),
])
func `rules of the tetrahedron integrate monomials up to their degree`(
  rule: Quadrature, degree: Int
) {
  for i in 0...degree {
    for j in 0...(degree - i) {
      for k in 0...(degree - i - j) {
        let exact = factorial(i) * factorial(j) * factorial(k) / factorial(i + j + k + 3)
        let sum = zip(rule.points, rule.weights).reduce(0) {
          $0 + $1.1 * power($1.0.x, i) * power($1.0.y, j) * power($1.0.z, k)
        }
        #expect(abs(sum - exact) < 2e-16, "ξ^\(i) η^\(j) ζ^\(k)")
      }
    }
  }
}
