import Meshes
import ReferenceElements
import Tensors

/// Frictionless contact of part of the boundary with a rigid obstacle that it cannot enter but may leave.
///
/// A penalty on the penetration ⟨−g⟩ = max(0, −g) at the quadrature points of the facets where they are,
/// per area A of the undeformed body:
/// W = ∫ ½ κ ⟨−g⟩² dA, fₐ = −∫ κ ⟨−g⟩ n Nₐ dA, Kₐᵦ = ∫ κ H(−g) (n⊗n − ⟨−g⟩ ∇∇g) Nₐ Nᵦ dA,
/// with n = ∇g. Forces derive from the energy and the tangent is theirs, exact and symmetric, so that Newton's
/// method and its line search work as without contact. What enters the obstacle is the contact pressure over κ;
/// `Touch.deepest` tells how much that is.
///
/// - Source: P. Wriggers, *Computational Contact Mechanics*, 2nd ed. (2006), §6.3.
public struct RigidContact: Sendable {
  public var obstacle: RigidObstacle
  /// κ in Pa/m.
  public let stiffness: Double
  /// How deep in m a point may lie in the obstacle.
  ///
  /// The energy of a deeper one is infinite, so that a line search takes a shorter step: beyond the rounding of an
  /// edge a point would be pushed out on the wrong side.
  public let limit: Double
  private let facets: FacetBlock
  /// Nodes of the undeformed body where facets are, `[facet][node]`.
  private let positions: [Vector3]
  /// Nₐ at the quadrature points.
  private let shapes: [[Double]]
  /// Area of the undeformed body that each point stands for, in m², `[facet][point]`.
  private let areas: [Double]

  /// - Parameters:
  ///   - facets: what can touch the obstacle.
  ///   - positions: nodes of the undeformed body, in m.
  ///   - obstacle: what it can touch.
  ///   - stiffness: κ in Pa/m.
  ///   - limit: how deep a point may lie in the obstacle, in m.
  public init(
    facets: FacetBlock, positions: [Vector3], obstacle: RigidObstacle, stiffness: Double,
    limit: Double = .infinity
  ) {
    let (cell, rule) = (facets.shape.reference, facets.shape.quadrature)
    (self.facets, self.obstacle, self.stiffness) = (facets, obstacle, stiffness)
    self.limit = limit
    self.positions = facets.nodes.map { positions[Int($0)] }
    shapes = rule.points.map { cell.shapes(at: $0) }
    let gradients = rule.points.map { cell.gradients(at: $0) }
    areas = (0..<facets.count).flatMap { facet in
      rule.weights.indices.map { q in
        let nodes = facets.nodes(ofFacet: facet)
        return rule.weights[q]
          * areaVector(nodes: nodes, positions: positions, gradients: gradients[q]).length
      }
    }
  }

  /// A quadrature point inside the obstacle.
  private struct Point {
    var facet: Int
    var shapes: [Double]
    var place: Vector3
    var area: Double
    /// ⟨−g⟩ in m.
    var depth: Double
    var normal: Vector3
    var curvature: Matrix3
  }

  private func forEachTouch(displacements u: [Vector3], _ body: (Point) -> Void) {
    let n = facets.shape.nodeCount
    for facet in 0..<facets.count {
      let nodes = facets.nodes(ofFacet: facet)
      for (q, N) in shapes.enumerated() {
        var x = Vector3.zero
        for (a, node) in nodes.enumerated() {
          x += N[a] * (positions[facet * n + a] + u[Int(node)])
        }
        let found = obstacle.distance(at: x)
        // A body that lies against the obstacle already resists the first move.
        guard found.gap <= 0 else { continue }
        body(
          Point(
            facet: facet, shapes: N, place: x, area: areas[facet * shapes.count + q],
            depth: -found.gap, normal: found.normal, curvature: found.curvature))
      }
    }
  }

  // MARK: - Terms of the equations

  /// W in J.
  public func energy(displacements: [Vector3]) -> Double {
    var sum = 0.0
    forEachTouch(displacements: displacements) {
      sum += $0.depth > limit ? .infinity : 0.5 * stiffness * $0.area * $0.depth * $0.depth
    }
    return sum
  }

  /// Adds ∂W/∂u to `residual` in N.
  public func addForces(displacements: [Vector3], to residual: inout [Vector3]) {
    forEachTouch(displacements: displacements) { point in
      let force = point.normal * (-stiffness * point.area * point.depth)
      for (node, N) in zip(facets.nodes(ofFacet: point.facet), point.shapes) {
        residual[Int(node)] += N * force
      }
    }
  }

  /// ∂²W/∂u²: pairs of nodes of one facet and their 3 × 3 blocks in N/m, in the order of the facets.
  ///
  /// - Parameters:
  ///   - displacements: of all nodes in m.
  ///   - projected: whether only its positive part n⊗n is wanted. What an obstacle curves is negative, and more
  ///     than the tissue can balance while much of it lies inside.
  /// - Returns: the blocks of each facet that is touched.
  func tangent(displacements: [Vector3], projected: Bool) -> [(i: Int32, j: Int32, K: Matrix3)] {
    let n = facets.shape.nodeCount
    var blocks: [(i: Int32, j: Int32, K: Matrix3)] = []
    var local = [Matrix3](repeating: .zero, count: n * n)
    var current = -1
    func finish() {
      guard current >= 0 else { return }
      let nodes = Array(facets.nodes(ofFacet: current))
      for a in 0..<n {
        for b in 0..<n where nodes[a] <= nodes[b] {
          blocks.append((nodes[a], nodes[b], local[a * n + b]))
        }
      }
    }
    forEachTouch(displacements: displacements) { point in
      if point.facet != current {
        finish()
        current = point.facet
        for k in local.indices { local[k] = .zero }
      }
      let k =
        (Matrix3(outer: point.normal, point.normal)
          + point.curvature * (projected ? 0 : -point.depth))
        * (stiffness * point.area)
      for a in 0..<n {
        for b in 0..<n {
          local[a * n + b] = local[a * n + b] + k * (point.shapes[a] * point.shapes[b])
        }
      }
    }
    finish()
    return blocks
  }

  // MARK: - What the contact is like

  /// Where and how firmly a body touches its obstacle.
  public struct Touch: Sendable, Equatable {
    /// On the obstacle, in N.
    public var force = Vector3.zero
    /// Largest ⟨−g⟩ in m: what the penalty gives way.
    public var deepest = 0.0
    /// Undeformed area in contact in m².
    public var area = 0.0
    /// Distance from the axis of the innermost and outermost points in contact, in m; nil where nothing touches.
    public var radii: (inner: Double, outer: Double)?

    public static func == (a: Touch, b: Touch) -> Bool {
      a.force == b.force && a.deepest == b.deepest && a.area == b.area
        && a.radii?.inner == b.radii?.inner && a.radii?.outer == b.radii?.outer
    }
  }

  public func touch(displacements: [Vector3]) -> Touch {
    var touch = Touch()
    forEachTouch(displacements: displacements) { point in
      let r = Vector3(point.place.x, point.place.y, 0).length
      touch.force += point.normal * (-stiffness * point.area * point.depth)
      touch.deepest = max(touch.deepest, point.depth)
      touch.area += point.area
      let known = touch.radii ?? (r, r)
      touch.radii = (min(known.inner, r), max(known.outer, r))
    }
    return touch
  }
}
