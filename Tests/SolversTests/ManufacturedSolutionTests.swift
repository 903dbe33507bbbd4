import Assembly
import Materials
import Meshes
import ReferenceElements
import Solvers
import Tensors
import TestSupport
import Testing

private let material = Material.neoHookean(shearModulus: 1, bulkModulus: 10)

/// A smooth deformation u(X) of the unit cube, with strains of about 20 %.
private func field<S: Arithmetic>(_ x: S, _ y: S, _ z: S) -> (S, S, S) {
  let a = S(0.1)
  return (
    a * S.exponential(S(0) - x * y) + a * z * z * z, a * S.exponential(y - z) * x,
    a * S.exponential(x * z) * y * y
  )
}

/// F = 1 + ∂u/∂X with a complex increment of X along one axis, by differences exact to 1e-12.
private func deformationGradient(at X: Vector3, step: Int?, by h: Double) -> Tensor3<Complex> {
  // ∂u/∂X by a fourth-order difference whose points carry the complex increment.
  var F = Tensor3<Complex>.identity
  let d = 1e-3
  for J in 0..<3 {
    for (offset, weight) in [(1.0, 2.0 / 3), (-1, -2.0 / 3), (2, -1.0 / 12), (-2, 1.0 / 12)] {
      var c = [Complex(X.x), Complex(X.y), Complex(X.z)]
      c[J] = c[J] + Complex(offset * d)
      if let step { c[step] = c[step] + Complex(0, h) }
      let u = field(c[0], c[1], c[2])
      for (i, value) in [u.0, u.1, u.2].enumerated() {
        F[i, J] = F[i, J] + value * Complex(weight / d)
      }
    }
  }
  return F
}

/// P of the three-field solid in the continuum, where θ = J and p = U′(J).
private func stress(_ F: Tensor3<Complex>) -> Tensor3<Complex> {
  let law = NeoHookean<Complex>(shearModulus: Complex(1), bulkModulus: Complex(10))
  return law.isochoricStress(at: F) + F.cofactor
    * law.volumetric(.logarithmic, at: F.determinant).first
}

/// b = −Div P, the body force that keeps the field in balance.
private func bodyForce(at X: Vector3) -> Vector3 {
  let h = 1e-30
  var b = Vector3.zero
  for J in 0..<3 {
    let P = stress(deformationGradient(at: X, step: J, by: h))
    for i in 0..<3 { b[i] -= P[i, J].imaginary / h }
  }
  return b
}

private func exact(_ X: Vector3) -> Vector3 {
  let u = field(X.x, X.y, X.z)
  return Vector3(u.0, u.1, u.2)
}

/// The error of the displacement in L2 on n × n × n distorted bricks of wedges.
private func error(cells n: Int, basis: PressureBasis) throws -> Double {
  var solid = Solid(
    mesh: wedgeBox(cells: SIMD3(n, n, n), size: Vector3(1, 1, 1)),
    regions: [SolidRegion(material: material, density: 1)], pressureBasis: basis)
  var loading = Loading(forces: solid.mesh.bodyForces(bodyForce))
  for (i, X) in solid.mesh.positions.enumerated() {
    if (0..<3).contains(where: { X[$0] == 0 || X[$0] == 1 }) {
      solid.constrained[i] = .init(repeating: true)
      loading.prescribed[i] = exact(X)
    }
  }
  let solver = try EquilibriumSolver(assembler: try Assembler(solid: solid, threads: 2))
  let u = try solver.solve(loading).state.displacements
  let rule = Quadrature.wedge(.degree5, pointsThroughThickness: 4)
  let block = solid.mesh.blocks[0]
  var sum = 0.0
  for (p, w) in zip(rule.points, rule.weights) {
    let (N, dN) = (Wedge15.shapes(at: p), Wedge15.gradients(at: p))
    for cell in 0..<block.count {
      let nodes = block.nodes(ofCell: cell)
      let J = jacobian(nodes: nodes, positions: solid.mesh.positions, gradients: dN).determinant
      var (X, value) = (Vector3.zero, Vector3.zero)
      for (node, shape) in zip(nodes, N) {
        X += shape * solid.mesh.positions[Int(node)]
        value += shape * u[Int(node)]
      }
      let e = value - exact(X)
      sum += w * J * e.dot(e)
    }
  }
  return sum.squareRoot()
}

/// Quadratic cells converge with order 3 in L2.
///
/// With the default basis {1, ζ} the pressure is constant
/// over the triangle, which leaves an error of order 1 in the strain and of order 2 in L2 wherever the
/// pressure varies along the layer (P2–P0); what it buys is freedom from locking and from oscillation.
@Test(arguments: [
  (PressureBasis.linear, 3.0), (.displacement, 3), (.thickness, 2), (.constant, 2),
])
func `a manufactured solution is met with the order of the basis`(
  basis: PressureBasis, order: Double
) throws {
  let errors = try [4, 8].map { try error(cells: $0, basis: basis) }
  let rate = (errors[0] / errors[1]).logarithm2
  print("manufactured solution, \(basis): errors \(errors), rate \(rate)")
  #expect(abs(rate - order) < 0.3, "rate \(rate), errors \(errors)")
}

extension Double {
  fileprivate var logarithm2: Double { Double.logarithm(self) / Double.logarithm(2) }
}
