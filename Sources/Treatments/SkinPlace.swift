import Anatomy
import Meshes
import Tensors

/// Where on the skin something is put in, pulled or cut: the middle of a zone, or a landmark.
public enum SkinPlace: Sendable, Hashable {
  case zone(ZoneSelection)
  case landmark(String)

  /// As in a file.
  public var name: String {
    switch self {
    case .zone(let zones): zones.name
    case .landmark(let name): name
    }
  }
}

extension SkinPlace: CustomStringConvertible {
  public var description: String { name }
}

/// Finds places on the skin of one face, and what lies near to them.
struct SkinPlaces: Sendable {
  private let tissue: TissueMesh
  private let atlas: Atlas

  init(on tissue: TissueMesh, of atlas: Atlas) { (self.tissue, self.atlas) = (tissue, atlas) }

  /// Points of the skin as captured in m, one for each zone that is meant.
  func points(of place: SkinPlace) -> [Vector3] {
    switch place {
    case .zone(let zones):
      atlas.zones.indices.filter { zones.contains(atlas.zones[$0]) }.compactMap(middle(ofZone:))
    case .landmark(let name): point(ofLandmark: name).map { [$0] } ?? []
    }
  }

  /// How much each triangle belongs to a spot: the mean over it of (1 − d²/r²)², nothing beyond r.
  ///
  /// - Parameters:
  ///   - radius: r in m.
  ///   - distance: of a point of the skin as captured from the spot, in m.
  /// - Returns: from 0 to 1, one per triangle.
  func share(within radius: Double, distance: (Vector3) -> Double) -> [Double] {
    means { point in
      let d = distance(point) / radius
      return d < 1 ? (1 - d * d) * (1 - d * d) : 0
    }
  }

  /// The mean of a function of the points of the skin as captured over each triangle.
  func means(of value: (Vector3) -> Double) -> [Double] {
    let skin = tissue.sheet.corners
    return skin.triangles.map { corners in
      let p = (0..<3).map { skin.positions[Int(corners[$0])] }
      return Self.samples.reduce(0) { $0 + value($1.x * p[0] + $1.y * p[1] + $1.z * p[2]) }
        / Double(Self.samples.count)
    }
  }

  /// Middles of the sixteen equal triangles of which a triangle is made, as barycentric coordinates.
  private static let samples: [Vector3] = {
    let n = 4
    return (0..<n).flatMap { i in
      (0..<(n - i)).flatMap { j -> [Vector3] in
        func middle(_ a: Double, _ b: Double) -> Vector3 {
          let (u, v) = ((Double(i) + a) / Double(n), (Double(j) + b) / Double(n))
          return Vector3(1 - u - v, u, v)
        }
        let upright = middle(1.0 / 3, 1.0 / 3)
        return i + j < n - 1 ? [upright, middle(2.0 / 3, 2.0 / 3)] : [upright]
      }
    }
  }()

  /// Of the triangles of a zone the middle of that which is nearest to the centre of all, weighted by area.
  private func middle(ofZone zone: Int) -> Vector3? {
    let skin = tissue.sheet.corners
    let pieces = tissue.sheet.faceTriangles.filter { tissue.sheet.zoneOfTriangle[$0] == zone }
      .map { t -> (middle: Vector3, area: Double) in
        let p = (0..<3).map { skin.positions[Int(skin.triangles[t][$0])] }
        return ((p[0] + p[1] + p[2]) / 3, (p[1] - p[0]).cross(p[2] - p[0]).length)
      }
    let area = pieces.reduce(0) { $0 + $1.area }
    let centre = pieces.reduce(Vector3.zero) { $0 + ($1.area / area) * $1.middle }
    return pieces.min { ($0.middle - centre).length < ($1.middle - centre).length }?.middle
  }

  private func point(ofLandmark name: String) -> Vector3? {
    guard let point = atlas.landmarks[name],
      let place = SurfaceIndex(tissue.sheet.undeformed).nearest(to: point)
    else { return nil }
    let skin = tissue.sheet.corners
    let t = skin.triangles[place.triangle]
    return (0..<3).reduce(.zero) { $0 + place.barycentrics[$1] * skin.positions[Int(t[$1])] }
  }
}
