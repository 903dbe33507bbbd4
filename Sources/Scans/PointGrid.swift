import Tensors

/// Points sorted into the cells of a regular grid, to find those near a place.
struct PointGrid: Sendable {
  private let cell: Double
  private let origin: Vector3
  private let counts: SIMD3<Int>
  /// Where the points of each cell begin in `points`; one more entry than cells.
  private let starts: [Int32]
  private let points: [Int32]

  /// Sorts points into cells.
  ///
  /// - Parameters:
  ///   - positions: finite.
  ///   - wanted: side of a cell in m; made larger if there would be more than about 10⁶ cells.
  init(_ positions: [Vector3], cell wanted: Double) {
    let low = positions.reduce(positions.first ?? .zero) { pointwiseMin($0, $1) }
    let high = positions.reduce(positions.first ?? .zero) { pointwiseMax($0, $1) }
    let cell = max(wanted, (high - low).max() / 100)
    let size = (high - low) / cell
    let counts = SIMD3(Int(size.x) + 1, Int(size.y) + 1, Int(size.z) + 1)
    let cells = positions.map { p -> Int in
      let q = (p - low) / cell
      return Int(q.x) + counts.x * (Int(q.y) + counts.y * Int(q.z))
    }
    var starts = [Int32](repeating: 0, count: counts.x * counts.y * counts.z + 1)
    for c in cells { starts[c + 1] += 1 }
    for c in 1..<starts.count { starts[c] += starts[c - 1] }
    var next = starts
    var points = [Int32](repeating: 0, count: positions.count)
    for (i, c) in cells.enumerated() {
      points[Int(next[c])] = Int32(i)
      next[c] += 1
    }
    self.cell = cell
    origin = low
    self.counts = counts
    self.starts = starts
    self.points = points
  }

  /// Calls `body` with every point within `distance` of `place`, and some that are farther; always in
  /// the same order.
  @inline(__always)
  func forEach(within distance: Double, of place: Vector3, _ body: (Int) -> Void) {
    guard place.isFinite else { return }
    func range(_ axis: Int) -> ClosedRange<Int>? {
      let limit = Double(counts[axis])
      let low = (place[axis] - distance - origin[axis]) / cell
      let high = (place[axis] + distance - origin[axis]) / cell
      guard high >= 0, low < limit else { return nil }
      return Int(max(low, 0))...Int(min(high, limit - 1))
    }
    guard let x = range(0), let y = range(1), let z = range(2) else { return }
    for c in z {
      for b in y {
        let row = counts.x * (b + counts.y * c)
        for k in starts[row + x.lowerBound]..<starts[row + x.upperBound + 1] {
          body(Int(points[Int(k)]))
        }
      }
    }
  }
}
