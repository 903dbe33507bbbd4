import Tensors
import Testing

@testable import Rendering

@Suite struct RegionPaletteTests {
  @Test func `every colour is inside sRGB and no two are alike`() {
    let colors = RegionPalette.colors(20)
    for (number, color) in colors.enumerated() {
      #expect(color.min() > 0 && color.max() < 1, "colour \(number): \(color)")
      for other in colors[..<number] {
        #expect((color.encoded - other.encoded).length > 0.03, "colour \(number)")
      }
    }
  }
}
