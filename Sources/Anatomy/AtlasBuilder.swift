import Meshes
import Tensors

/// Makes the template face from its parameters.
public enum AtlasBuilder {
  /// The atlas with its master surface.
  public static func build(_ parameters: AtlasParameters) throws(AtlasError) -> Atlas {
    try BuiltAtlas(parameters).atlas
  }
}

/// The atlas and the halves it was joined from.
struct BuiltAtlas {
  let atlas: Atlas
  private let parameters: AtlasParameters
  private let halfMaster: TriangleSurface

  init(_ parameters: AtlasParameters) throws(AtlasError) {
    self.parameters = parameters
    let shape = AtlasShape(parameters)
    // About 0.5 mm between neighbours: a quarter of the master's edges.
    let sheet = shape.sheet(columns: 220, rows: 560)
    let half = Self.remesh(sheet, edge: parameters.meshes.masterEdge, parameters)
    halfMaster = half
    let landmarks = Self.landmarks(parameters.landmarks, on: half)
    let outlines = try ZoneOutlines(parameters.zones, landmarks: landmarks, shape: shape)
    let drawn = half.triangles.map { t in
      outlines.zone(
        at: (half.positions[Int(t.x)] + half.positions[Int(t.y)] + half.positions[Int(t.z)]) / 3)
    }
    let left = ZoneCleaning(half).clean(drawn)
    atlas = Atlas(
      surface: half.joinedWithMirrorImage(), landmarks: Self.bothSides(landmarks),
      zones: outlines.zones, zoneOfTriangle: left + left.map(outlines.mirrored))
  }

  /// The skin at the fineness of a simulation; its vertices lie on the master surface.
  func surface(_ level: AtlasLevel) -> TriangleSurface {
    let edge =
      switch level {
      case .preview: parameters.meshes.previewEdge
      case .standard: parameters.meshes.standardEdge
      case .fine: parameters.meshes.fineEdge
      }
    return Self.remesh(halfMaster, edge: edge, parameters).joinedWithMirrorImage()
  }

  /// The skin of a finished atlas with any mean edge, in m; its vertices lie on the master surface.
  static func surface(meanEdge: Double, of atlas: Atlas, _ parameters: AtlasParameters)
    -> TriangleSurface
  {
    // The master is a half and its mirror image, one after the other.
    let half = atlas.surface.restricted(to: 0..<atlas.surface.triangles.count / 2)
    return remesh(half, edge: 1e3 * meanEdge, parameters).joinedWithMirrorImage()
  }

  private static func remesh(
    _ surface: TriangleSurface, edge: Double, _ parameters: AtlasParameters
  ) -> TriangleSurface {
    let sizing = parameters.meshes.sizing
    let remeshing = IsotropicRemeshing(meanEdge: 1e-3 * edge) { sizing.factor(at: $0) }
    return remeshing.remesh(surface)
  }

  /// Sets each landmark onto the surface; those with x = 0 onto its midline.
  private static func landmarks(_ places: [String: [Double]], on half: TriangleSurface)
    -> [String: Vector3]
  {
    let index = SurfaceIndex(half)
    let middle = half.triangles.flatMap { t in
      [SIMD2(t.x, t.y), SIMD2(t.y, t.z), SIMD2(t.z, t.x)].filter {
        half.positions[Int($0.x)].x == 0 && half.positions[Int($0.y)].x == 0
      }
    }
    return places.mapValues { place in
      let point = Vector3(millimetres: place)
      if point.x == 0 {
        return middle.map { edge in
          nearest(to: point, from: half.positions[Int(edge.x)], to: half.positions[Int(edge.y)])
        }.min { ($0 - point).length < ($1 - point).length } ?? point
      }
      // Farther than 4 mm a landmark is outside the border, as the tragion is, and stays.
      return index.nearest(to: point, within: 4e-3)?.point ?? point
    }
  }

  private static func nearest(to point: Vector3, from a: Vector3, to b: Vector3) -> Vector3 {
    let edge = b - a
    return a + min(max((point - a).dot(edge) / edge.dot(edge), 0), 1) * edge
  }

  private static func bothSides(_ landmarks: [String: Vector3]) -> [String: Vector3] {
    var both: [String: Vector3] = [:]
    for (name, point) in landmarks {
      if point.x == 0 {
        both[name] = point
      } else {
        both[name + "_l"] = point
        both[name + "_r"] = Vector3(-point.x, point.y, point.z)
      }
    }
    return both
  }
}

extension AtlasParameters.MeshSizes {
  /// The wanted edge length relative to elsewhere, as a function of place.
  var sizing: AtlasSizing {
    AtlasSizing(
      balls: fineRegions.map {
        AtlasSizing.Ball(
          center: Vector3(millimetres: $0.center), factor: $0.factor, inner: 1e-3 * $0.innerRadius,
          outer: 1e-3 * $0.outerRadius)
      })
  }
}

/// 1 far from the fine regions, the smallest of their factors within them, smooth in between.
struct AtlasSizing: Sendable {
  struct Ball: Sendable {
    var center: Vector3
    var factor: Double
    var inner: Double
    var outer: Double
  }

  var balls: [Ball]

  func factor(at point: Vector3) -> Double {
    balls.reduce(1) { least, ball in
      let away = (point - ball.center).length - ball.inner
      let nearness = 1 - smoothStep(away, over: ball.outer - ball.inner)
      return min(least, 1 - (1 - ball.factor) * nearness)
    }
  }
}
