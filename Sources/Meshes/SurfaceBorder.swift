import Tensors

/// The border of a surface, cut at its corners into stretches that a remesher keeps.
public struct SurfaceBorder: Sendable {
  /// Positions along each stretch; a closed one repeats its first position at the end.
  public let stretches: [[Vector3]]
  /// Vertices where two stretches meet.
  public let corners: [Int]
  /// For each vertex on the border the number of its stretch; −1 elsewhere and at corners.
  public let stretchOfVertex: [Int]
  /// The vertices of each closed loop, with the surface on the left.
  public let loops: [[Int]]

  /// Follows the border of `surface`.
  ///
  /// - Parameters:
  ///   - surface: manifold and oriented.
  ///   - cornerCosine: a vertex where the border turns by an angle of smaller cosine is a corner.
  public init(of surface: TriangleSurface, cornerCosine: Double) {
    let loops = Self.loops(of: surface)
    var stretches: [[Vector3]] = []
    var corners: [Int] = []
    var owner = [Int](repeating: -1, count: surface.positions.count)
    for loop in loops {
      let points = loop.map { surface.positions[$0] }
      let n = loop.count
      let turns = (0..<n).filter { i in
        let before = (points[i] - points[(i + n - 1) % n]).normalized
        let after = (points[(i + 1) % n] - points[i]).normalized
        return before.dot(after) < cornerCosine
      }
      corners += turns.map { loop[$0] }
      for (k, start) in (turns.isEmpty ? [0] : turns).enumerated() {
        let end = turns.isEmpty ? n : turns[(k + 1) % turns.count] + (k + 1 == turns.count ? n : 0)
        for i in start...end where !turns.contains(i % n) { owner[loop[i % n]] = stretches.count }
        stretches.append((start...end).map { points[$0 % n] })
      }
    }
    self.loops = loops
    self.stretches = stretches
    self.corners = corners
    stretchOfVertex = owner
  }

  /// The closed loops of edges that belong to one triangle only, from the lowest vertex on.
  private static func loops(of surface: TriangleSurface) -> [[Int]] {
    var directed: Set<SIMD2<Int32>> = []
    for t in surface.triangles {
      for corner in 0..<3 { directed.insert(SIMD2(t[corner], t[(corner + 1) % 3])) }
    }
    var next = [Int](repeating: -1, count: surface.positions.count)
    for edge in directed where !directed.contains(SIMD2(edge.y, edge.x)) {
      next[Int(edge.x)] = Int(edge.y)
    }
    var loops: [[Int]] = []
    for start in next.indices where next[start] >= 0 {
      var loop: [Int] = []
      var vertex = start
      while next[vertex] >= 0 {
        loop.append(vertex)
        (vertex, next[vertex]) = (next[vertex], -1)
      }
      loops.append(loop)
    }
    return loops
  }

  /// The point of a stretch nearest to `point`.
  public func nearest(to point: Vector3, onStretch number: Int) -> Vector3 {
    let line = stretches[number]
    var best = line[0]
    var distance = Double.infinity
    for (a, b) in zip(line, line.dropFirst()) {
      let edge = b - a
      let along = min(max((point - a).dot(edge) / max(edge.dot(edge), 1e-300), 0), 1)
      let candidate = a + along * edge
      let d = (candidate - point).length
      if d < distance { (distance, best) = (d, candidate) }
    }
    return best
  }
}
