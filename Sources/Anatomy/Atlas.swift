import Foundation
import Meshes
import Tensors

/// The template face: its skin, its landmarks and its zones.
public struct Atlas: Sendable {
  /// The skin; positions in m, x to the left of the face, y up, z forward.
  public let surface: TriangleSurface
  /// Named points in m; pairs end in `_l` (+x) and `_r`.
  public let landmarks: [String: Vector3]
  public let zones: [Zone]
  /// For each triangle of `surface` the number of its zone in `zones`.
  public let zoneOfTriangle: [Int]
  private let index: SurfaceIndex

  public init(
    surface: TriangleSurface, landmarks: [String: Vector3], zones: [Zone], zoneOfTriangle: [Int]
  ) {
    precondition(zoneOfTriangle.count == surface.triangles.count)
    self.surface = surface
    self.landmarks = landmarks
    self.zones = zones
    self.zoneOfTriangle = zoneOfTriangle
    index = SurfaceIndex(surface)
  }

  /// The zone of the skin nearest to `point` (in m); nil when no zone is within `maximumDistance`.
  public func zone(at point: Vector3, within maximumDistance: Double = .infinity) -> Zone? {
    index.nearest(to: point, within: maximumDistance).map { zones[zoneOfTriangle[$0.triangle]] }
  }

  /// For each triangle of another surface, such as a level, the number of the zone at its centroid.
  public func zones(of other: TriangleSurface) -> [Int] {
    other.triangles.map { t in
      let centroid =
        (other.positions[Int(t.x)] + other.positions[Int(t.y)] + other.positions[Int(t.z)]) / 3
      return index.nearest(to: centroid).map { zoneOfTriangle[$0.triangle] } ?? 0
    }
  }

  /// The number in `zones` of the zone with this name, such as `malar.left`.
  public func zoneNumber(named name: String) -> Int? { zones.firstIndex { $0.name == name } }
}

/// How fine the skin of a simulation is.
public enum AtlasLevel: String, CaseIterable, Codable, Sendable {
  /// Mean edge 8 mm, for a first look.
  case preview
  /// Mean edge 4.5 mm, for results.
  case standard
  /// Mean edge 3 mm, to see whether results still depend on the mesh.
  case fine
}

/// What may be wrong with the files of an atlas.
public enum AtlasError: Error, Equatable {
  case unknownLandmark(name: String, zone: String)
  /// A zone of the atlas of which a tissue preset says nothing.
  case zoneWithoutTissue(zone: String, preset: String)
}

extension AtlasError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownLandmark(let name, let zone):
      "zone \(zone): \"\(name)\" is not one of the landmarks of the atlas"
    case .zoneWithoutTissue(let zone, let preset):
      "tissue.\(preset).json: zones: there is no entry for \"\(zone)\", a zone of the atlas"
    }
  }
}
