import Meshes
import Tensors

/// A surface made ready to be drawn: refined, with smooth normals, its small openings capped.
///
/// Coarse triangles are split into four until they are small against what the eye sees, the new
/// vertices lifted towards the tangent planes of their neighbours, so that outlines and shading are
/// smooth. Numbers on vertices are interpolated linearly: nothing is invented there.
struct DrawableSurface: Sendable {
  private(set) var surface: TriangleSurface
  /// Unit normals of the vertices.
  private(set) var normals: [Vector3]
  /// Triangles from this one on close openings, and are not part of the face.
  private(set) var firstCap: Int
  /// For every vertex beyond the given ones, the two vertices it lies halfway between.
  private var parents: [SIMD2<Int32>] = []
  private let givenVertices: Int
  /// Triangles that each given one was split into; they follow one another.
  private var partsPerTriangle = 1

  /// Triangles are split until their mean edge is below this, in m: the chord of such an edge stays within
  /// 0.06 mm of a surface that turns with a radius of 10 mm, a fifth of a pixel.
  static let targetEdge = 0.0022
  /// More triangles than this are never made.
  static let maximumTriangles = 400_000
  /// Openings of at most this circumference in m are capped: the lids, not the rim of the face.
  static let longestCappedOpening = 0.16

  init(_ given: TriangleSurface, caps: Bool = true) {
    surface = given
    // One per given vertex: they are the business of the paint.
    surface.colours = []
    givenVertices = given.positions.count
    normals = vertexNormals(of: given)
    firstCap = given.triangles.count
    while meanEdge(of: surface) > Self.targetEdge
      && 4 * surface.triangles.count <= Self.maximumTriangles
    { split() }
    firstCap = surface.triangles.count
    if caps { capOpenings() }
  }

  /// Numbers on the given vertices, carried to all vertices; caps have none.
  func spread(_ values: [Double]) -> [Double] {
    precondition(values.count == givenVertices, "a field has one value per vertex")
    var all = values
    all.reserveCapacity(surface.positions.count)
    for pair in parents { all.append((all[Int(pair.x)] + all[Int(pair.y)]) / 2) }
    all += Array(repeating: .nan, count: surface.positions.count - all.count)
    return all
  }

  /// Vectors on the given vertices, carried to all vertices; caps have zero.
  func spread(_ values: [Vector3]) -> [Vector3] {
    precondition(values.count == givenVertices, "a field has one value per vertex")
    var all = values
    all.reserveCapacity(surface.positions.count)
    for pair in parents { all.append((all[Int(pair.x)] + all[Int(pair.y)]) / 2) }
    all += Array(repeating: .zero, count: surface.positions.count - all.count)
    return all
  }

  /// The given triangle that one before the caps is part of.
  func given(_ triangle: Int) -> Int { triangle / partsPerTriangle }

  // MARK: - Splitting

  /// Splits every triangle into four.
  private mutating func split() {
    var middles: [SIMD2<Int32>: Int32] = [:]
    middles.reserveCapacity(surface.triangles.count * 3 / 2)
    let neighbors = VertexNeighbors(surface)
    func middle(_ a: Int32, _ b: Int32) -> Int32 {
      let key = SIMD2(min(a, b), max(a, b))
      if let known = middles[key] { return known }
      let new = Int32(surface.positions.count)
      middles[key] = new
      parents.append(key)
      let (p, q) = (surface.positions[Int(a)], surface.positions[Int(b)])
      let (n, m) = (normals[Int(a)], normals[Int(b)])
      var point = (p + q) / 2
      if !neighbors.isBorder(a, b) {
        // Phong tessellation (Boubekeur & Alexa 2008), §3. The tangent planes of a circle pass the
        // middle of a chord at twice its sagitta: half the way keeps vertices on the circle.
        let onPlanes = (n * n.dot(p - point) + m * m.dot(q - point)) / 2
        point += 0.5 * onPlanes
      }
      surface.positions.append(point)
      normals.append((n + m).normalized)
      return new
    }
    var fine: [SIMD3<Int32>] = []
    fine.reserveCapacity(4 * surface.triangles.count)
    for t in surface.triangles {
      let (ab, bc, ca) = (middle(t.x, t.y), middle(t.y, t.z), middle(t.z, t.x))
      fine += [SIMD3(t.x, ab, ca), SIMD3(ab, t.y, bc), SIMD3(ca, bc, t.z), SIMD3(ab, bc, ca)]
    }
    surface.triangles = fine
    if let corners = surface.texture?.corners {
      surface.texture?.corners = corners.flatMap { $0.split }
    }
    partsPerTriangle *= 4
    normals = vertexNormals(of: surface)
  }

