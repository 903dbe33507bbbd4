import Meshes
import Tensors
import Testing

@testable import Rendering

@Suite struct RegionFieldTests {
  private static let (red, blue) = (LinearColor(0.8, 0.1, 0.1), LinearColor(0.1, 0.1, 0.8))

  /// A wall of 200 mm, 200 pixels: the left half one region, the right half another.
  private func wall(hatched: Range<Int> = 0..<0) -> Picture {
    let renderer = FaceRenderer(
      surface: FaceRendererTests.wall(from: -0.1), framing: FaceRendererTests.framing)
    let field = RegionField(colors: [Self.red, Self.blue], hatched: hatched) { p in
      p.y > 0.08 ? nil : p.x < 0 ? 0 : 1
    }
    return renderer.lit(from: .front).render(
      width: 180, height: 240, regions: renderer.regions(of: field))
  }

  @Test func `colours regions, and draws a line between them`() {
    let picture = wall()
    let (left, right) = (picture[50, 150], picture[130, 150])
    #expect(left.x > 4 * left.z && right.z > 4 * right.x)
    let darkest = (84..<97).map { picture[$0, 150].luminance }.min() ?? 1
    #expect(darkest < 0.7 * min(left.luminance, right.luminance))
    // Above 80 mm there is no region: grey.
    let grey = picture[50, 30]
    #expect(abs(grey.x - grey.z) < 0.02)
  }

  @Test func `hatches triangles`() {
    let (plain, hatched) = (wall(), wall(hatched: 0..<2))
    let row = (30..<60).map { hatched[$0, 150].luminance / plain[$0, 150].luminance }
    #expect((row.min() ?? 1) < 0.5 && (row.max() ?? 0) > 0.9)
  }

  @Test func `makes room for a legend that wraps`() {
    let panel = Picture(width: 300, height: 400, color: .zero)
    let entries = (0..<9).map { Legend.Entry(Self.red, "\($0)", isHatched: $0 == 1) }
    let plain = PictureSheet(panels: [.init(panel)]).compose(typeface: nil)
    let keyed = PictureSheet(panels: [.init(panel)], legend: Legend(entries))
      .compose(typeface: nil)
    // Type of 13 pixels: an entry takes 46.8 of 261 pixels, five to a row.
    #expect(keyed.height - plain.height == Int((2 * 1.9 * 13 + 0.9 * 13).rounded()))
    #expect((keyed[25, 415] - Self.red).length < 0.01)
  }
}
