import Meshes
import Scans
import Tensors

/// The skin of a simulation: triangles with a node in the middle of each edge, on a registered surface.
///
/// The atlas' simulation level is embedded in its dense master surface; whatever the master is bent to,
/// the level follows, edge nodes included, so that curved cell sides lie on the scan.
public struct SkinSheet: Sendable {
  /// The corner triangles of the sheet, in m.
  public let corners: TriangleSurface
  /// The edges; edge k carries node `corners.positions.count + k`.
  let topology: SurfaceTopology
  /// Positions of all nodes: corners, then edges.
  public let positions: [Vector3]
  /// Where each node lies on the master.
  public let embedding: [SurfaceIndex.NearestPoint]
  /// Zone of each triangle, a number in the atlas' list of zones.
  public let zoneOfTriangle: [Int]

  /// - Parameters:
  ///   - level: a simulation level of the atlas, its vertices on the atlas' surface, in m.
  ///   - atlas: the atlas.
  ///   - bent: the atlas' surface after registration, or the atlas' own.
  public init(level: TriangleSurface, atlas: Atlas, bent: TriangleSurface) {
    let index = SurfaceIndex(atlas.surface)
    topology = SurfaceTopology(level)
    let middles = topology.edges.map {
      (level.positions[Int($0.x)] + level.positions[Int($0.y)]) / 2
    }
    embedding = (level.positions + middles).map { point in
      guard let place = index.nearest(to: point) else {
        preconditionFailure("the atlas has no surface")
      }
      return place
    }
    positions = embedding.map { place in
      let t = bent.triangles[place.triangle]
      var point = Vector3.zero
      for c in 0..<3 { point += place.barycentrics[c] * bent.positions[Int(t[c])] }
      return point
    }
    corners = TriangleSurface(
      positions: Array(positions.prefix(level.positions.count)), triangles: level.triangles)
    zoneOfTriangle = level.triangles.map { t in
      let middle = (0..<3).reduce(Vector3.zero) { $0 + level.positions[Int(t[$1])] } / 3
      return index.nearest(to: middle).map { atlas.zoneOfTriangle[$0.triangle] } ?? 0
    }
  }

  /// The six nodes of a triangle in the order of `Triangle6`.
  func nodes(ofTriangle t: Int) -> [Int] {
    let (c, e) = (corners.triangles[t], topology.edgesOfTriangles[t])
    let base = corners.positions.count
    // Edge nodes 12, 23, 31; the topology names the edge opposite to each corner.
    return [Int(c.x), Int(c.y), Int(c.z), base + Int(e.z), base + Int(e.x), base + Int(e.y)]
  }

  /// The sheet as small flat triangles, four to a curved one, for pictures and maps.
  public var fineTriangles: [SIMD3<Int32>] {
    corners.triangles.indices.flatMap { t -> [SIMD3<Int32>] in
      let n = nodes(ofTriangle: t).map { Int32($0) }
      return [
        SIMD3(n[0], n[3], n[5]), SIMD3(n[3], n[1], n[4]), SIMD3(n[5], n[4], n[2]),
        SIMD3(n[3], n[4], n[5]),
      ]
    }
  }
}
