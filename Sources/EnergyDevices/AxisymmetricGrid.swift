import ReferenceElements
import Tensors

/// Rectangles of eight nodes in the half-plane of radius r and depth z, rotated about the axis r = 0.
///
/// Cells are numbered row by row from the surface z = 0 downwards, in a row from the axis outwards.
public struct AxisymmetricGrid: Sendable {
  /// Borders of the columns and rows, in m, ascending; the radii begin at 0 for a block with an axis.
  public let radii, depths: [Double]
  /// (r, z) of the nodes in m, row by row.
  public let nodes: [SIMD2<Double>]
  /// The nodes of each cell, in the order of `Quadrilateral8` with ξ along r and η along z.
  let cells: [[Int]]

  public init(radii: [Double], depths: [Double]) {
    (self.radii, self.depths) = (radii, depths)
    let (columns, rows) = (radii.count - 1, depths.count - 1)
    // Rows of corners have nodes at corners and between; rows between have nodes at corners alone.
    let (full, half) = (2 * columns + 1, columns + 1)
    func first(_ row: Int) -> Int { row * (full + half) }
    var nodes: [SIMD2<Double>] = []
    for j in 0...rows {
      for i in 0..<full {
        let r = i % 2 == 0 ? radii[i / 2] : 0.5 * (radii[i / 2] + radii[i / 2 + 1])
        nodes.append(SIMD2(r, depths[j]))
      }
      if j < rows { nodes += radii.map { SIMD2($0, 0.5 * (depths[j] + depths[j + 1])) } }
    }
    self.nodes = nodes
    cells = (0..<rows * columns).map { cell in
      let (j, i) = (cell / columns, cell % columns)
      let (top, bottom, between) = (first(j) + 2 * i, first(j + 1) + 2 * i, first(j) + full + i)
      return [top, top + 2, bottom + 2, bottom, top + 1, between + 1, bottom + 1, between]
    }
  }

  public var columns: Int { radii.count - 1 }
  public var rows: Int { depths.count - 1 }

  /// The nodes at the lower end, in ascending order of r.
  var bottomNodes: Range<Int> { nodes.count - (2 * columns + 1)..<nodes.count }

  /// The borders of a cell in m.
  func extent(ofCell cell: Int) -> (r: ClosedRange<Double>, z: ClosedRange<Double>) {
    let (j, i) = (cell / columns, cell % columns)
    return (radii[i]...radii[i + 1], depths[j]...depths[j + 1])
  }

  /// (r, z) at a place in a cell.
  ///
  /// - Parameters:
  ///   - xi: (ξ, η), each from −1 to 1.
  ///   - cell: number of the cell.
  /// - Returns: in m.
  func position(_ xi: Vector3, inCell cell: Int) -> SIMD2<Double> {
    let (r, z) = extent(ofCell: cell)
    return SIMD2(
      r.lowerBound + 0.5 * (1 + xi.x) * (r.upperBound - r.lowerBound),
      z.lowerBound + 0.5 * (1 + xi.y) * (z.upperBound - z.lowerBound))
  }

  /// Volume of a cell rotated about the axis, in m³.
  func volume(ofCell cell: Int) -> Double {
    let (r, z) = extent(ofCell: cell)
    return .pi * (r.upperBound * r.upperBound - r.lowerBound * r.lowerBound)
      * (z.upperBound - z.lowerBound)
  }
}
