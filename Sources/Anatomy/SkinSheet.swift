import Meshes
import Scans
import Tensors

/// The skin of a simulation: triangles with a node in the middle of each edge, on a registered surface.
///
/// The atlas' simulation level is embedded in its dense master surface; whatever the master is bent to,
/// the level follows, edge nodes included, so that curved cell sides lie on the scan. Behind the triangles
/// of the level come those beyond the cut rim (`RimExtension`), which belong to the body but to no zone.
public struct SkinSheet: Sendable {
  /// The corner triangles of the sheet, in m.
  public let corners: TriangleSurface
  /// The edges; edge k carries node `corners.positions.count + k`.
  let topology: SurfaceTopology
  /// Positions of all nodes: corners, then edges.
  public let positions: [Vector3]
  /// The corner triangles on the undeformed atlas, in m.
  public let undeformed: TriangleSurface
  /// The triangles of the face; the others lie beyond the rim.
  public let faceTriangles: Range<Int>
  /// The vertices of the face; the others lie beyond the rim.
  let faceVertices: Range<Int>
  /// Zone whose tissue lies under each triangle, a number in the atlas' list of zones; beyond the rim the
  /// zone that the tissue goes on from.
  public let zoneOfTriangle: [Int]
  /// Fields that were made from values of the zones before; they depend on what is above alone.
  let smoothedZones = SmoothedZones()

  /// - Parameters:
  ///   - level: a simulation level of the atlas, its vertices on the atlas' surface, in m.
  ///   - atlas: the atlas.
  ///   - bent: the atlas' surface after registration, or the atlas' own.
  ///   - beyondRim: how far the tissue goes on beyond the cut rim, in m.
  public init(
    level: TriangleSurface, atlas: Atlas, bent: TriangleSurface,
    beyondRim: Double = RimExtension.width
  ) {
    let (index, midline) = (SurfaceIndex(atlas.surface), AtlasMidline(of: atlas.surface))
    func bend(_ point: Vector3) -> Vector3 {
      if point.x == 0, let place = midline.nearest(to: point, in: bent.positions) { return place }
      guard let place = index.nearest(to: point) else {
        preconditionFailure("the atlas has no surface")
      }
      let t = bent.triangles[place.triangle]
      return (0..<3).reduce(.zero) { $0 + place.barycentrics[$1] * bent.positions[Int(t[$1])] }
    }
    let beyond = RimExtension(level, width: beyondRim)
    undeformed = beyond.extended(level)
    corners = beyond.extended(
      TriangleSurface(positions: level.positions.map(bend), triangles: level.triangles))
    topology = SurfaceTopology(corners)
    let (surface, inFace) = (corners, Int32(level.positions.count))
    positions =
      surface.positions
      + topology.edges.map { ends in
        // The higher end decides: edges of the face join vertices of the face.
        ends.y < inFace
          ? bend((level.positions[Int(ends.x)] + level.positions[Int(ends.y)]) / 2)
          : (surface.positions[Int(ends.x)] + surface.positions[Int(ends.y)]) / 2
      }
    (faceTriangles, faceVertices) = (level.triangles.indices, level.positions.indices)
    let zones = atlas.zones(of: level)
    zoneOfTriangle = zones + beyond.origins(on: level).map { zones[$0] }
  }

  /// The middle of a triangle on the undeformed atlas, in m.
  func undeformedMiddle(ofTriangle t: Int) -> Vector3 {
    let corners = undeformed.triangles[t]
    return (0..<3).reduce(.zero) { $0 + undeformed.positions[Int(corners[$1])] } / 3
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
    faceTriangles.flatMap { t -> [SIMD3<Int32>] in
      let n = nodes(ofTriangle: t).map { Int32($0) }
      return [
        SIMD3(n[0], n[3], n[5]), SIMD3(n[3], n[1], n[4]), SIMD3(n[5], n[4], n[2]),
        SIMD3(n[3], n[4], n[5]),
      ]
    }
  }
}
