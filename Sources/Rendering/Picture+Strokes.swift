import Tensors

extension Picture {
  /// A straight stroke with round ends; coordinates in pixels, y downwards.
  mutating func line(
    from a: SIMD2<Double>, to b: SIMD2<Double>, _ color: LinearColor, width: Double = 2
  ) {
    let along = b - a
    let squared = (along * along).sum()
    stroke(color, lower: pointwiseMin(a, b), upper: pointwiseMax(a, b), radius: width / 2) { p in
      let t = squared > 0 ? min(max(((p - a) * along).sum() / squared, 0), 1) : 0
      let off = p - a - t * along
      return (off * off).sum().squareRoot()
    }
  }

  /// A filled disc.
  mutating func dot(at center: SIMD2<Double>, _ color: LinearColor, radius: Double = 4) {
    stroke(color, lower: center, upper: center, radius: radius) { p in
      let off = p - center
      return (off * off).sum().squareRoot()
    }
  }

  /// Covers the pixels nearer than `radius`, half covered at the border.
  private mutating func stroke(
    _ color: LinearColor, lower: SIMD2<Double>, upper: SIMD2<Double>, radius: Double,
    distance: (SIMD2<Double>) -> Double
  ) {
    let (left, right) = (Int(lower.x - radius) - 1, Int(upper.x + radius) + 2)
    let (top, bottom) = (Int(lower.y - radius) - 1, Int(upper.y + radius) + 2)
    for y in max(top, 0)..<max(min(bottom, height), max(top, 0)) {
      for x in max(left, 0)..<max(min(right, width), max(left, 0)) {
        let coverage = radius + 0.5 - distance(SIMD2(Double(x) + 0.5, Double(y) + 0.5))
        blend(color, coverage: min(coverage, 1), x: x, y: y)
      }
    }
  }
}
