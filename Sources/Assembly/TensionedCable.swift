import Tensors

/// A thread that pulls inside the body: through points of its cells, or from them to points of the room.
///
/// W = Σ T l + ½ k ⟨l − L⟩² over its pieces, l the distance of the ends of a piece in the deformed body: a tension T as of a
/// weight that hangs from it over a pulley, and a spring of the stiffness k that pulls where it is longer than L.
/// f = N t N, with the pull N = T + k ⟨l − L⟩ along the direction t of the piece, and K = (k t⊗t + N/l (1 − t⊗t)) NNᵀ: exact,
/// symmetric and, since threads do not push, never negative.
public struct TensionedCable: Sendable {
  /// A point that moves with the cell it lies in, x = x₀ + Σ Nₐ (Xₐ + uₐ) with x₀ = 0, or stays where it is, x = x₀.
  public struct Point: Sendable, Equatable {
    public let nodes: [Int32]
    /// Nₐ, one per node.
    public let shapes: [Double]
    private let fixed: Vector3

    /// A point of a cell.
    public init(nodes: [Int32], shapes: [Double]) {
      (self.nodes, self.shapes, fixed) = (nodes, shapes, .zero)
    }

    /// A point of the room, in m.
    public init(fixed: Vector3) { (nodes, shapes, self.fixed) = ([], [], fixed) }

    /// Where it is, from the places of the nodes in m.
    public func place(among places: [Vector3]) -> Vector3 {
      zip(nodes, shapes).reduce(fixed) { $0 + places[Int($1.0)] * $1.1 }
    }
  }

  /// With what a piece between two points pulls.
  public struct Pull: Sendable, Equatable {
    /// T in N.
    public var tension = 0.0
    /// k in N/m.
    public var stiffness = 0.0
    /// L in m.
    public var length = 0.0

    public init(tension: Double = 0, stiffness: Double = 0, length: Double = 0) {
      (self.tension, self.stiffness, self.length) = (tension, stiffness, length)
    }

    /// Whether it pulls at any length.
    public var isSlack: Bool { tension == 0 && stiffness == 0 }

    /// A part of the way to another pull: tension and length linear in s, the stiffness at once and to the last.
    public func towards(_ other: Pull, part s: Double) -> Pull {
      guard s < 1 else { return other }
      return Pull(
        tension: tension + s * (other.tension - tension),
        stiffness: other.stiffness == 0 ? stiffness : other.stiffness,
        length: length + s * (other.length - length))
    }

    /// N in N at a length in m.
    public func force(at l: Double) -> Double { tension + stiffness * max(0, l - length) }

    fileprivate func energy(at l: Double) -> Double {
      let excess = max(0, l - length)
      return tension * l + 0.5 * stiffness * excess * excess
    }
  }

  /// From one end to the other.
  public let points: [Point]
  /// One for each piece between two points.
  public var pulls: [Pull]

  /// - Parameters:
  ///   - points: at least two.
  ///   - pulls: one fewer.
  public init(points: [Point], pulls: [Pull]) {
    precondition(points.count > 1 && pulls.count == points.count - 1)
    (self.points, self.pulls) = (points, pulls)
  }

  /// Length of each piece in m, from the places of the nodes.
  public func lengths(at places: [Vector3]) -> [Double] {
    let ends = points.map { $0.place(among: places) }
    return zip(ends, ends.dropFirst()).map { ($1 - $0).length }
  }

  /// Pairs of nodes that a piece ties together, i ≤ j.
  var pairs: [(i: Int32, j: Int32)] {
    zip(points, points.dropFirst()).flatMap { a, b -> [(i: Int32, j: Int32)] in
      let nodes = Set(a.nodes + b.nodes).sorted()
      return nodes.indices.flatMap { k in nodes[k...].map { (nodes[k], $0) } }
    }
  }

  /// The vector along a piece, and how each node moves it.
  private func piece(_ s: Int, places: [Vector3]) -> (
    way: Vector3, weights: [(node: Int32, weight: Double)]
  ) {
    var weights: [Int32: Double] = [:]
    for (node, N) in zip(points[s].nodes, points[s].shapes) { weights[node, default: 0] -= N }
    for (node, N) in zip(points[s + 1].nodes, points[s + 1].shapes) {
      weights[node, default: 0] += N
    }
    return (
      points[s + 1].place(among: places) - points[s].place(among: places),
      weights.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    )
  }

  /// Adds ∂W/∂u to `residual`, in N.
  func addForces(places: [Vector3], to residual: inout [Vector3]) {
    for (s, pull) in pulls.enumerated() {
      let (way, weights) = piece(s, places: places)
      let force = pull.force(at: way.length) * way.normalized
      for (node, weight) in weights { residual[Int(node)] += weight * force }
    }
  }

  /// In J.
  func energy(places: [Vector3]) -> Double {
    zip(pulls, lengths(at: places)).reduce(0) { $0 + $1.0.energy(at: $1.1) }
  }

  /// Blocks of ∂²W/∂u² in N/m, i ≤ j, piece by piece.
  func tangent(places: [Vector3]) -> [(i: Int32, j: Int32, K: Matrix3)] {
    pulls.enumerated().flatMap { s, pull -> [(i: Int32, j: Int32, K: Matrix3)] in
      let (way, weights) = piece(s, places: places)
      let (l, t) = (way.length, way.normalized)
      guard !pull.isSlack, l > 0 else { return [] }
      let along = l > pull.length ? pull.stiffness : 0
      let across = pull.force(at: l) / l
      let k = Matrix3.identity * across + Matrix3(outer: t, t) * (along - across)
      return weights.indices.flatMap { a in
        weights[a...].map { (weights[a].node, $0.node, k * (weights[a].weight * $0.weight)) }
      }
    }
  }
}
