/// The stack of slabs that a plan is laid over.
struct SlabStack {
  let slabs: [TissueSlab]
  /// Depth in m at which each slab begins, and the lower end of the last.
  let borders: [Double]

  init(_ slabs: [TissueSlab]) {
    self.slabs = slabs
    borders = slabs.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.thickness) }
  }

  var depth: Double { borders.last ?? 0 }

  /// The slab at a depth.
  func index(at depth: Double) -> Int {
    min(slabs.count - 1, max(0, borders.lastIndex { $0 <= depth } ?? 0))
  }

  /// The slab of each cell of a grid.
  func indices(of grid: AxisymmetricGrid) -> [Int] {
    (0..<grid.rows * grid.columns).map { cell in
      let z = grid.extent(ofCell: cell).z
      return index(at: 0.5 * (z.lowerBound + z.upperBound))
    }
  }
}
