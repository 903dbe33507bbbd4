import Anatomy
import Meshes
import Tensors

/// A face in one state, as measures look at it: skin and landmarks then and as captured.
///
/// Positions are in m in the frame of the head, which stands still with the skull: x to the left, y up, z
/// forward. What lies on bone is looked up as captured.
public struct MeasuredFace: Sendable {
  /// The skin as captured.
  public var captured: TriangleSurface
  /// The skin in this state; the triangles of `captured`.
  public var skin: TriangleSurface
  /// Points of the skin as captured, by name; pairs end in `_l` and `_r`.
  public var capturedLandmarks: [String: Vector3]
  /// The same points of the skin in this state.
  public var landmarks: [String: Vector3]
  /// The zone of each triangle.
  public var zoneOfTriangle: [Zone]
}

extension MeasuredFace {
  /// A face whose skin has moved.
  ///
  /// - Parameters:
  ///   - captured: its skin as captured, in m in the frame of the head.
  ///   - places: where each landmark lies on it: triangle and barycentric coordinates.
  ///   - displacements: of its vertices, in m.
  ///   - zoneOfTriangle: one per triangle.
  public init(
    _ captured: TriangleSurface, landmarks places: [String: SurfaceIndex.NearestPoint],
    displacedBy displacements: [Vector3], zoneOfTriangle: [Zone]
  ) {
    var skin = captured
    skin.positions = zip(captured.positions, displacements).map { $0 + $1 }
    func points(on surface: TriangleSurface) -> [String: Vector3] {
      places.mapValues { place in
        let t = surface.triangles[place.triangle]
        return (0..<3).reduce(Vector3.zero) {
          $0 + place.barycentrics[$1] * surface.positions[Int(t[$1])]
        }
      }
    }
    self.init(
      captured: captured, skin: skin, capturedLandmarks: points(on: captured),
      landmarks: points(on: skin), zoneOfTriangle: zoneOfTriangle)
  }

  /// The triangles of some regions on the left side or across the midline.
  func triangles(of regions: Set<String>) -> [Int] {
    zoneOfTriangle.indices.filter {
      regions.contains(zoneOfTriangle[$0].region) && zoneOfTriangle[$0].side != .right
    }
  }

  /// The mean direction outwards of the left part of a region as captured, made normal to `axis`.
  func outward(of region: String, across axis: Vector3) -> Vector3 {
    let sum = triangles(of: [region]).reduce(Vector3.zero) { sum, t in
      let c = captured.triangles[t]
      let (p, q, r) = (
        captured.positions[Int(c.x)], captured.positions[Int(c.y)], captured.positions[Int(c.z)]
      )
      return sum + (q - p).cross(r - p)
    }
    let unit = axis.normalized
    return (sum - sum.dot(unit) * unit).normalized
  }
}
