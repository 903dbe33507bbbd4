/// A sparse symmetric matrix, its upper triangle stored by columns.
///
/// Column j holds its rows in ascending order, the diagonal last and always present. The values can be
/// changed in place; the pattern is fixed, so that a symbolic factorization stays valid.
public struct SymmetricMatrix: Sendable {
  /// Number of rows and columns.
  public let order: Int
  /// Where each column begins in `rows` and `values`; `order` + 1 entries.
  public let columnStarts: [Int32]
  /// Row of each stored entry, at most its column.
  public let rows: [Int32]
  /// The stored entries.
  public var values: [Double]

  /// A matrix of zeros with the given upper-triangular pattern.
  public init(order: Int, columnStarts: [Int32], rows: [Int32]) {
    self.init(
      order: order, columnStarts: columnStarts, rows: rows,
      values: [Double](repeating: 0, count: rows.count))
  }

  /// A matrix with the given upper-triangular pattern and values.
  public init(order: Int, columnStarts: [Int32], rows: [Int32], values: [Double]) {
    precondition(columnStarts.count == order + 1 && Int(columnStarts[order]) == rows.count)
    precondition(values.count == rows.count)
    self.order = order
    self.columnStarts = columnStarts
    self.rows = rows
    self.values = values
  }

  /// The matrix Σ value · (e_row e_columnᵀ), its upper triangle given entry by entry.
  ///
  /// Entries that meet at one place are added in the order given. Entries below the diagonal are
  /// mirrored: give each off-diagonal pair once.
  public init(order: Int, entries: [(row: Int, column: Int, value: Double)]) {
    var counts = [Int](repeating: 0, count: order + 1)
    for e in entries { counts[max(e.row, e.column) + 1] += 1 }
    for j in 0..<order { counts[j + 1] += counts[j] + 1 }  // one more for the diagonal
    var next = counts
    var rows = [Int32](repeating: 0, count: counts[order])
    var values = [Double](repeating: 0, count: counts[order])
    for e in entries {
      let j = max(e.row, e.column)
      rows[next[j]] = Int32(min(e.row, e.column))
      values[next[j]] = e.value
      next[j] += 1
    }
    for j in 0..<order { rows[next[j]] = Int32(j) }

    var starts = [Int32](repeating: 0, count: order + 1)
    var mergedRows: [Int32] = []
    var mergedValues: [Double] = []
    mergedRows.reserveCapacity(rows.count)
    mergedValues.reserveCapacity(rows.count)
    for j in 0..<order {
      let slots = (counts[j]..<counts[j + 1]).sorted { (rows[$0], $0) < (rows[$1], $1) }
      for slot in slots {
        if mergedRows.count > Int(starts[j]), mergedRows[mergedRows.count - 1] == rows[slot] {
          mergedValues[mergedValues.count - 1] += values[slot]
        } else {
          mergedRows.append(rows[slot])
          mergedValues.append(values[slot])
        }
      }
      starts[j + 1] = Int32(mergedRows.count)
    }
    self.order = order
    self.columnStarts = starts
    self.rows = mergedRows
    self.values = mergedValues
  }

  /// Sets every stored entry to zero.
  public mutating func setToZero() {
    values.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
  }

  /// The product A x.
  public func multiplied(by x: [Double]) -> [Double] {
    precondition(x.count == order)
    var y = [Double](repeating: 0, count: order)
    for j in 0..<order {
      var sum = 0.0
      for k in Int(columnStarts[j])..<Int(columnStarts[j + 1]) {
        let i = Int(rows[k])
        sum += values[k] * x[i]
        if i != j { y[i] += values[k] * x[j] }
      }
      y[j] += sum
    }
    return y
  }
}
