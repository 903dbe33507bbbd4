/// A sparse square matrix, stored by columns, with rows in ascending order.
///
/// The pattern is symmetric and has the diagonal; values may be changed in place.
public struct SparseMatrix: Sendable {
  public let order: Int
  /// Where each column begins in `rows` and `values`; `order` + 1 entries.
  public let columnStarts: [Int32]
  public let rows: [Int32]
  public var values: [Double]

  /// A matrix of zeros in which the unknowns of each group are coupled.
  ///
  /// - Parameters:
  ///   - order: number of unknowns.
  ///   - groups: unknowns of each cell; negative numbers stand for none.
  public init(order: Int, coupling groups: [[Int32]]) {
    var neighbours = [[Int32]](repeating: [], count: order)
    for group in groups {
      let own = group.filter { $0 >= 0 }
      for column in own {
        neighbours[Int(column)] += own
        // Now and then, so that a column shared by many cells does not grow too long.
        if neighbours[Int(column)].count > 2048 {
          neighbours[Int(column)] = Self.sortedWithoutRepeats(neighbours[Int(column)])
        }
      }
    }
    var starts: [Int32] = [0]
    var rows: [Int32] = []
    for column in 0..<order {
      neighbours[column].append(Int32(column))
      rows += Self.sortedWithoutRepeats(neighbours[column])
      neighbours[column] = []
      starts.append(Int32(rows.count))
    }
    (self.order, columnStarts, self.rows) = (order, starts, rows)
    values = [Double](repeating: 0, count: rows.count)
  }

  private static func sortedWithoutRepeats(_ list: [Int32]) -> [Int32] {
    var result: [Int32] = []
    for entry in list.sorted() where result.last != entry { result.append(entry) }
    return result
  }

  public mutating func setToZero() {
    values.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
  }

  /// Adds a dense matrix at the rows and columns of a group; those with a negative number are left out.
  ///
  /// - Parameters:
  ///   - dense: entries by columns.
  ///   - group: an unknown for each row and column, as in the pattern.
  public mutating func add(_ dense: [Double], at group: [Int32]) {
    let n = group.count
    precondition(dense.count == n * n)
    columnStarts.withUnsafeBufferPointer { starts in
      rows.withUnsafeBufferPointer { rows in
        values.withUnsafeMutableBufferPointer { values in
          for (j, column) in group.enumerated() where column >= 0 {
            let (first, end) = (Int(starts[Int(column)]), Int(starts[Int(column) + 1]))
            for (i, row) in group.enumerated() where row >= 0 {
              var (low, high) = (first, end)
              while high - low > 1 {
                let middle = (low + high) / 2
                if rows[middle] <= row { low = middle } else { high = middle }
              }
              values[low] += dense[j * n + i]
            }
          }
        }
      }
    }
  }

  /// The symmetric matrix with the upper triangle of this one.
  public var upperTriangle: SymmetricMatrix {
    var starts: [Int32] = [0]
    var (upper, upperValues): ([Int32], [Double]) = ([], [])
    for column in 0..<order {
      for k in Int(columnStarts[column])..<Int(columnStarts[column + 1])
      where rows[k] <= Int32(column) {
        upper.append(rows[k])
        upperValues.append(values[k])
      }
      starts.append(Int32(upper.count))
    }
    var matrix = SymmetricMatrix(order: order, columnStarts: starts, rows: upper)
    matrix.values = upperValues
    return matrix
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
