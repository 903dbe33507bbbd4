import Tensors

/// A rectangle of pixels in linear light, rows from the top.
public struct Picture: Sendable, Equatable {
  public let width: Int
  public let height: Int
  /// Row after row, `width * height` of them.
  var pixels: [SIMD3<Float>]

  /// A picture of one colour.
  public init(width: Int, height: Int, color: LinearColor = .zero) {
    precondition(width > 0 && height > 0)
    (self.width, self.height) = (width, height)
    pixels = Array(repeating: SIMD3<Float>(color), count: width * height)
  }

  /// The colour of a pixel; `y` counts downwards from the top row.
  public subscript(x: Int, y: Int) -> LinearColor {
    get { LinearColor(pixels[y * width + x]) }
    set { pixels[y * width + x] = SIMD3<Float>(newValue) }
  }

  /// Lays `color` over a pixel; outside the picture nothing happens.
  ///
  /// A `coverage` of 0 leaves the pixel, 1 replaces it. Mixed as encoded components, so that dark
  /// text on light ground keeps the weight its typeface was drawn for.
  mutating func blend(_ color: LinearColor, coverage: Double, x: Int, y: Int) {
    guard x >= 0, y >= 0, x < width, y < height, coverage > 0 else { return }
    let old = self[x, y].encoded
    self[x, y] = LinearColor(encoded: old + (color.encoded - old) * min(coverage, 1))
  }

  /// Fills the rectangle of pixels `xs` × `ys`, as far as it lies inside.
  mutating func fill(_ color: LinearColor, x xs: Range<Int>, y ys: Range<Int>) {
    for y in ys.clamped(to: 0..<height) {
      for x in xs.clamped(to: 0..<width) { self[x, y] = color }
    }
  }

  /// Copies `other` with its upper left corner at (`x`, `y`), as far as it lies inside.
  mutating func place(_ other: Picture, x: Int, y: Int) {
    for row in 0..<other.height where (0..<height).contains(y + row) {
      for column in 0..<other.width where (0..<width).contains(x + column) {
        pixels[(y + row) * width + x + column] = other.pixels[row * other.width + column]
      }
    }
  }

  /// The pixels as 8-bit sRGB components: red, green, blue, from the top left.
  public var encodedBytes: [UInt8] {
    var bytes = [UInt8]()
    bytes.reserveCapacity(3 * pixels.count)
    for pixel in pixels {
      for component in 0..<3 { bytes.append(encodedByte(Double(pixel[component]))) }
    }
    return bytes
  }
}

/// The 8-bit sRGB component of linear light.
///
/// The byte at the lower end of the light's cell is looked up, and raised over the lights at which the byte
/// changes: many times as fast as the power, and equal to it.
func encodedByte(_ light: Double) -> UInt8 {
  guard light > 0 else { return 0 }
  guard light < 1 else { return 255 }
  var byte = Int(firstBytes[Int(light * Double(firstBytes.count))])
  while byte < 255, light >= byteThresholds[byte] { byte += 1 }
  return UInt8(byte)
}

/// The byte at the lower end of each of 4096 cells of light; none has more than two changes.
private let firstBytes: [UInt8] = (0..<4096).map { cell in
  UInt8(byteThresholds.prefix { $0 <= Double(cell) / 4096 }.count)
}

/// The light from which on a component is encoded as byte n + 1, for n from 0 to 254.
private let byteThresholds: [Double] = (0..<255).map { sRGBDecoded((Double($0) + 0.5) / 255) }
