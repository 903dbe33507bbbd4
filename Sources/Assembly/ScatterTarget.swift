import Tensors

/// Where the results of cells are added up: the matrix and the nodal forces.
///
/// Thread t of T owns the block columns and nodes with number ≡ t (mod T) and walks through all cells in
/// order, so no two threads write to one place and every sum is formed in the order of the cells.
struct ScatterTarget: @unchecked Sendable {
  let numbering: NodeNumbering
  let threads: Int
  let values: UnsafeMutableBufferPointer<Double>
  let forces: UnsafeMutableBufferPointer<Vector3>
  let lifted: UnsafeMutableBufferPointer<Vector3>

  /// Adds one batch, as far as `thread` owns the places.
  ///
  /// - Parameters:
  ///   - tangent: upper blocks `[pair][3 × 3]`; nil when only forces are wanted.
  ///   - residual: forces `[node][component]`.
  ///   - batch: the number of the batch.
  ///   - cells: the block it belongs to.
  ///   - increments: prescribed increments Δū whose −K Δū is wanted in `lifted`.
  ///   - thread: the thread that calls.
  func add(
    tangent: UnsafeMutablePointer<Lanes>?, residual: UnsafeMutablePointer<Lanes>, batch: Int,
    of cells: CellBatches, increments: [Vector3]?, thread: Int
  ) {
    let n = cells.tables.nodeCount
    for lane in 0..<min(4, cells.cellCount - 4 * batch) {
      for a in 0..<n {
        let node = cells.node(a, batch: batch, lane: lane)
        guard node % threads == thread else { continue }
        forces[node] += Vector3(
          residual[3 * a][lane], residual[3 * a + 1][lane], residual[3 * a + 2][lane])
      }
      guard let tangent else { continue }
      // Entries of one lane are four doubles apart.
      let K = UnsafeMutableRawPointer(tangent).assumingMemoryBound(to: Double.self) + lane
      addTangent(K, batch: batch, lane: lane, of: cells, thread: thread)
      if let increments {
        lift(K, batch: batch, lane: lane, of: cells, increments: increments, thread: thread)
      }
    }
  }

  private func addTangent(
    _ K: UnsafeMutablePointer<Double>, batch: Int, lane: Int, of cells: CellBatches, thread: Int
  ) {
    let (n, pairs) = (cells.tables.nodeCount, cells.tables.pairs.count)
    let cell = 4 * batch + lane
    cells.offsets.withUnsafeBufferPointer { offsets in
      numbering.index.withUnsafeBufferPointer { index in
        cells.nodes.withUnsafeBufferPointer { nodes in
          var pair = 0
          for b in 0..<n {
            let j = index[Int(nodes[4 * (batch * n + b) + lane])]
            for a in 0...b {
              defer { pair += 1 }
              let offset = Int(offsets[cell * pairs + pair])
              guard offset >= 0 else { continue }
              let i = index[Int(nodes[4 * (batch * n + a) + lane])]
              guard Int(max(i, j)) % threads == thread else { continue }
              addBlock(K + 36 * pair, at: offset, row: i, column: j)
            }
          }
        }
      }
    }
  }

  /// Adds a 3 × 3 block (entries four doubles apart) to the upper triangle, turned when it lies below.
  @inline(__always)
  func addBlock(_ k: UnsafeMutablePointer<Double>, at offset: Int, row i: Int32, column j: Int32) {
    let s = numbering.stride(ofColumn: max(i, j))
    let (c0, c1, c2) = (offset, offset + s + 1, offset + 2 * s + 3)
    if i < j {
      for r in 0..<3 {
        values[c0 + r] += k[12 * r]
        values[c1 + r] += k[12 * r + 4]
        values[c2 + r] += k[12 * r + 8]
      }
    } else if i > j {
      for r in 0..<3 {
        values[c0 + r] += k[4 * r]
        values[c1 + r] += k[12 + 4 * r]
        values[c2 + r] += k[24 + 4 * r]
      }
    } else {
      values[c0] += k[0]
      values[c1] += k[4]
      values[c1 + 1] += k[16]
      values[c2] += k[8]
      values[c2 + 1] += k[20]
      values[c2 + 2] += k[32]
    }
  }

  /// Subtracts K Δū of one cell from `lifted`, at the nodes that this thread owns.
  private func lift(
    _ K: UnsafeMutablePointer<Double>, batch: Int, lane: Int, of cells: CellBatches,
    increments: [Vector3], thread: Int
  ) {
    for (pair, (a, b)) in cells.tables.pairs.enumerated() {
      let nodeA = cells.node(a, batch: batch, lane: lane)
      let nodeB = cells.node(b, batch: batch, lane: lane)
      let k = K + 36 * pair
      let block = Matrix3(k[0], k[4], k[8], k[12], k[16], k[20], k[24], k[28], k[32])
      if nodeA % threads == thread, increments[nodeB] != .zero {
        lifted[nodeA] -= block * increments[nodeB]
      }
      if a != b, nodeB % threads == thread, increments[nodeA] != .zero {
        lifted[nodeB] -= block.transpose * increments[nodeA]
      }
    }
  }

  /// Adds blocks of pairs of nodes to the matrix, and −K Δū to `lifted` when increments are given.
  func add(_ blocks: [(i: Int32, j: Int32, K: Matrix3)], increments: [Vector3]?) {
    var spread = [Double](repeating: 0, count: 36)
    for (nodeA, nodeB, K) in blocks {
      if let increments {
        lifted[Int(nodeA)] -= K * increments[Int(nodeB)]
        if nodeA != nodeB { lifted[Int(nodeB)] -= K.transpose * increments[Int(nodeA)] }
      }
      let (i, j) = (numbering.index[Int(nodeA)], numbering.index[Int(nodeB)])
      guard i >= 0, j >= 0 else { continue }
      let offset = Int(numbering.offset(row: min(i, j), column: max(i, j)))
      for r in 0..<3 { for c in 0..<3 { spread[12 * r + 4 * c] = K[r, c] } }
      spread.withUnsafeMutableBufferPointer {
        if let k = $0.baseAddress { addBlock(k, at: offset, row: i, column: j) }
      }
    }
  }
}
