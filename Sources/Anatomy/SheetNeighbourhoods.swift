/// What lies around each vertex of a sheet.
struct SheetNeighbourhoods {
  private(set) var triangles: [[Int]]
  private(set) var vertices: [[Int]]
  private let edges: [SIMD2<Int32>]

  init(of sheet: SkinSheet) {
    let count = sheet.corners.positions.count
    triangles = Array(repeating: [], count: count)
    vertices = triangles
    edges = sheet.topology.edges
    for (t, triangle) in sheet.corners.triangles.enumerated() {
      for c in 0..<3 { triangles[Int(triangle[c])].append(t) }
    }
    for e in edges {
      vertices[Int(e.x)].append(Int(e.y))
      vertices[Int(e.y)].append(Int(e.x))
    }
  }

  /// Vertices at most so many edges away, ascending.
  func vertices(within rings: Int, of start: Set<Int>) -> [Int] {
    var result = start
    for _ in 0..<rings { result.formUnion(result.flatMap { vertices[$0] }) }
    return result.sorted()
  }

  /// Numbers of the edges between these vertices, ascending.
  func edges(among vertices: [Int]) -> [Int] {
    let members = Set(vertices)
    return edges.indices.filter {
      members.contains(Int(edges[$0].x)) && members.contains(Int(edges[$0].y))
    }
  }

  /// Triangles that touch these vertices, ascending.
  func triangles(touching vertices: [Int]) -> [Int] {
    Set(vertices.flatMap { triangles[$0] }).sorted()
  }

  /// The connected parts of these vertices, each ascending, in the order of their first vertices.
  func components(of members: [Int]) -> [[Int]] {
    var left = Set(members)
    return members.compactMap { first in
      guard left.remove(first) != nil else { return nil }
      var part = [first]
      var next = 0
      while next < part.count {
        for v in vertices[part[next]] where left.remove(v) != nil { part.append(v) }
        next += 1
      }
      return part.sorted()
    }
  }
}
