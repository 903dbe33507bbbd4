import Models
import ReferenceElements
import Tensors

/// A load on facets, with its nodal forces and their derivatives.
struct SurfaceLoad {
  enum Kind {
    /// Against the normal of the surface where it is now.
    case followingPressure(isSymmetrized: Bool)
    /// Of fixed direction, per area of the surface where it is now.
    case deformedTraction(Vector3)
    /// A vector per area of the undeformed surface.
    case fixed(Vector3)
    /// Against the normal of the undeformed surface.
    case fixedPressure
  }
  var kind: Kind
  var facets: [Facet]

  /// Adds the forces of the load, and takes their derivatives from the tangent.
  ///
  /// A pressure p on x(ξ, η) = Σ N x gives f_a = −p ∫ N_a x,ξ × x,η dξ dη.
  ///
  /// - Parameters:
  ///   - scale: the pressure, or the factor of the vector.
  ///   - positions: of the nodes of the undeformed body.
  ///   - displacements: u.
  ///   - addForce: takes a node and a force.
  ///   - addTangent: takes nodes and ∂(−force)/∂u by columns; nil where it is not wanted.
  func add(
    scale: Double, positions: [Vector3], displacements: [Vector3],
    addForce: (Int32, Vector3) -> Void, addTangent: (([Int32], [Double]) -> Void)?
  ) {
    guard scale != 0 else { return }
    for facet in facets {
      let reference = facet.shape.reference
      let rule = facet.shape.quadrature
      let deformed: [Vector3] = facet.nodes.map {
        isFixed ? positions[Int($0)] : positions[Int($0)] + displacements[Int($0)]
      }
      let n = facet.nodes.count
      var K = [Double](repeating: 0, count: 9 * n * n)
      for (point, weight) in zip(rule.points, rule.weights) {
        let (N, dN) = (reference.shapes(at: point), reference.gradients(at: point))
        var (t, s) = (Vector3.zero, Vector3.zero)
        for (x, g) in zip(deformed, dN) {
          t += x * g.x
          s += x * g.y
        }
        let normal = t.cross(s)
        let force = force(on: normal) * (scale * weight)
        for (node, N) in zip(facet.nodes, N) { addForce(node, force * N) }
        guard !isFixed, addTangent != nil else { continue }
        for b in 0..<n {
          for j in 0..<3 {
            var e = Vector3.zero
            e[j] = 1
            let change = (e * dN[b].x).cross(s) + t.cross(e * dN[b].y)
            let df = forceChange(normal: normal, change: change) * (scale * weight)
            for a in 0..<n {
              for i in 0..<3 { K[(3 * b + j) * 3 * n + 3 * a + i] -= N[a] * df[i] }
            }
          }
        }
      }
      if !isFixed, let addTangent { addTangent(facet.nodes, isSymmetrized ? symmetric(K) : K) }
    }
  }

  private var isFixed: Bool {
    switch kind {
    case .fixed, .fixedPressure: true
    case .followingPressure, .deformedTraction: false
    }
  }

  /// Whether the derivatives are symmetric, as they stand or made so.
  var isSymmetric: Bool { isFixed || isSymmetrized }

  /// Whether the derivatives are made symmetric.
  var isSymmetrized: Bool {
    if case .followingPressure(true) = kind { true } else { false }
  }

  /// Takes the derivatives as they are.
  mutating func becomeExact() {
    if case .followingPressure = kind { kind = .followingPressure(isSymmetrized: false) }
  }

  /// The force per parameter area where the normal is `normal`.
  private func force(on normal: Vector3) -> Vector3 {
    switch kind {
    case .followingPressure, .fixedPressure: -normal
    case .deformedTraction(let t), .fixed(let t): t * normal.length
    }
  }

  private func forceChange(normal: Vector3, change: Vector3) -> Vector3 {
    switch kind {
    case .followingPressure, .fixedPressure: -change
    case .deformedTraction(let t), .fixed(let t): t * (normal.dot(change) / normal.length)
    }
  }

  private func symmetric(_ K: [Double]) -> [Double] {
    let n = Int(Double(K.count).squareRoot().rounded())
    return (0..<n * n).map { k in 0.5 * (K[k] + K[(k % n) * n + k / n]) }
  }
}
