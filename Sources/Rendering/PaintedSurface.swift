import Meshes
import Tensors

/// The colours of a surface as it is drawn.
struct PaintedSurface: Sendable {
  private let drawn: DrawableSurface
  private let paint: SurfacePaint
  /// Linear, on the vertices; empty where pictures have the colours.
  private let colors: [LinearColor]
  /// Side in m, at 1 m from the camera, of the square that one ray stands for.
  private let raySlope: Double

  init(drawn: DrawableSurface, paint: SurfacePaint, raySlope: Double) {
    (self.drawn, self.paint, self.raySlope) = (drawn, paint, raySlope)
    colors = paint.vertexColors.isEmpty ? [] : drawn.spread(paint.vertexColors)
  }

  /// The share of light that the surface gives back at a hit, per channel.
  func albedo(at hit: SurfaceIndex.RayHit, seenAlong direction: Vector3) -> LinearColor {
    guard colors.isEmpty else { return drawn.interpolated(colors, at: hit) }
    guard let corners = drawn.surface.texture?.corners[hit.triangle] else {
      return SurfacePaint.neutralColor
    }
    return paint.color(
      at: corners, hit.barycentrics, over: part(of: hit, seenAlong: direction))
  }

  /// The part of the triangle that one ray stands for, by area.
  private func part(of hit: SurfaceIndex.RayHit, seenAlong direction: Vector3) -> Double {
    let t = drawn.surface.triangles[hit.triangle]
    let a = drawn.surface.positions[Int(t.x)]
    let area =
      (drawn.surface.positions[Int(t.y)] - a).cross(drawn.surface.positions[Int(t.z)] - a).length
      / 2
    let side = raySlope * hit.distance
    // Seen edge-on, a ray stands for a long strip; its width still asks for detail.
    let cosine = max(abs(hit.normal.dot(direction)), 0.2)
    return area > 0 ? side * side / cosine / area : 0
  }
}
