import Tensors

/// Covers a surface anew with triangles that are nearly equilateral, of a wanted edge length.
///
/// Long edges are split, short ones collapsed, edges flipped towards six triangles per vertex, and
/// vertices moved to the middle of their surroundings; every vertex ends on the surface that was
/// given. The border keeps its corners, and its vertices stay on it: on a half face cut at x = 0
/// they keep x = 0 exactly.
///
/// Source: Botsch & Kobbelt, *A remeshing approach to multiresolution modeling*, SGP 2004, §3, with
/// the sizing field of Dunyach et al., *Adaptive remeshing for real-time mesh deformation*, 2013.
public struct IsotropicRemeshing {
  /// Wanted edge length at a position, relative to elsewhere.
  public var sizing: @Sendable (Vector3) -> Double
  /// The mean of the edge lengths, in the unit of the surface, met within one percent.
  public var meanEdge: Double
  /// The border has a corner where it turns by an angle of smaller cosine.
  public var cornerCosine: Double
  /// Rounds for each of the trials that tune the mean edge.
  public var rounds: Int

  public init(
    meanEdge: Double, cornerCosine: Double = 0.7, rounds: Int = 8,
    sizing: @escaping @Sendable (Vector3) -> Double = { _ in 1 }
  ) {
    self.meanEdge = meanEdge
    self.cornerCosine = cornerCosine
    self.rounds = rounds
    self.sizing = sizing
  }

  /// Remeshes `surface`, which is manifold and oriented and much finer than, or as fine as, wanted.
  public func remesh(_ surface: TriangleSurface) -> TriangleSurface {
    let border = SurfaceBorder(of: surface, cornerCosine: cornerCosine)
    var pass = RemeshingPass(surface: surface, border: border, sizing: sizing, scale: meanEdge)
    for trial in 0..<6 {
      for _ in 0..<(trial == 0 ? 2 * rounds : rounds) { pass.round() }
      let mean = pass.meanEdge
      if abs(mean / meanEdge - 1) < 0.004 { break }
      if trial < 5 { pass.scale *= meanEdge / mean }
    }
    pass.polish()
    return pass.mesh.compacted()
  }
}

/// The state of one remeshing: the triangulation and the surface it is held to.
private struct RemeshingPass {
  var mesh: EditableTriangulation
  /// Factor from `sizing` to edge length.
  var scale: Double
  let border: SurfaceBorder
  let index: SurfaceIndex
  let sizing: @Sendable (Vector3) -> Double

  init(
    surface: TriangleSurface, border: SurfaceBorder,
    sizing: @escaping @Sendable (Vector3) -> Double,
    scale: Double
  ) {
    var freedoms = border.stretchOfVertex.map {
      $0 < 0 ? EditableTriangulation.Freedom.surface : .border($0)
    }
    for corner in border.corners { freedoms[corner] = .corner }
    mesh = EditableTriangulation(surface, freedoms: freedoms)
    index = SurfaceIndex(surface)
    self.border = border
    self.sizing = sizing
    self.scale = scale
  }

  var meanEdge: Double {
    let edges = mesh.edges()
    return edges.reduce(0) { $0 + mesh.length($1.x, $1.y) } / Double(max(edges.count, 1))
  }

  mutating func round() {
    splitLongEdges()
    collapseShortEdges()
    flipForValence()
    relax()
  }

  /// Ends with the flips and shifts that open the smallest angles.
  mutating func polish() {
    for _ in 0..<6 {
      flipForAngles()
      relax()
    }
    for _ in 0..<8 {
      flipForAngles()
      openSmallAngles()
    }
  }

  private func wantedLength(_ a: Int32, _ b: Int32) -> Double {
    scale * sizing(0.5 * (mesh.positions[Int(a)] + mesh.positions[Int(b)]))
  }

  /// The place on the surface, or on its border, that belongs to a vertex near `point`.
  private func held(_ point: Vector3, _ freedom: EditableTriangulation.Freedom) -> Vector3 {
    switch freedom {
    case .corner: point
    case .border(let number): border.nearest(to: point, onStretch: number)
    case .surface: index.nearest(to: point, within: 3 * scale)?.point ?? point
    }
  }

  private mutating func splitLongEdges() {
    let long = mesh.edges().filter { mesh.length($0.x, $0.y) > 4 / 3 * wantedLength($0.x, $0.y) }
    for edge in long {
      let (a, b) = (edge.x, edge.y)
      let sides = mesh.sides(a, b)
      guard !sides.isEmpty, mesh.length(a, b) > 4 / 3 * wantedLength(a, b) else { continue }
      let middle = 0.5 * (mesh.positions[Int(a)] + mesh.positions[Int(b)])
      let freedom = sides.count == 1 ? stretch(of: a, b) : .surface
      _ = mesh.split(a, b, at: held(middle, freedom), freedom: freedom)
    }
  }

