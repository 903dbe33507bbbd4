import Tensors
import Testing

@testable import Rendering

@Suite struct FilteredBandTests {
  @Test(arguments: PictureQuality.allCases)
  func `leaves an even colour as it is`(quality: PictureQuality) {
    let band = FilteredBand(columns: 3..<9, rows: 2..<5, raysPerPixel: quality.raysPerPixel)
    let pixels = band.pixels { _ in LinearColor(0.25, 0.5, 0.75) }
    #expect(pixels.count == 18)
    for pixel in pixels { #expect((Vector3(pixel) - Vector3(0.25, 0.5, 0.75)).length < 1e-6) }
  }

  @Test func `gives the same pixels however the picture is cut into bands`() {
    func light(_ place: SIMD2<Double>) -> LinearColor {
      LinearColor(.sine(place.x), .cosine(3 * place.y), .sine(place.x * place.y))
    }
    func band(_ rows: Range<Int>) -> [SIMD3<Float>] {
      FilteredBand(columns: 0..<7, rows: rows, raysPerPixel: 4).pixels(light)
    }
    #expect(band(0..<9) == band(0..<4) + band(4..<5) + band(5..<9))
  }

  @Test func `shows a ramp as it is, but for the unevenness of its rays`() {
    let band = FilteredBand(columns: 0..<40, rows: 0..<40, raysPerPixel: 4)
    let pixels = band.pixels { LinearColor(repeating: $0.x / 40) }
    var (bias, square) = (0.0, 0.0)
    for (i, pixel) in pixels.enumerated() {
      let error = 40 * Double(pixel.x) - (Double(i % 40) + 0.5)
      bias += error / 1600
      square += error * error / 1600
    }
    // The variance of the tent is 1/6; of n independent rays per pixel, Σw² = (2/3)² n of Σw = n counts. Evenly spread
    // rays do better.
    #expect(square.squareRoot() < (4.0 / 9 / 4 / 6).squareRoot())
    #expect(abs(bias) < 0.01)
  }
}
