/// A sparse square matrix, stored by columns, with rows in ascending order.
///
/// The pattern is symmetric and has the diagonal; values may be changed in place.
public struct SparseMatrix: Sendable {
  public let order: Int
  /// Where each column begins in `rows` and `values`; `order` + 1 entries.
  public let columnStarts: [Int32]
  public let rows: [Int32]
  public var values: [Double]

  /// A matrix with the given pattern and values.
  public init(order: Int, columnStarts: [Int32], rows: [Int32], values: [Double]) {
    precondition(columnStarts.count == order + 1 && rows.count == values.count)
    (self.order, self.columnStarts, self.rows) = (order, columnStarts, rows)
    self.values = values
  }

  /// Both triangles of a symmetric matrix.
  public init(_ matrix: SymmetricMatrix) {
    let n = matrix.order
    var starts = [Int32](repeating: 0, count: n + 1)
    for column in 0..<n {
      for k in Int(matrix.columnStarts[column])..<Int(matrix.columnStarts[column + 1]) {
        starts[column + 1] += 1
        if Int(matrix.rows[k]) != column { starts[Int(matrix.rows[k]) + 1] += 1 }
      }
    }
    for column in 0..<n { starts[column + 1] += starts[column] }
    var next = starts
    var rows = [Int32](repeating: 0, count: Int(starts[n]))
    var values = [Double](repeating: 0, count: rows.count)
    // Upper entries of a column come before what the columns to its right bring below the diagonal.
    for column in 0..<n {
      for k in Int(matrix.columnStarts[column])..<Int(matrix.columnStarts[column + 1]) {
        let row = Int(matrix.rows[k])
        (rows[Int(next[column])], values[Int(next[column])]) = (Int32(row), matrix.values[k])
        next[column] += 1
        guard row != column else { continue }
        (rows[Int(next[row])], values[Int(next[row])]) = (Int32(column), matrix.values[k])
        next[row] += 1
      }
    }
    self.init(order: n, columnStarts: starts, rows: rows, values: values)
  }

  /// A x.
  public func multiplied(by x: [Double]) -> [Double] {
    precondition(x.count == order)
    var y = [Double](repeating: 0, count: order)
    for column in 0..<order {
      for k in Int(columnStarts[column])..<Int(columnStarts[column + 1]) {
        y[Int(rows[k])] += values[k] * x[column]
      }
    }
    return y
  }
}
