import Meshes
import Tensors
import Testing

@testable import Rendering

@Suite struct MirrorTests {
  /// A ball with a nose that points a little to its left.
  private static let lopsided: TriangleSurface = {
    var surface = FaceRendererTests.sphere(levels: 4)
    let tip = Vector3(0.3, 0.1, 1).normalized
    surface.positions = surface.positions.map { p in
      p * (1 + 0.3 * max(0, (p.normalized.dot(tip) - 0.95) / 0.05))
    }
    return surface
  }()

  private static let mirrored: TriangleSurface = {
    TriangleSurface(
      positions: lopsided.positions.map { $0 * Vector3(-1, 1, 1) },
      triangles: lopsided.triangles.map { SIMD3($0.x, $0.z, $0.y) })
  }()

  @Test(arguments: [
    (PortraitView.front, PortraitView.front), (.leftOblique, .rightOblique),
  ])
  func `draws the mirror image of a mirrored face`(view: PortraitView, other: PortraitView) {
    func picture(_ surface: TriangleSurface, _ view: PortraitView) -> Picture {
      FaceRenderer(surface: surface, framing: FaceRendererTests.framing, threads: 2)
        .render(view: view, width: 90, height: 120)
    }
    let (straight, mirrored) = (picture(Self.lopsided, view), picture(Self.mirrored, other))
    var flipped = mirrored
    for y in 0..<120 {
      for x in 0..<90 { flipped[x, y] = mirrored[89 - x, y] }
    }
    let difference = PerceptualDifference(straight, flipped)
    // Rays do not mirror: they start elsewhere in their pixels and see other parts of the surroundings. Inside, half a
    // per cent of light is a twelfth of what can be noticed. The outline, 4 % of the pixels, is covered within
    // √(4/9/4 · 1/4) of the contrast of 0.3 at worst: 0.05 there, 0.002 in the mean.
    #expect(difference.mean < 0.12 * PerceptualDifference.noticeable)
    #expect(difference.percentile99 < 2.5 * PerceptualDifference.noticeable)
    #expect(PerceptualDifference(straight, mirrored).mean > 2 * difference.mean || view != .front)
  }
}
