import Meshes
import Tensors

/// Regions of a surface, each in one colour, with lines between them.
public struct RegionField: Sendable {
  /// How a region is shown.
  public struct Style: Sendable, Equatable {
    public var color: LinearColor
    /// What the colour means.
    public var label: String

    public init(color: LinearColor, label: String) { (self.color, self.label) = (color, label) }
  }

  /// The number of the region at a point of the surface, in m; nil outside of all.
  public var region: @Sendable (Vector3) -> Int?
  /// The colour of each region; regions of one colour still have lines between them.
  public var colors: [LinearColor]
  /// The colour where there is no region.
  public var outside: LinearColor
  /// Triangles of the surface that are hatched.
  public var hatched: Range<Int>

  public init(
    colors: [LinearColor], outside: LinearColor = LinearColor(sRGBGray: 0.74),
    hatched: Range<Int> = 0..<0, region: @escaping @Sendable (Vector3) -> Int?
  ) {
    (self.colors, self.outside, self.hatched) = (colors, outside, hatched)
    self.region = region
  }
}

/// Stripes that mark what is not as it seems.
enum Hatching {
  /// Pixels from one stripe to the next, and how much of them is dark.
  private static let (period, share) = (7.0, 0.36)

  /// The colour with its stripes at a place of the picture, in pixels.
  static func color(_ color: LinearColor, x: Double, y: Double) -> LinearColor {
    let phase = (x + y) / period
    return phase - phase.rounded(.down) < share ? color * 0.28 : color
  }
}

/// Colours of regions, shaded as numbers are.
struct RegionShader: Shader {
  let drawn: DrawableSurface
  let field: RegionField
  let camera: Camera
  /// The region of each vertex; −1 outside of all.
  let regions: [Int]
  let shade: [Double]

  /// Half the width of the line between two regions, in pixels.
  private static let halfWidth = 0.7

  func color(of hit: SurfaceIndex.RayHit, seenAlong direction: Vector3) -> LinearColor {
    if hit.normal.dot(direction) > 0 { return insideColor }
    let t = drawn.surface.triangles[hit.triangle]
    let (a, b, c) = (Int(t.x), Int(t.y), Int(t.z))
    if hit.triangle >= drawn.firstCap {
      return capColor(normal: drawn.normals[a], direction: direction)
    }
    let w = hit.barycentrics
    let light = shade[a] * w.x + shade[b] * w.y + shade[c] * w.z
    let (region, isLine) = region(at: hit, (a, b, c), direction: direction)
    var color = region < 0 ? field.outside : field.colors[region]
    if field.hatched.contains(drawn.given(hit.triangle)), let p = camera.project(hit.point) {
      color = Hatching.color(color, x: p.x, y: p.y)
    }
    return color * light * (isLine ? 0.3 : 1)
  }

  /// The region of most weight at a hit, and whether the second has nearly as much.
  private func region(
    at hit: SurfaceIndex.RayHit, _ corners: (Int, Int, Int), direction: Vector3
  ) -> (Int, isLine: Bool) {
    let own = SIMD3(regions[corners.0], regions[corners.1], regions[corners.2])
    if own.x == own.y && own.y == own.z { return (own.x, false) }
    func weight(_ region: Int) -> Double {
      (0..<3).reduce(0) { $0 + (own[$1] == region ? hit.barycentrics[$1] : 0) }
    }
    let order = Set([own.x, own.y, own.z]).sorted { (-weight($0), $0) < (-weight($1), $1) }
    // Across a triangle of height h a weight changes by 1/h, the difference of two by 2/h.
    let (p, q, r) = (
      drawn.surface.positions[corners.0], drawn.surface.positions[corners.1],
      drawn.surface.positions[corners.2]
    )
    let longest = max((p - q).length, (q - r).length, (r - p).length)
    let height = (q - p).cross(r - p).length / max(longest, 1e-12)
    let pixel = camera.pixelSlope * hit.distance / max(abs(hit.normal.dot(direction)), 0.3)
    let gap = (weight(order[0]) - weight(order[1])) * height / 2
    return (order[0], gap < Self.halfWidth * pixel)
  }
}
