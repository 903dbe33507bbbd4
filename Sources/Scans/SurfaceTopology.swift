import Meshes
import Tensors

/// Which vertices of a surface are joined, and where it ends.
public struct SurfaceTopology: Sendable {
  /// The two ends of each edge, the lower number first; ascending.
  public let edges: [SIMD2<Int32>]
  /// How many triangles meet at each edge.
  public let valences: [Int]
  /// Edge opposite to each corner of each triangle.
  public let edgesOfTriangles: [SIMD3<Int32>]
  /// Whether a vertex lies on the border.
  public let isBorderVertex: [Bool]

  public init(_ surface: TriangleSurface) {
    var sides: [(ends: SIMD2<Int32>, triangle: Int, corner: Int)] = []
    sides.reserveCapacity(3 * surface.triangles.count)
    for (t, corners) in surface.triangles.enumerated() {
      for c in 0..<3 {
        let (a, b) = (corners[(c + 1) % 3], corners[(c + 2) % 3])
        sides.append((SIMD2(min(a, b), max(a, b)), t, c))
      }
    }
    sides.sort { ($0.ends.x, $0.ends.y, $0.triangle) < ($1.ends.x, $1.ends.y, $1.triangle) }
    var edges: [SIMD2<Int32>] = []
    var valences: [Int] = []
    var edgesOfTriangles = [SIMD3<Int32>](repeating: SIMD3(), count: surface.triangles.count)
    for side in sides {
      if edges.last != side.ends {
        edges.append(side.ends)
        valences.append(0)
      }
      valences[valences.count - 1] += 1
      edgesOfTriangles[side.triangle][side.corner] = Int32(edges.count - 1)
    }
    var isBorder = [Bool](repeating: false, count: surface.positions.count)
    for (edge, valence) in zip(edges, valences) where valence == 1 {
      isBorder[Int(edge.x)] = true
      isBorder[Int(edge.y)] = true
    }
    self.edges = edges
    self.valences = valences
    self.edgesOfTriangles = edgesOfTriangles
    isBorderVertex = isBorder
  }

  /// The edges of each closed border, the longest border first.
  func borders(of surface: TriangleSurface) -> [[SIMD2<Int32>]] {
    let borderEdges = edges.indices.filter { valences[$0] == 1 }.map { edges[$0] }
    var parent = Array(Int32(0)..<Int32(surface.positions.count))
    func root(_ vertex: Int32) -> Int32 {
      var v = vertex
      while parent[Int(v)] != v {
        parent[Int(v)] = parent[Int(parent[Int(v)])]
        v = parent[Int(v)]
      }
      return v
    }
    for edge in borderEdges { parent[Int(root(edge.x))] = root(edge.y) }
    let groups = Dictionary(grouping: borderEdges) { root($0.x) }
    func length(_ border: [SIMD2<Int32>]) -> Double {
      border.reduce(0) { sum, edge in
        sum + (surface.positions[Int(edge.y)] - surface.positions[Int(edge.x)]).length
      }
    }
    return groups.sorted { $0.key < $1.key }.map { (length($0.value), $0.value) }
      .sorted { $0.0 > $1.0 }.map(\.1)
  }

  /// Whether a point of a triangle lies on the border of the surface.
  ///
  /// A barycentric coordinate below 10⁻⁹ counts as zero: 10⁻¹² m on a scan.
  public func isOnBorder(_ triangle: Int, _ barycentrics: Vector3, of surface: TriangleSurface)
    -> Bool
  {
    let zeros = (0..<3).filter { barycentrics[$0] < 1e-9 }
    if zeros.count == 1 {
      return valences[Int(edgesOfTriangles[triangle][zeros[0]])] == 1
    }
    guard zeros.count == 2 else { return false }
    let corner = 3 - zeros[0] - zeros[1]
    return isBorderVertex[Int(surface.triangles[triangle][corner])]
  }
}

extension TriangleSurface {
  /// Unit normals of the vertices, each the mean of its triangles weighted by their angle there.
  ///
  /// - Source: Thürmer & Wüthrich, J. Graphics Tools 3 (1998) 43.
  public func vertexNormals() -> [Vector3] {
    var normals = [Vector3](repeating: Vector3.zero, count: positions.count)
    for t in triangles {
      for c in 0..<3 {
        let p = positions[Int(t[c])]
        let a = positions[Int(t[(c + 1) % 3])] - p
        let b = positions[Int(t[(c + 2) % 3])] - p
        let cross = a.cross(b)
        normals[Int(t[c])] += cross.normalized * Double.angle(sine: cross.length, cosine: a.dot(b))
      }
    }
    return normals.map(\.normalized)
  }
}
