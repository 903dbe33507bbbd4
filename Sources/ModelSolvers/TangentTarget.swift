import Tensors

/// Where the tangents of cells are added up: the values of the matrix, and what given increments do to the right-hand side.
///
/// Thread t of T owns the columns of nodes with number ≡ t (mod T) and walks through the cells in order, so that no two write
/// to one place and every sum has the order of the cells.
struct TangentTarget: @unchecked Sendable {
  let pattern: TangentPattern
  let values: UnsafeMutablePointer<Double>
  /// Increments of the displacements that are given, three to a node; nil where there are none.
  let increments: [Double]?
  /// Gains −K Δu.
  let right: UnsafeMutablePointer<Double>

  /// Adds the tangent of a cell, as far as a thread owns its columns.
  func add(
    _ tangent: UnsafeMutablePointer<Lanes>, of cell: IntegratedCell, number: Int, thread: Int,
    of threads: Int
  ) {
    let entries = TangentEntries(tangent, of: cell)
    let (n, first) = (cell.nodes.count, pattern.rankStarts[number])
    pattern.ranks.withUnsafeBufferPointer { ranks in
      pattern.unknowns.withUnsafeBufferPointer { unknowns in
        pattern.columnStarts.withUnsafeBufferPointer { starts in
          for (b, node) in cell.nodes.enumerated() where Int(node) % threads == thread {
            for (a, other) in cell.nodes.enumerated() {
              let rank = ranks[first + b * n + a]
              guard rank >= 0 else { continue }
              for k in 0..<3 {
                let column = unknowns[3 * Int(node) + k]
                guard column >= 0 else { continue }
                var place = Int(starts[Int(column)] + rank)
                for i in 0..<3 {
                  let row = unknowns[3 * Int(other) + i]
                  guard row >= 0, !pattern.isUpper || row <= column else { continue }
                  values[place] += entries(a, i, b, k)
                  place += 1
                }
              }
            }
          }
        }
      }
    }
    if thread == 0, let increments { shift(by: increments, entries, of: cell) }
  }

  /// Takes from the right-hand side what given increments do to the other unknowns of a cell.
  private func shift(by increments: [Double], _ entries: TangentEntries, of cell: IntegratedCell) {
    for (b, node) in cell.nodes.enumerated() {
      for k in 0..<3 where pattern.unknowns[3 * Int(node) + k] < 0 {
        let du = increments[3 * Int(node) + k]
        guard du != 0 else { continue }
        for (a, other) in cell.nodes.enumerated() {
          for i in 0..<3 {
            let row = pattern.unknowns[3 * Int(other) + i]
            if row >= 0 { right[Int(row)] -= entries(a, i, b, k) * du }
          }
        }
      }
    }
  }

  /// Adds the tangent of a load.
  ///
  /// - Parameters:
  ///   - nodes: of a facet, all in one cell.
  ///   - tangent: by columns, three unknowns to a node.
  func add(_ nodes: [Int32], _ tangent: [Double]) {
    let group = nodes.flatMap { node in (0..<3).map { 3 * Int(node) + $0 } }
    let n = group.count
    for (j, k) in group.enumerated() {
      let (column, du) = (pattern.unknowns[k], increments?[k] ?? 0)
      for (i, l) in group.enumerated() {
        let row = pattern.unknowns[l]
        guard row >= 0 else { continue }
        if column < 0 {
          right[Int(row)] -= tangent[j * n + i] * du
        } else if !pattern.isUpper || row <= column {
          values[pattern.place(row: row, column: column)] += tangent[j * n + i]
        }
      }
    }
  }
}

/// The entries of the tangent of a cell, as `CellOutput` has them.
private struct TangentEntries {
  private let numbers: UnsafeMutablePointer<Double>
  private let stride: Int
  private let isHalf: Bool

  init(_ tangent: UnsafeMutablePointer<Lanes>, of cell: IntegratedCell) {
    // Node a is lane a of a row of 4 · groups numbers.
    numbers = UnsafeMutableRawPointer(tangent).assumingMemoryBound(to: Double.self)
    (stride, isHalf) = (4 * cell.groupCount, cell.isSymmetric)
  }

  /// ∂f_ai/∂u_bk.
  @inline(__always)
  func callAsFunction(_ a: Int, _ i: Int, _ b: Int, _ k: Int) -> Double {
    isHalf && a > b
      ? numbers[((3 * a + i) * 3 + k) * stride + b] : numbers[((3 * b + k) * 3 + i) * stride + a]
  }
}
