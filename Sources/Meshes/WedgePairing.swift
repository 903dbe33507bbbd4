import ReferenceElements

extension VolumeMesh {
  /// The same mesh with linear wedges joined in pairs across their upright faces.
  ///
  /// Wedges that have one neighbour left to join are served first (Karp & Sipser), so that few stay
  /// single; those become a block of their own, of the same region, after their pairs.
  ///
  /// - Returns: the mesh on the same nodes; blocks of other shapes as they were.
  /// - Source: Karp & Sipser, FOCS 1981, 364.
  public func pairingWedges() -> VolumeMesh {
    VolumeMesh(
      positions: positions,
      blocks: blocks.flatMap { $0.shape == .wedge6 ? WedgePairing($0).blocks : [$0] })
  }
}

/// Which wedges of a block are joined.
private struct WedgePairing {
  private let block: CellBlock
  /// The wedges across the upright faces of each wedge.
  private let neighbours: [[Int]]
  private var partner: [Int?]

  init(_ block: CellBlock) {
    self.block = block
    neighbours = Self.neighbours(in: block)
    partner = Array(repeating: nil, count: block.count)
    match()
  }

  private static func neighbours(in block: CellBlock) -> [[Int]] {
    var owner: [[Int32]: Int] = [:]
    var found = [[Int]](repeating: [], count: block.count)
    for cell in 0..<block.count {
      let nodes = Array(block.nodes(ofCell: cell))
      for face in CellShape.wedge6.faces where face.shape == .quadrilateral4 {
        let key = face.nodes.map { nodes[$0] }.sorted()
        if let other = owner[key] {
          found[cell].append(other)
          found[other].append(cell)
        }
        owner[key] = cell
      }
    }
    return found
  }

  private func free(around cell: Int) -> [Int] { neighbours[cell].filter { partner[$0] == nil } }

  /// Joins; those with fewest neighbours begin, and among equals the first.
  private mutating func match() {
    var urgent: [Int] = []
    let order = partner.indices.sorted {
      (neighbours[$0].count, $0) < (neighbours[$1].count, $1)
    }
    for first in order {
      urgent.append(first)
      while let cell = urgent.popLast() {
        guard partner[cell] == nil else { continue }
        let choice = free(around: cell).min { free(around: $0).count < free(around: $1).count }
        guard let mate = choice else { continue }
        (partner[cell], partner[mate]) = (mate, cell)
        let around = free(around: cell) + free(around: mate)
        urgent += around.filter { free(around: $0).count == 1 }.reversed()
      }
    }
  }

  /// The pairs, then the wedges that stayed single.
  var blocks: [CellBlock] {
    var (pairs, singles): ([Int32], [Int32]) = ([], [])
    for (cell, mate) in partner.enumerated() {
      if let mate {
        if cell < mate { pairs += nodes(joining: cell, mate) }
      } else {
        singles += block.nodes(ofCell: cell)
      }
    }
    let found = [
      CellBlock(region: block.region, shape: .wedgePair8, nodes: pairs),
      CellBlock(region: block.region, shape: .wedge6, nodes: singles),
    ]
    return found.filter { $0.count > 0 }
  }

  /// The nodes of two wedges in the order of `WedgePair8`: the cut joins the second and the fourth.
  private func nodes(joining cell: Int, _ mate: Int) -> [Int32] {
    let (a, b) = (Array(block.nodes(ofCell: cell)), Array(block.nodes(ofCell: mate)))
    // The corner of each that the other does not have.
    let apex = (0..<3).first { !b.contains(a[$0]) } ?? 0
    let far = (0..<3).first { !a.contains(b[$0]) } ?? 0
    let (second, fourth) = ((apex + 1) % 3, (apex + 2) % 3)
    return [0, 3].flatMap { (level: Int) -> [Int32] in
      [a[level + apex], a[level + second], b[level + far], a[level + fourth]]
    }
  }
}