  /// The stretch of border that an edge of the border runs on.
  private func stretch(of a: Int32, _ b: Int32) -> EditableTriangulation.Freedom {
    let (first, second) = (mesh.freedoms[Int(a)], mesh.freedoms[Int(b)])
    if first != .corner { return first }
    if second != .corner { return second }
    // Both ends are corners: the stretch is the one that passes closest to the middle.
    let middle = 0.5 * (mesh.positions[Int(a)] + mesh.positions[Int(b)])
    let number = border.stretches.indices.min {
      (border.nearest(to: middle, onStretch: $0) - middle).length
        < (border.nearest(to: middle, onStretch: $1) - middle).length
    }
    return number.map { .border($0) } ?? .corner
  }

  private mutating func collapseShortEdges() {
    for edge in mesh.edges() {
      for (vertex, target) in [(edge.x, edge.y), (edge.y, edge.x)] {
        guard let position = collapsePosition(vertex, target),
          neighboursStayNear(vertex, target, position),
          mesh.canCollapse(vertex, into: target, at: position)
        else { continue }
        mesh.collapse(vertex, into: target, at: position)
        break
      }
    }
  }

  /// Where the end `target` of a short edge goes when `vertex` is taken away; nil when it may not be.
  private func collapsePosition(_ vertex: Int32, _ target: Int32) -> Vector3? {
    let sides = mesh.sides(vertex, target)
    guard !sides.isEmpty, mesh.length(vertex, target) < 0.8 * wantedLength(vertex, target) else {
      return nil
    }
    let (from, to) = (mesh.freedoms[Int(vertex)], mesh.freedoms[Int(target)])
    let middle = 0.5 * (mesh.positions[Int(vertex)] + mesh.positions[Int(target)])
    switch (from, to) {
    case (.corner, _): return nil
    case (.surface, .surface): return held(middle, .surface)
    case (.surface, _): return mesh.positions[Int(target)]
    case (.border, .surface): return nil
    case (.border, .corner): return sides.count == 1 ? mesh.positions[Int(target)] : nil
    case (.border(let a), .border(let b)):
      return a == b && sides.count == 1 ? held(middle, to) : nil
    }
  }

  private func neighboursStayNear(_ vertex: Int32, _ target: Int32, _ position: Vector3) -> Bool {
    mesh.neighbours(vertex).allSatisfy { other in
      let end = mesh.positions[Int(other)]
      return other == target
        || (end - position).length < 4 / 3 * scale * sizing(0.5 * (end + position))
    }
  }

  /// The square of how far the number of neighbours is from six inside, four at the border and three
  /// at a corner.
  private func excess(_ vertex: Int32, _ change: Int) -> Int {
    let triangles = mesh.stars[Int(vertex)].count + change
    let d =
      switch mesh.freedoms[Int(vertex)] {
      case .surface: triangles - 6
      case .border: triangles + 1 - 4
      case .corner: triangles + 1 - 3
      }
    return d * d
  }

  private mutating func flipForValence() {
    for edge in mesh.edges() {
      let sides = mesh.sides(edge.x, edge.y)
      guard sides.count == 2 else { continue }
      let (c, d) = (mesh.apex(sides[0], edge.x, edge.y), mesh.apex(sides[1], edge.x, edge.y))
      let ends = [edge.x, edge.y]
      let before = (ends + [c, d]).reduce(0) { $0 + excess($1, 0) }
      let after =
        ends.reduce(0) { $0 + excess($1, -1) } + [c, d].reduce(0) { $0 + excess($1, 1) }
      if after < before { _ = mesh.flip(edge.x, edge.y) }
    }
  }

  /// Flips where the smallest of the six angles becomes larger.
  private mutating func flipForAngles() {
    for edge in mesh.edges() {
      let (a, b) = (edge.x, edge.y)
      let sides = mesh.sides(a, b)
      guard sides.count == 2 else { continue }
      let (c, d) = (mesh.apex(sides[0], a, b), mesh.apex(sides[1], a, b))
      if max(largestCosine(a, b, c), largestCosine(a, b, d))
        > max(largestCosine(c, d, a), largestCosine(c, d, b)) + 1e-9
      {
        _ = mesh.flip(a, b)
      }
    }
  }

