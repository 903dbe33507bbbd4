import Tensors

/// A manifold triangulation that is changed one edge at a time.
///
/// Triangles and vertices that are taken away leave gaps; `compacted` closes them. Nothing in here
/// depends on the order of a hash table, so the same changes give the same numbers everywhere.
struct EditableTriangulation {
  /// What a vertex may do.
  enum Freedom: Equatable {
    /// It moves in the surface.
    case surface
    /// It moves along the stretch of border of this number.
    case border(Int)
    /// It stays.
    case corner
  }

  var positions: [Vector3]
  var freedoms: [Freedom]
  /// Corners of the triangles; a removed triangle has first corner −1.
  private(set) var triangles: [SIMD3<Int32>]
  /// Numbers of the triangles around each vertex; none around a removed vertex.
  private(set) var stars: [[Int32]]

  init(_ surface: TriangleSurface, freedoms: [Freedom]) {
    positions = surface.positions
    self.freedoms = freedoms
    triangles = surface.triangles
    stars = Array(repeating: [], count: positions.count)
    for (number, triangle) in triangles.enumerated() {
      for corner in 0..<3 { stars[Int(triangle[corner])].append(Int32(number)) }
    }
  }

  // MARK: - Looking around

  /// All edges (a, b) with a < b, in the order of the triangles.
  func edges() -> [SIMD2<Int32>] {
    var edges: [SIMD2<Int32>] = []
    edges.reserveCapacity(triangles.count * 3 / 2)
    for (number, triangle) in triangles.enumerated() where triangle.x >= 0 {
      for corner in 0..<3 {
        let (a, b) = (triangle[corner], triangle[(corner + 1) % 3])
        let sides = sides(a, b)
        if sides.first == Int32(number) { edges.append(SIMD2(min(a, b), max(a, b))) }
      }
    }
    return edges
  }

  /// The triangles at the edge a–b: two inside, one at the border, none when it is no edge.
  func sides(_ a: Int32, _ b: Int32) -> [Int32] {
    stars[Int(a)].filter { has(triangles[Int($0)], b) }
  }

  func isBorder(_ a: Int32, _ b: Int32) -> Bool { sides(a, b).count == 1 }

  /// The corner of a triangle that is neither a nor b.
  func apex(_ triangle: Int32, _ a: Int32, _ b: Int32) -> Int32 {
    let t = triangles[Int(triangle)]
    if t.x != a && t.x != b { return t.x }
    return t.y != a && t.y != b ? t.y : t.z
  }

  /// The vertices that share an edge with `vertex`, each once.
  func neighbours(_ vertex: Int32) -> [Int32] {
    var found: [Int32] = []
    for number in stars[Int(vertex)] {
      let t = triangles[Int(number)]
      for corner in 0..<3 where t[corner] != vertex && !found.contains(t[corner]) {
        found.append(t[corner])
      }
    }
    return found
  }

  /// (b − a) × (c − a): twice the area, along the outward normal.
  func normal(_ t: SIMD3<Int32>) -> Vector3 {
    let a = positions[Int(t.x)]
    return (positions[Int(t.y)] - a).cross(positions[Int(t.z)] - a)
  }

  func length(_ a: Int32, _ b: Int32) -> Double {
    (positions[Int(a)] - positions[Int(b)]).length
  }

  private func has(_ t: SIMD3<Int32>, _ v: Int32) -> Bool { t.x == v || t.y == v || t.z == v }

  // MARK: - Changing

  /// Puts a vertex on the edge a–b and returns its number.
  mutating func split(_ a: Int32, _ b: Int32, at position: Vector3, freedom: Freedom) -> Int32 {
    let middle = Int32(positions.count)
    positions.append(position)
    freedoms.append(freedom)
    stars.append([])
    for number in sides(a, b) {
      let old = triangles[Int(number)]
      let third = apex(number, a, b)
      let added = Int32(triangles.count)
      triangles.append(replacing(a, by: middle, in: old))
      triangles[Int(number)] = replacing(b, by: middle, in: old)
      stars[Int(b)].removeAll { $0 == number }
      stars[Int(b)].append(added)
      stars[Int(third)].append(added)
      stars[Int(middle)] += [number, added]
    }
    return middle
  }

