import Models
import Tensors

/// Which unknowns meet in the equations of a step, and where each cell adds to their matrix.
///
/// The unknowns of a node follow each other, so that the rows of a node lie together in every column: one number says
/// where for a pair of nodes.
struct TangentPattern {
  /// Number of each unknown, −1 where the displacement is given; three to a node.
  let unknowns: [Int32]
  let order: Int
  /// Whether only the upper triangle is kept.
  let isUpper: Bool
  let columnStarts: [Int32]
  let rows: [Int32]
  /// The first unknown of each node that has any.
  let groups: [Int32]
  /// How far into the columns of node b the rows of node a begin, `[cell][b][a]`; −1 where there is nothing to add.
  let ranks: [Int32]
  /// Where each cell begins in `ranks`.
  let rankStarts: [Int]

  /// - Parameters:
  ///   - cells: nodes of each cell.
  ///   - unknowns: three to a node.
  ///   - order: their number.
  ///   - isUpper: whether only the upper triangle is kept.
  init(cells: [IntegratedCell], unknowns: [Int32], order: Int, isUpper: Bool) {
    let nodes = NodeUnknowns(unknowns)
    let neighbours = Self.neighbours(cells, nodes, isUpper: isUpper)
    var (starts, rows): ([Int32], [Int32]) = ([0], [])
    starts.reserveCapacity(order + 1)
    for (node, list) in neighbours.enumerated() where nodes.count[node] > 0 {
      for own in nodes.first[node]..<nodes.first[node] + nodes.count[node] {
        for other in list {
          let first = nodes.first[Int(other)]
          for row in first..<first + nodes.count[Int(other)] where !isUpper || row <= own {
            rows.append(row)
          }
        }
        starts.append(Int32(rows.count))
      }
    }
    var (ranks, rankStarts): ([Int32], [Int]) = ([], [])
    ranks.reserveCapacity(cells.reduce(0) { $0 + $1.nodes.count * $1.nodes.count })
    for cell in cells {
      rankStarts.append(ranks.count)
      for b in cell.nodes {
        for a in cell.nodes {
          let isKept =
            nodes.count[Int(a)] > 0 && nodes.count[Int(b)] > 0 && (!isUpper || a <= b)
          ranks.append(
            isKept
              ? Self.rank(
                of: nodes.first[Int(a)], from: Int(starts[Int(nodes.first[Int(b)])]),
                to: Int(starts[Int(nodes.first[Int(b)]) + 1]), in: rows) : -1)
        }
      }
    }
    (self.unknowns, self.order, self.isUpper) = (unknowns, order, isUpper)
    (columnStarts, self.rows, self.ranks, self.rankStarts) = (starts, rows, ranks, rankStarts)
    groups = nodes.first.indices.filter { nodes.count[$0] > 0 }.map { nodes.first[$0] }
  }

  /// The place of a row in a column, from its first entry on.
  @inline(__always)
  private static func rank(of row: Int32, from first: Int, to end: Int, in rows: [Int32]) -> Int32 {
    Int32(place(of: row, from: first, to: end, in: rows) - first)
  }

  private static func place(of row: Int32, from first: Int, to end: Int, in rows: [Int32]) -> Int {
    var (low, high) = (first, end)
    while high - low > 1 {
      let middle = (low + high) / 2
      if rows[middle] <= row { low = middle } else { high = middle }
    }
    return low
  }

  /// The place of an entry among the values.
  func place(row: Int32, column: Int32) -> Int {
    Self.place(
      of: row, from: Int(columnStarts[Int(column)]), to: Int(columnStarts[Int(column) + 1]),
      in: rows)
  }

  /// Nodes that share a cell with a node, itself included, in ascending order; up to itself for the upper triangle.
  private static func neighbours(
    _ cells: [IntegratedCell], _ nodes: NodeUnknowns, isUpper: Bool
  ) -> [[Int32]] {
    var neighbours = [[Int32]](repeating: [], count: nodes.first.count)
    for cell in cells {
      let own = cell.nodes.filter { nodes.count[Int($0)] > 0 }
      for b in own {
        for a in own where !isUpper || a <= b { neighbours[Int(b)].append(a) }
        // Now and then, so that the list of a node in many cells does not grow too long.
        if neighbours[Int(b)].count > 2048 { neighbours[Int(b)].removeRepeats() }
      }
    }
    for node in neighbours.indices { neighbours[node].removeRepeats() }
    return neighbours
  }
}

extension [Int32] {
  /// Sorts, and keeps one of each.
  fileprivate mutating func removeRepeats() {
    sort()
    var kept = 0
    for k in indices where kept == 0 || self[k] != self[kept - 1] {
      self[kept] = self[k]
      kept += 1
    }
    removeLast(count - kept)
  }
}

/// The unknowns of each node: the first one, and how many.
private struct NodeUnknowns {
  var first: [Int32]
  var count: [Int32]

  init(_ unknowns: [Int32]) {
    let nodes = unknowns.count / 3
    (first, count) = (Array(repeating: -1, count: nodes), Array(repeating: 0, count: nodes))
    for (k, unknown) in unknowns.enumerated() where unknown >= 0 {
      if count[k / 3] == 0 { first[k / 3] = unknown }
      count[k / 3] += 1
    }
  }
}