  // MARK: - Caps

  /// Closes small openings by shallow domes, as a closed eye would stand in them.
  private mutating func capOpenings() {
    for loop in borderLoops(of: surface) {
      let points = loop.map { surface.positions[Int($0)] }
      let length = zip(points, points.dropFirst() + points.prefix(1))
        .reduce(0) { $0 + ($1.1 - $1.0).length }
      guard length <= Self.longestCappedOpening, loop.count >= 3 else { continue }
      addCap(rim: points, circumference: length)
    }
  }

  /// The rim is copied, so that the shading of the face does not bend towards the cap.
  private mutating func addCap(rim: [Vector3], circumference: Double) {
    let mean = rim.reduce(.zero, +) / Double(rim.count)
    var axis = Vector3.zero
    for (p, q) in zip(rim, rim.dropFirst() + rim.prefix(1)) { axis += (q - mean).cross(p - mean) }
    axis = axis.normalized
    let rise = axis * (0.025 * circumference)
    let first = Int32(surface.positions.count)
    let rings = 8
    for ring in 0..<rings {
      let s = Double(ring) / Double(rings)
      for p in rim { surface.positions.append(p + (mean - p) * s + rise * (s * (2 - s))) }
    }
    surface.positions.append(mean + rise)
    normals += Array(repeating: axis, count: rings * rim.count + 1)
    let (n, center) = (Int32(rim.count), Int32(surface.positions.count - 1))
    for ring in 0..<Int32(rings) {
      for i in 0..<n {
        let j = (i + 1) % n
        let (a, b) = (first + ring * n + i, first + ring * n + j)
        if ring == Int32(rings) - 1 {
          surface.triangles.append(SIMD3(b, a, center))
        } else {
          surface.triangles += [SIMD3(b, a, a + n), SIMD3(b, a + n, b + n)]
        }
      }
    }
  }
}

extension SurfaceTexture.Corners {
  /// Of the four triangles that a triangle is split into, in the order of `DrawableSurface.split`.
  fileprivate var split: [Self] {
    let (ab, bc, ca) = ((a + b) / 2, (b + c) / 2, (c + a) / 2)
    return [
      Self(a, ab, ca, image: image), Self(ab, b, bc, image: image), Self(ca, bc, c, image: image),
      Self(ab, bc, ca, image: image),
    ]
  }
}

/// Unit normals of the vertices, each triangle weighted by its angle at the vertex.
///
/// - Source: G. Thürmer & C. A. Wüthrich, *Computing vertex normals from polygonal facets* (1998).
func vertexNormals(of surface: TriangleSurface) -> [Vector3] {
  var sums = [Vector3](repeating: .zero, count: surface.positions.count)
  for t in surface.triangles {
    let p = (0..<3).map { surface.positions[Int(t[$0])] }
    let normal = (p[1] - p[0]).cross(p[2] - p[0]).normalized
    guard normal.isFinite else { continue }
    for i in 0..<3 {
      let (u, v) = (p[(i + 1) % 3] - p[i], p[(i + 2) % 3] - p[i])
      sums[Int(t[i])] += normal * .angle(sine: u.cross(v).length, cosine: u.dot(v))
    }
  }
  return sums.map(\.normalized)
}

/// The mean length of the edges of a sample of triangles.
private func meanEdge(of surface: TriangleSurface) -> Double {
  var (sum, count) = (0.0, 0.0)
  for i in stride(from: 0, to: surface.triangles.count, by: max(1, surface.triangles.count / 5000))
  {
    let t = surface.triangles[i]
    let length = (surface.positions[Int(t.x)] - surface.positions[Int(t.y)]).length
    if length.isFinite { (sum, count) = (sum + length, count + 1) }
  }
  return count > 0 ? sum / count : 0
}

/// The closed chains of border edges, each in the direction of its triangles.
private func borderLoops(of surface: TriangleSurface) -> [[Int32]] {
  let neighbors = VertexNeighbors(surface)
  var next: [Int32: Int32] = [:]
  for t in surface.triangles {
    for (a, b) in [(t.x, t.y), (t.y, t.z), (t.z, t.x)] where neighbors.isBorder(a, b) {
      next[a] = b
    }
  }
  var loops: [[Int32]] = []
  for start in next.keys.sorted() where next[start] != nil {
    var (loop, at) = ([Int32](), start)
    while let following = next.removeValue(forKey: at) {
      loop.append(at)
      at = following
    }
    if at == start { loops.append(loop) }
  }
  return loops
}
