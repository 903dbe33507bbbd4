import Tensors
import Testing

@testable import Rendering

@Suite struct DeadBandTests {
  private static let framing = Framing(center: .zero, height: 0.24)

  /// A wall on which the value runs from −2 at the left to 2 at the right, and the bar from 0.4 to 1.2.
  private static func picture(contours: Double? = nil) -> Picture {
    let wall = FaceRendererTests.wall(from: -0.1)
    let field = ScalarField(
      values: wall.positions.map { 20 * $0.x },
      scale: .signed(upTo: 2, title: "x", contourStep: contours),
      bars: wall.positions.map { 0.8 + 4 * $0.x })
    return FaceRenderer(surface: wall, framing: framing, quality: .final)
      .render(view: .front, width: 240, height: 240, field: field)
  }

  /// Brightness falls towards the rim, ratios of channels do not.
  private static func isGrey(_ color: LinearColor) -> Bool {
    color.max() - color.min() < 1e-4 * color.max()
  }

  @Test func `is grey exactly where the value is within the bar of its place`() {
    let picture = Self.picture()
    for column in 25..<215 {
      // One pixel is one millimetre: 120 is the middle.
      let x = (Double(column) + 0.5 - 120) / 1000
      let (value, bar) = (20 * x, 0.8 + 4 * x)
      // The filter of a pixel is two pixels wide.
      guard abs(abs(value) - bar) > 24 * 1.5e-3 else { continue }
      // The middle of a diverging map is grey as well: leave out what is all but zero.
      let grey = Self.isGrey(picture[column, 120])
      #expect(grey == (abs(value) < bar), "column \(column)")
    }
  }

  @Test func `no contour runs where nothing can be told`() {
    let (plain, lined) = (Self.picture(), Self.picture(contours: 0.5))
    for column in 25..<215 {
      let x = (Double(column) + 0.5 - 120) / 1000
      guard abs(20 * x) < 0.8 + 4 * x - 24 * 1.5e-3 else { continue }
      #expect(plain[column, 120] == lined[column, 120], "column \(column)")
    }
    #expect(plain != lined)
  }

  @Test func `a bar that is not known is grey, and grey is not clipped`() {
    let wall = FaceRendererTests.wall(from: -0.1)
    let scale = ColorScale.signed(upTo: 1, title: "x")
    let field = ScalarField(values: [9, 9, 9, 9], scale: scale, bars: [.nan, .nan, .nan, .nan])
    let picture = FaceRenderer(surface: wall, framing: Self.framing)
      .render(view: .front, width: 60, height: 80, field: field)
    #expect(Self.isGrey(picture[30, 40]))
    #expect(field.clipping == (below: false, above: false))
  }

  @Test(arguments: [
    (10.0, 1.0), (3.0, 1.0), (2.0, 0.5), (1.5, 0.5), (1.0, 0.2), (0.8, 0.2), (0.5, 0.1),
    (20.0, 5.0),
  ])
  func `contours are a millimetre apart, and finer on a small range`(end: Double, step: Double) {
    #expect(abs(ColorScale.contourStep(upTo: end) - step) < 1e-12)
  }

  @Test func `the distance of contours is written with as few digits as it takes`() {
    #expect([1, 0.5, 0.2, 0.05, 5].map(Ticks.text) == ["1", "0.5", "0.2", "0.05", "5"])
  }
}