  /// The cosine of the smallest angle of a triangle.
  private func largestCosine(_ a: Int32, _ b: Int32, _ c: Int32) -> Double {
    let p = [a, b, c].map { mesh.positions[Int($0)] }
    return (0..<3).map { i in
      let (u, v) = (p[(i + 1) % 3] - p[i], p[(i + 2) % 3] - p[i])
      return u.dot(v) / max(u.length * v.length, 1e-300)
    }.max() ?? 1
  }

  /// Moves single vertices where that opens a smallest angle below about 35°.
  private mutating func openSmallAngles() {
    for vertex in mesh.positions.indices where !mesh.stars[vertex].isEmpty {
      let freedom = mesh.freedoms[vertex]
      guard freedom != .corner, largestCosine(around: vertex) > 0.82 else { continue }
      for step in [0.2, 0.1, 0.05] { shift(vertex, by: step, freedom) }
    }
  }

  /// Tries the corners of a hexagon around a vertex and goes where the smallest angle is largest.
  private mutating func shift(
    _ vertex: Int, by step: Double, _ freedom: EditableTriangulation.Freedom
  ) {
    let here = mesh.positions[vertex]
    let normal = mesh.stars[vertex].reduce(Vector3.zero) {
      $0 + mesh.normal(mesh.triangles[Int($1)])
    }
    .normalized
    let along = normal.cross(abs(normal.x) < 0.6 ? Vector3(1, 0, 0) : Vector3(0, 1, 0)).normalized
    let across = normal.cross(along)
    let radius = step * scale * sizing(here)
    let allowed = max(4 / 3, longestEdge(at: vertex))
    var best = (cosine: largestCosine(around: vertex), position: here)
    for (x, y) in [(1, 0), (0.5, 0.866), (-0.5, 0.866), (-1, 0), (-0.5, -0.866), (0.5, -0.866)] {
      let place = held(here + radius * (x * along + y * across), freedom)
      mesh.positions[vertex] = place
      let upright = mesh.stars[vertex].allSatisfy {
        let n = mesh.normal(mesh.triangles[Int($0)])
        return n.dot(normal) > 0.3 * n.length
      }
      let cosine = largestCosine(around: vertex)
      if upright && cosine < best.cosine && longestEdge(at: vertex) <= allowed {
        best = (cosine, place)
      }
    }
    mesh.positions[vertex] = best.position
  }

  /// The length of the longest edge at a vertex relative to what is wanted.
  private func longestEdge(at vertex: Int) -> Double {
    mesh.neighbours(Int32(vertex)).map {
      mesh.length(Int32(vertex), $0) / wantedLength(Int32(vertex), $0)
    }.max() ?? 0
  }

  /// The cosine of the smallest angle of the triangles at a vertex.
  private func largestCosine(around vertex: Int) -> Double {
    mesh.stars[vertex].map {
      let t = mesh.triangles[Int($0)]
      return largestCosine(t.x, t.y, t.z)
    }.max() ?? 0
  }

  /// Moves every vertex towards the middle of its surroundings, within the surface.
  private mutating func relax() {
    var moved = mesh.positions
    for vertex in mesh.positions.indices where !mesh.stars[vertex].isEmpty {
      let freedom = mesh.freedoms[vertex]
      switch freedom {
      case .corner: continue
      case .border: moved[vertex] = held(middleOfBorder(vertex), freedom)
      case .surface: moved[vertex] = held(middleOfStar(vertex), freedom)
      }
    }
    mesh.positions = moved
  }

  private func middleOfBorder(_ vertex: Int) -> Vector3 {
    let here = mesh.positions[vertex]
    var sum = Vector3.zero
    var weight = 0.0
    for other in mesh.neighbours(Int32(vertex)) where mesh.isBorder(Int32(vertex), other) {
      let end = mesh.positions[Int(other)]
      let w = 1 / sizing(0.5 * (end + here))
      sum += w * end
      weight += w
    }
    return weight > 0 ? 0.5 * here + 0.5 * sum / weight : here
  }

  /// The mean of the centroids around, weighted by area and fineness, in the tangent plane.
  private func middleOfStar(_ vertex: Int) -> Vector3 {
    let here = mesh.positions[vertex]
    var (sum, normal) = (Vector3.zero, Vector3.zero)
    var weight = 0.0
    for number in mesh.stars[vertex] {
      let t = mesh.triangles[Int(number)]
      let area = mesh.normal(t)
      let centroid =
        (mesh.positions[Int(t.x)] + mesh.positions[Int(t.y)] + mesh.positions[Int(t.z)]) / 3
      let size = sizing(centroid)
      let w = area.length / (size * size)
      sum += w * centroid
      weight += w
      normal += area
    }
    guard weight > 0 else { return here }
    let n = normal.normalized
    let shift = sum / weight - here
    return here + shift - shift.dot(n) * n
  }
}
