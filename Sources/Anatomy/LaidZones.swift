import Meshes
import Scans
import Tensors

/// The zones of the atlas in the place and shape of a scan.
public struct LaidZones: Sendable {
  public let zones: [Zone]
  /// The registered atlas, in m in the frame of the scan.
  public let surface: TriangleSurface
  /// For each triangle of `surface` the number of its zone.
  public let zoneOfTriangle: [Int]
  private let index: SurfaceIndex

  public init(_ registration: Registration, atlas: Atlas) {
    (zones, zoneOfTriangle) = (atlas.zones, atlas.zoneOfTriangle)
    surface = registration.surface
    index = SurfaceIndex(registration.surface)
  }

  /// The number of the zone nearest to a point of the scan; nil when none is within `distance` (m).
  public func number(at point: Vector3, within distance: Double) -> Int? {
    index.nearest(to: point, within: distance).map { zoneOfTriangle[$0.triangle] }
  }

  /// The name of the zone nearest to a point; nil off the face.
  public func name(at point: Vector3) -> String? {
    number(at: point, within: ScanThresholds.faceReach).map { zones[$0].name }
  }

  /// The middle of each triangle, its unit normal and its area in m².
  var pieces: [(middle: Vector3, normal: Vector3, area: Double)] {
    surface.triangles.map { t in
      let (a, b, c) = (
        surface.positions[Int(t.x)], surface.positions[Int(t.y)], surface.positions[Int(t.z)]
      )
      let vector = 0.5 * (b - a).cross(c - a)
      return ((a + b + c) / 3, vector.normalized, vector.length)
    }
  }
}
