import Assembly
import Materials
import Meshes
import ReferenceElements
import Solvers
import Tensors

/// A smooth deformation of a cube whose body force is known; the error must fall in the order of theory.
public enum ManufacturedSolution {
  private static let material = Material.neoHookean(shearModulus: 1, bulkModulus: 10)

  /// u(X) on the unit cube, with strains of about 20 %.
  private static func field<S: Arithmetic>(_ x: S, _ y: S, _ z: S) -> (S, S, S) {
    let a = S(0.1)
    return (
      a * S.exponential(S(0) - x * y) + a * z * z * z, a * S.exponential(y - z) * x,
      a * S.exponential(x * z) * y * y
    )
  }

  private static func exact(_ X: Vector3) -> Vector3 {
    let u = field(X.x, X.y, X.z)
    return Vector3(u.0, u.1, u.2)
  }

  /// F = 1 + ∂u/∂X by a fourth-order difference (error 1e-12), at X with a complex increment h along an axis.
  private static func deformation(at X: Vector3, axis: Int, by h: Double) -> Tensor3<Complex> {
    var F = Tensor3<Complex>.identity
    let d = 1e-3
    for J in 0..<3 {
      for (offset, weight) in [(1.0, 2.0 / 3), (-1, -2.0 / 3), (2, -1.0 / 12), (-2, 1.0 / 12)] {
        var c = [Complex(X.x), Complex(X.y), Complex(X.z)]
        c[J] = c[J] + Complex(offset * d)
        c[axis] = c[axis] + Complex(0, h)
        let u = field(c[0], c[1], c[2])
        for (i, value) in [u.0, u.1, u.2].enumerated() {
          F[i, J] = F[i, J] + value * Complex(weight / d)
        }
      }
    }
    return F
  }

  /// b = −Div P in N/m³, the body force that keeps the field in balance; derivatives by complex step.
  private static func bodyForce(at X: Vector3) -> Vector3 {
    let law = NeoHookean<Complex>(shearModulus: Complex(1), bulkModulus: Complex(10))
    let h = 1e-30
    var b = Vector3.zero
    for J in 0..<3 {
      let F = deformation(at: X, axis: J, by: h)
      let pressure = law.volumetric(.logarithmic, at: F.determinant).first
      let P = law.isochoricStress(at: F) + F.cofactor * pressure
      for i in 0..<3 { b[i] -= P[i, J].imaginary / h }
    }
    return b
  }

  /// The L2 error of the displacement on n × n × n bricks, in edges of the cube.
  public static func error(_ element: Element, bricks n: Int) throws -> Double {
    let mesh = VolumeMesh.box(
      of: element.shape, bricks: SIMD3(n, n, n), size: Vector3(1, 1, 1))
    var problem = StaticProblem(
      Solid(
        mesh: mesh, regions: [SolidRegion(material: material, density: 1)],
        pressureBasis: element.basis))
    problem.loading.forces = mesh.bodyForces(bodyForce)
    problem.prescribe(to: exact, where: CubeState.isOnSurface)
    problem.guess = mesh.positions.map(exact)
    return distance(of: try problem.solve().state.displacements, on: mesh)
  }

  /// (∫ |u − exact|² dV)^½.
  private static func distance(of u: [Vector3], on mesh: VolumeMesh) -> Double {
    let block = mesh.blocks[0]
    let (cell, rule) = (block.shape.reference, exactRule(block.shape))
    var sum = 0.0
    for (point, weight) in zip(rule.points, rule.weights) {
      let (N, dN) = (cell.shapes(at: point), cell.gradients(at: point))
      for index in 0..<block.count {
        let nodes = block.nodes(ofCell: index)
        let J = jacobian(nodes: nodes, positions: mesh.positions, gradients: dN).determinant
        var (X, value) = (Vector3.zero, Vector3.zero)
        for (node, shape) in zip(nodes, N) {
          X += shape * mesh.positions[Int(node)]
          value += shape * u[Int(node)]
        }
        let e = value - exact(X)
        sum += weight * J * e.dot(e)
      }
    }
    return sum.squareRoot()
  }

  /// A rule finer than the cell's own, so that points where the error is small by chance do not count alone.
  private static func exactRule(_ shape: CellShape) -> Quadrature {
    switch shape.linear {
    case .wedge6: .wedge(.degree5, pointsThroughThickness: 4)
    case .pyramid5: .pyramid(pointsPerLine: 4)
    case .wedgePair8: .wedgePair(.degree5, pointsThroughThickness: 4)
    case .hexahedron8: .cube(pointsPerLine: 4)
    default: .tetrahedron
    }
  }

  /// The measured order from one mesh to the next with half the edge.
  static func rate(_ errors: [Double]) -> Double {
    guard errors.count > 1 else { return .nan }
    return .logarithm(errors[errors.count - 2] / errors[errors.count - 1]) / .logarithm(2)
  }

  public static func outcome(_ elements: [Element], bricks: [Int]) throws -> CaseOutcome {
    var outcome = CaseOutcome()
    var curves: [ConvergenceCurves.Curve] = []
    for element in elements {
      let errors = try bricks.map { try error(element, bricks: $0) }
      outcome.comparisons.append(
        Comparison(
          "\(element): order in L2", reference: element.order, result: rate(errors),
          allowed: .within(element.order - 0.5...element.order + 0.75),
          because: "orders differ by one: half of that tells them apart; above, coarse meshes may"
            + " fall faster"))
      curves.append(
        .init("\(element)", sizes: bricks.map { 1 / Double($0) }, errors: errors))
    }
    outcome.curves = [
      ConvergenceCurves(
        "manufactured", title: "Manufactured solution on a cube",
        sizeLabel: "brick / edge of the cube (1)",
        errorLabel: "error of u in L2 / edge (1)", curves: curves, slopes: [2, 3])
    ]
    return outcome
  }

  public static let verification = VerificationCase(
    "manufactured", "Manufactured solution: order of convergence",
    source: "interpolation theory; P2–P0 and the like: Boffi, Brezzi & Fortin, Mixed Finite Element"
      + " Methods (2013), §8.6"
  ) { depth in
    try outcome(Element.all, bricks: depth == .quick ? [3, 6] : [2, 4, 8])
  }
}
