import Tensors
import Testing

@testable import Rendering

@Suite struct ColorTests {
  @Test func `encodes and decodes sRGB to the same byte`() {
    var picture = Picture(width: 256, height: 1)
    for byte in 0..<256 { picture[byte, 0] = LinearColor(sRGBGray: Double(byte) / 255) }
    let bytes = picture.encodedBytes
    for byte in 0..<256 { #expect(bytes[3 * byte] == UInt8(byte)) }
    // The published numbers: middle grey, and the two branches meeting.
    #expect(abs(sRGBEncoded(0.214_041_14) - 0.5) < 1e-8)
    #expect(abs(sRGBDecoded(0.040_45) - 0.003_130_8) < 1e-7)
    #expect(sRGBEncoded(-1) == 0 && sRGBEncoded(2) == 1)
  }

  @Test func `finds the byte of any light as the formula does`() {
    var picture = Picture(width: 1000, height: 1)
    for i in 0..<1000 { picture[i, 0] = LinearColor(repeating: (Double(i) + 0.37) / 1000) }
    let bytes = picture.encodedBytes
    for i in 0..<1000 {
      #expect(bytes[3 * i] == UInt8((sRGBEncoded((Double(i) + 0.37) / 1000) * 255).rounded()))
    }
  }

  @Test func `converts Oklab white, and red as published`() {
    let white = Oklab(L: 1, a: 0, b: 0).linearColor
    #expect((white - LinearColor(repeating: 1)).length < 2e-7)
    let red = Oklab(L: 0.627_955, a: 0.224_863, b: 0.125_846).linearColor
    #expect((red - LinearColor(1, 0, 0)).length < 1e-5)
  }

  @Test func `runs from pale yellow to dark violet`() {
    let first = ColorMap.sequential.color(at: 0)
    let last = ColorMap.sequential.color(at: 1)
    #expect(
      (first - Oklab(L: 0.95, chroma: 0.035, hue: 100).linearColor).length < 1e-6)
    #expect(
      (last - Oklab(L: 0.32, chroma: 0.135, hue: 300).linearColor).length < 1e-6)
    #expect(ColorMap.sequential.color(at: -3) == first)
    #expect(ColorMap.sequential.color(at: 7) == last)
    for i in 1...100 {
      let (a, b) = (Double(i - 1) / 100, Double(i) / 100)
      #expect(
        ColorMap.sequential.color(at: b).luminance < ColorMap.sequential.color(at: a).luminance)
    }
  }

  @Test func `is near white and neutral in the middle, and alike on both sides`() {
    let map = ColorMap.diverging
    let middle = map.color(at: 0.5)
    #expect((middle - Oklab(L: 0.95, a: 0, b: 0).linearColor).length < 1e-6)
    let blue = map.color(at: 0)
    let red = map.color(at: 1)
    #expect(blue.z > 3 * blue.x && red.x > 3 * red.z)
    #expect((blue - Oklab(L: 0.46, chroma: 0.145, hue: 255).linearColor).length < 1e-6)
    #expect((red - Oklab(L: 0.46, chroma: 0.145, hue: 28).linearColor).length < 1e-6)
  }

  @Test(arguments: [ColorMap.sequential, ColorMap.diverging])
  func `never leaves sRGB`(map: ColorMap) {
    // A colour that had been clipped would touch the border of the cube.
    for i in 0...200 {
      let color = map.color(at: Double(i) / 200)
      #expect(color.min() > 0 && color.max() < 1, "at \(i)")
    }
  }

  @Test func `shows dead band, missing numbers and clipped ends`() {
    let scale = ColorScale.signed(upTo: 5, title: "Lift", deadBand: 0.3)
    #expect(scale.color(of: 0.3) == ColorScale.deadColor)
    #expect(scale.color(of: -0.3) == ColorScale.deadColor)
    #expect(scale.color(of: 0.31) != ColorScale.deadColor)
    #expect(scale.color(of: .nan) == ColorScale.deadColor)
    #expect(scale.color(of: 9) == ColorMap.diverging.color(at: 1))
    let field = ScalarField(values: [0, 6, .nan], scale: scale)
    #expect(field.clipping == (below: false, above: true))
  }

  @Test(arguments: [
    ([0.0, -4.9, 2.0], 5.0), ([0.101], 0.1), ([0.11], 0.15), ([7.9], 8.0), ([81.0], 80.0),
    ([82.0], 100.0), ([0.0, 0.0], 1.0), ([Double.nan, 3.0], 3.0),
  ])
  func `rounds the end of a scale`(values: [Double], end: Double) {
    #expect(abs(ColorScale.niceExtreme(of: values) - end) < 1e-12)
  }
}
