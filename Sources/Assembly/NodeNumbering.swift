import SparseAlgebra
import Tensors

/// Which nodes have equations, and where the 3 × 3 block of two nodes lies in the matrix.
///
/// A node whose three components are all prescribed has no equation. A node with some of them
/// prescribed keeps all three, and the prescribed rows are replaced by identities.
struct NodeNumbering: Sendable {
  /// Equation block of each node, −1 for a node without.
  let index: [Int32]
  /// The node of each equation block.
  let nodes: [Int32]
  /// The matrix with its pattern, all zero.
  let pattern: SymmetricMatrix
  /// Blocks above the diagonal in each block column.
  private let degree: [Int32]

  init(solid: Solid) {
    let nodeCount = solid.mesh.positions.count
    var used = [Bool](repeating: false, count: nodeCount)
    for block in solid.mesh.blocks { for node in block.nodes { used[Int(node)] = true } }
    var index = [Int32](repeating: -1, count: nodeCount)
    var nodes: [Int32] = []
    for node in 0..<nodeCount where used[node] && !all(solid.constrained[node]) {
      index[node] = Int32(nodes.count)
      nodes.append(Int32(node))
    }

    // Neighbours with a smaller number, by block column.
    var neighbours = [[Int32]](repeating: [], count: nodes.count)
    func connect(_ a: Int32, _ b: Int32) {
      let (i, j) = (index[Int(a)], index[Int(b)])
      guard i >= 0, j >= 0, i != j else { return }
      neighbours[Int(max(i, j))].append(min(i, j))
    }
    for block in solid.mesh.blocks {
      for cell in 0..<block.count {
        let members = Array(block.nodes(ofCell: cell))
        for b in members.indices { for a in 0..<b { connect(members[a], members[b]) } }
      }
    }
    for support in solid.supports { for (i, j, _) in support.blocks { connect(i, j) } }
    for cable in solid.cables { for (i, j) in cable.pairs { connect(i, j) } }

    var starts: [Int32] = [0]
    var rows: [Int32] = []
    var degree: [Int32] = []
    starts.reserveCapacity(3 * nodes.count + 1)
    for j in nodes.indices {
      let sorted = neighbours[j].sorted()
      var unique: [Int32] = []
      for i in sorted where unique.last != i { unique.append(i) }
      degree.append(Int32(unique.count))
      for c in 0..<3 {
        for i in unique { rows += [3 * i, 3 * i + 1, 3 * i + 2] }
        for r in 0...c { rows.append(Int32(3 * j + r)) }
        starts.append(Int32(rows.count))
      }
    }
    self.index = index
    self.nodes = nodes
    self.degree = degree
    pattern = SymmetricMatrix(order: 3 * nodes.count, columnStarts: starts, rows: rows)
  }

  /// Where the block of equation blocks (row ≤ column) begins in the first of its three columns.
  func offset(row: Int32, column: Int32) -> Int32 {
    let start = Int(pattern.columnStarts[3 * Int(column)])
    let count = Int(degree[Int(column)])
    if row == column { return Int32(start + 3 * count) }
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if pattern.rows[start + 3 * middle] < 3 * row { low = middle + 1 } else { high = middle }
    }
    return Int32(start + 3 * low)
  }

  /// Distance between the same row in the first and second column of a block column, less one.
  ///
  /// A block at offset o has its columns at o, o + s + 1 and o + 2s + 3 with this s.
  @inline(__always) func stride(ofColumn column: Int32) -> Int { 3 * Int(degree[Int(column)]) }
}
