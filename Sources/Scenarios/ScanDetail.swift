import Meshes
import Scans
import Tensors

/// The scan's own surface, riding on the atlas that was laid onto it.
///
/// Every vertex p is tied to the nearest point c of the atlas with the offset p − c. When the atlas is
/// displaced by u, the vertex moves by
///
/// w (u(c) + (R(c) − 1)(p − c)),
///
/// with R the turn of the atlas at c (`SurfaceTurns`). So wrinkles, pores, ears and whatever the atlas
/// does not follow come along, and without displacement the scan is returned bit by bit.
///
/// The weight w is 1 over the simulated face. Beyond it (hair, neck, shoulders, the back of the head)
/// nothing is known but that the skull stays: w falls as 1 − 3s² + 2s³ with s = d/`decay`, where
/// d² = t² + e², t the length of the offset along the skin beyond the border of the atlas, e what its
/// height exceeds `reach` by. w is continuous, so no crack appears; beyond `decay` nothing moves.
///
/// Triangles, colours and places in pictures are those of the scan.
public struct ScanDetail: Sendable {
  /// The scan before it is displaced, in m, in the frame of the head.
  public let surface: TriangleSurface
  /// Triangles that fill holes: they were not scanned.
  public let filled: Range<Int>
  /// Where each vertex is tied; nil where nothing of the atlas is near.
  public let places: [Place?]
  private let atlas: TriangleSurface

  /// Detail that stands higher above the atlas than this, in m, follows less and less.
  public static let reach = 10e-3
  /// Distance beyond border or reach, in m, where nothing moves any more.
  public static let decay = 30e-3
  /// Vertices that overhang the atlas by less than this, in m, still belong to the simulated face: less
  /// than a side of its triangles.
  static let overhang = 1e-3

  /// Where a vertex is tied to the atlas.
  public struct Place: Sendable {
    public var triangle: Int
    var barycentrics: Vector3
    /// From the nearest point of the atlas to the vertex, in m.
    var offset: Vector3
    /// Part of the displacement that the vertex takes, in [0, 1].
    public var weight: Double
    /// How far the vertex lies beyond the simulated face, in m; negative over it.
    public var excess: Double
  }

  /// Ties a scan to the atlas.
  ///
  /// - Parameters:
  ///   - surface: the scan in m, in the frame of the head.
  ///   - filled: its triangles that fill holes.
  ///   - atlas: the surface of the atlas laid onto it, in the same frame.
  public init(_ surface: TriangleSurface, filled: Range<Int>, on atlas: TriangleSurface) {
    (self.surface, self.filled, self.atlas) = (surface, filled, atlas)
    let index = SurfaceIndex(atlas)
    let topology = SurfaceTopology(atlas)
    places = mapInParallel(surface.positions) { point in
      index.nearest(to: point, within: Self.reach + Self.decay).map { nearest in
        Place(nearest, of: point, on: atlas, topology: topology)
      }
    }
  }

  /// The positions of the vertices after a displacement of the atlas, in m.
  ///
  /// - Parameter displacements: of the vertices of the atlas, in m.
  /// - Returns: one for each vertex of the scan.
  public func positions(displacedBy displacements: [Vector3]) -> [Vector3] {
    let turns = SurfaceTurns(of: atlas, displacedBy: displacements)
    return zip(surface.positions, places).map { point, place in
      guard let place, place.weight > 0 else { return point }
      let t = atlas.triangles[place.triangle]
      let turn = turns.turn(ofTriangle: t, barycentrics: place.barycentrics)
      var moved = turn * place.offset
      for c in 0..<3 { moved += place.barycentrics[c] * displacements[Int(t[c])] }
      return point + place.weight * moved
    }
  }

  /// Numbers of the vertices of the atlas at those of the scan; not a number where none is near.
  public func values(of numbers: [Double]) -> [Double] {
    places.map { place in
      guard let place else { return .nan }
      let t = atlas.triangles[place.triangle]
      return (0..<3).reduce(0) { $0 + place.barycentrics[$1] * numbers[Int(t[$1])] }
    }
  }

  /// How far each vertex lies beyond the simulated face, in m; negative over it.
  public var excesses: [Double] { places.map { $0?.excess ?? Self.reach + Self.decay } }

  /// The part of the scan that may move: what pictures must show.
  public var movingPart: TriangleSurface {
    let moving = zip(surface.positions, places).filter { ($0.1?.weight ?? 0) > 0 }
    return TriangleSurface(positions: moving.map(\.0))
  }
}

extension ScanDetail.Place {
  fileprivate init(
    _ nearest: SurfaceIndex.NearestPoint, of point: Vector3, on atlas: TriangleSurface,
    topology: SurfaceTopology
  ) {
    (triangle, barycentrics) = (nearest.triangle, nearest.barycentrics)
    offset = point - nearest.point
    let corners = atlas.triangles[triangle]
    let normal = TrianglePatch((0..<3).map { atlas.positions[Int(corners[$0])] })?.normal ?? .zero
    // Inside the border the offset stands on the surface: what lies along it is bending, not overhang.
    let isBeyond = topology.isOnBorder(triangle, barycentrics, of: atlas)
    let along = isBeyond ? (offset - offset.dot(normal) * normal).length : 0
    let height = max(offset.dot(offset) - along * along, 0).squareRoot()
    let above = height - ScanDetail.reach
    let far = (along * along + max(above, 0) * max(above, 0)).squareRoot()
    let s = min(far / ScanDetail.decay, 1)
    weight = 1 - s * s * (3 - 2 * s)
    excess = max(along - ScanDetail.overhang, above)
  }
}
