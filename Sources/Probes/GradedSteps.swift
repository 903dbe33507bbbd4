import Tensors

/// Divisions of a length into cells of which each is larger than the one before in the same ratio.
struct GradedSteps {
  /// Ends of the cells, the first at the beginning.
  private(set) var ends: [Double]
  /// Size of the last cell.
  private(set) var last: Double

  init(from start: Double, first size: Double) { (ends, last) = ([start], size) }

  /// Goes on to `end`: as many cells as a first one near `size` and the ratio give, at least `least`.
  ///
  /// - Parameters:
  ///   - end: beyond the present one.
  ///   - ratio: of a cell to the one before it.
  ///   - size: wanted of the first; that of the last cell times the ratio when nil.
  ///   - least: number of cells.
  mutating func go(to end: Double, ratio: Double, first size: Double? = nil, least: Int = 1) {
    let start = ends[ends.count - 1]
    let length = end - start
    let wanted = size ?? last * ratio
    // n cells from `wanted` on make wanted (qⁿ − 1)/(q − 1); the nearest whole n, scaled to fit.
    let count =
      abs(ratio - 1) < 1e-9
      ? length / wanted
      : Double.logarithm(max(1 + length * (ratio - 1) / wanted, 1e-9)) / .logarithm(ratio)
    let n = max(least, Int(count.rounded()))
    let sizes = (0..<n).map { Double.power(ratio, Double($0)) }
    let scale = length / sizes.reduce(0, +)
    var place = start
    for size in sizes.dropLast() {
      place += scale * size
      ends.append(place)
    }
    ends.append(end)
    last = scale * sizes[n - 1]
  }
}