  /// Takes `vertex` away: its triangles at `target` vanish, the others go to `target`.
  mutating func collapse(_ vertex: Int32, into target: Int32, at position: Vector3) {
    for number in stars[Int(vertex)] {
      let old = triangles[Int(number)]
      if has(old, target) {
        for corner in 0..<3 { stars[Int(old[corner])].removeAll { $0 == number } }
        triangles[Int(number)] = SIMD3(repeating: -1)
      } else {
        triangles[Int(number)] = replacing(vertex, by: target, in: old)
        stars[Int(target)].append(number)
      }
    }
    stars[Int(vertex)] = []
    positions[Int(target)] = position
  }

  /// Whether taking `vertex` to `target` keeps the surface manifold and every triangle upright.
  ///
  /// A triangle is upright when its normal turns by less than about 60°.
  func canCollapse(_ vertex: Int32, into target: Int32, at position: Vector3) -> Bool {
    let sides = sides(vertex, target)
    let common = neighbours(vertex).filter { neighbours(target).contains($0) }
    guard common.count == sides.count else { return false }
    for third in common where neighbours(third).count <= (freedoms[Int(third)] == .surface ? 4 : 3)
    {
      return false
    }
    return staysUpright(vertex, except: target, at: position)
      && staysUpright(target, except: vertex, at: position)
  }

  private func staysUpright(_ vertex: Int32, except other: Int32, at position: Vector3) -> Bool {
    stars[Int(vertex)].allSatisfy { number in
      let t = triangles[Int(number)]
      guard !has(t, other) else { return true }
      var corners = (0..<3).map { positions[Int(t[$0])] }
      let old = (corners[1] - corners[0]).cross(corners[2] - corners[0])
      for corner in 0..<3 where t[corner] == vertex { corners[corner] = position }
      let new = (corners[1] - corners[0]).cross(corners[2] - corners[0])
      return new.dot(old) > 0.5 * new.length * old.length
    }
  }

  /// Turns the inner edge a–b into the other diagonal of its two triangles.
  ///
  /// - Returns: whether it was turned; it is not where that would make an edge twice or fold the
  ///   surface.
  mutating func flip(_ a: Int32, _ b: Int32) -> Bool {
    let sides = sides(a, b)
    guard sides.count == 2 else { return false }
    let (c, d) = (apex(sides[0], a, b), apex(sides[1], a, b))
    guard self.sides(c, d).isEmpty else { return false }
    let old = triangles[Int(sides[0])]
    // In the first triangle the corners follow each other as a, b, c or as b, a, c.
    let (p, q) = follows(b, a, in: old) ? (a, b) : (b, a)
    let (first, second) = (SIMD3(p, d, c), SIMD3(d, q, c))
    let before = normal(old).normalized + normal(triangles[Int(sides[1])]).normalized
    for t in [first, second] where normal(t).normalized.dot(before) < 0.6 * before.length {
      return false
    }
    triangles[Int(sides[0])] = first
    triangles[Int(sides[1])] = second
    stars[Int(q)].removeAll { $0 == sides[0] }
    stars[Int(p)].removeAll { $0 == sides[1] }
    stars[Int(d)].append(sides[0])
    stars[Int(c)].append(sides[1])
    return true
  }

  private func follows(_ b: Int32, _ a: Int32, in t: SIMD3<Int32>) -> Bool {
    (t.x == a && t.y == b) || (t.y == a && t.z == b) || (t.z == a && t.x == b)
  }

  private func replacing(_ old: Int32, by new: Int32, in t: SIMD3<Int32>) -> SIMD3<Int32> {
    SIMD3(t.x == old ? new : t.x, t.y == old ? new : t.y, t.z == old ? new : t.z)
  }

  /// The surface without gaps in its numbering.
  func compacted() -> TriangleSurface {
    var number = [Int32](repeating: -1, count: positions.count)
    var result = TriangleSurface()
    for vertex in positions.indices where !stars[vertex].isEmpty {
      number[vertex] = Int32(result.positions.count)
      result.positions.append(positions[vertex])
    }
    for t in triangles where t.x >= 0 {
      result.triangles.append(SIMD3(number[Int(t.x)], number[Int(t.y)], number[Int(t.z)]))
    }
    return result
  }
}
