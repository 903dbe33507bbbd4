import Tensors

/// A band of pixels, each the mean of the light through itself and its eight neighbours.
///
/// A pixel weighs every ray by the tent (1 − |x|) (1 − |y|) of its distance in pixels, so that a ray serves
/// all the pixels that it is near to; weights are divided by their sum, so that an even colour stays what
/// it is. Rays start at places that depend on the pixel alone: the same picture however it is cut into bands.
struct FilteredBand {
  let columns: Range<Int>
  let rows: Range<Int>
  let raysPerPixel: Int

  /// The pixels row by row.
  ///
  /// - Parameter light: what arrives through a place of the picture, in pixels from its upper left corner.
  /// - Returns: `rows.count * columns.count` of them, linear.
  func pixels(_ light: (SIMD2<Double>) -> LinearColor) -> [SIMD3<Float>] {
    let rays = rays(light)
    var pixels: [SIMD3<Float>] = []
    pixels.reserveCapacity(rows.count * columns.count)
    rays.withUnsafeBufferPointer { rays in
      for row in 0..<rows.count {
        for column in 0..<columns.count { pixels.append(mean(rays, row: row, column: column)) }
      }
    }
    return pixels
  }

  /// A ray: its light, and its place in its pixel, each coordinate in [0, 1).
  private struct Ray {
    /// Red, green and blue.
    var light: SIMD4<Float>
    var place: SIMD2<Float>
  }

  /// The rays of the band and of a rim of one pixel, pixel by pixel.
  private func rays(_ light: (SIMD2<Double>) -> LinearColor) -> [Ray] {
    var rays: [Ray] = []
    rays.reserveCapacity((rows.count + 2) * (columns.count + 2) * raysPerPixel)
    for y in (rows.lowerBound - 1)...rows.upperBound {
      for x in (columns.lowerBound - 1)...columns.upperBound {
        let pattern = SamplePattern(seed: UInt32(truncatingIfNeeded: y &* 65_537 &+ x))
        for k in 0..<raysPerPixel {
          let place = pattern[k]
          let color = light(SIMD2(Double(x), Double(y)) + place)
          rays.append(
            Ray(
              light: SIMD4(Float(color.x), Float(color.y), Float(color.z), 1),
              place: SIMD2<Float>(place)))
        }
      }
    }
    return rays
  }

  /// The weighted mean over the rays of nine pixels.
  private func mean(_ rays: UnsafeBufferPointer<Ray>, row: Int, column: Int) -> SIMD3<Float> {
    let stride = (columns.count + 2) * raysPerPixel
    var sum = SIMD4<Float>.zero
    for dy in 0...2 {
      let first = (row + dy) * stride + column * raysPerPixel
      for k in 0..<(3 * raysPerPixel) {
        let ray = rays[first + k]
        let x = ray.place.x + Float(k / raysPerPixel) - 1.5
        let y = ray.place.y + Float(dy) - 1.5
        sum += ray.light * (max(0, 1 - abs(x)) * max(0, 1 - abs(y)))
      }
    }
    return SIMD3(sum.x, sum.y, sum.z) / sum.w
  }
}
