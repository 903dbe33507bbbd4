import Tensors

/// The smallest change of columns after which every cell is good enough.
///
/// Bad cells are taken in connected patches, one at a time. Nodes of a patch are tied by springs to where
/// the columns want them, and cells pay for what their scaled Jacobian lacks (`LeastChange`). Corners below
/// the skin are held softly in space, edge nodes below it to the shape of their edge, and the skin firmly to
/// the scan: where it turns within one triangle it must leave it. A first search asks for more than is
/// needed, which leads out of tangles; the second asks for what is needed. Later rounds reach farther,
/// insist ten times more each, start from smoothed interfaces and hold the skin half as firmly each.
struct ColumnUntangling {
  let sheet: SkinSheet
  /// Where the nodes of the interfaces want to be.
  let wanted: [Vector3]
  /// Where they are.
  private(set) var nodes: [Vector3]
  /// The scaled Jacobian that every cell shall reach.
  let limit: Double
  private let around: SheetNeighbourhoods

  private static let rounds = 10
  /// From this round on, cells need only reach this part of the limit.
  private static let (patience, acceptable) = (6, 0.6)
  /// √stiffness of the springs in 1/m: a corner below the skin at 1 mm costs ½.
  private static let (cornerWeight, edgeWeight, skinWeight) = (1e3, 2e3, 10e3)
  /// K and goal of the first search: half of an undistorted cell.
  private static let leadingOut = (stiffness: 1e2, goal: 0.5)
  /// K of the second search: a lack of 0.01 costs as much as a corner at 1 mm.
  private static let insisting = 1e4

  init(_ columns: TissueColumns, limit: Double) {
    sheet = columns.sheet
    wanted = columns.nodes
    nodes = wanted
    self.limit = limit
    around = SheetNeighbourhoods(of: sheet)
  }

  /// Moves nodes until every cell reaches the limit, or rounds are over.
  mutating func improve() {
    for round in 0..<Self.rounds {
      let isLate = round >= Self.patience
      let least = isLate ? Self.acceptable * limit : limit
      let bad = sheet.corners.triangles.indices.filter { quality(ofTriangle: $0) < least }
      if bad.isEmpty { return }
      let skinRings = isLate ? round - 2 : round / 2
      for patch in patches(around: bad, rings: 2 + skinRings, skinRings: skinRings) {
        improve(patch, bad: bad, until: least, round: round)
      }
    }
  }

  /// One round on one patch; undone where cells lack more after it.
  private mutating func improve(_ patch: Patch, bad: [Int], until least: Double, round: Int) {
    let (before, start) = (lack(of: patch, until: least), nodes)
    if round < 2 {
      straightenEdges(of: bad.filter { patch.triangles.contains($0) })
    } else {
      smooth(patch, sweeps: 1 << min(round - 2, 5))
    }
    if round % 2 == 0 { move(patch, Self.leadingOut.stiffness, goal: Self.leadingOut.goal, round) }
    // 5 % above, so that an elastic answer is enough.
    move(patch, Self.insisting * [1, 10, 100, 1000][min(round, 3)], goal: 1.05 * least, round)
    if lack(of: patch, until: least) > before { nodes = start }
  }

  /// Σ (least − q)² over the triangles that lack quality.
  private func lack(of patch: Patch, until least: Double) -> Double {
    patch.triangles.reduce(0) { sum, t in
      let lack = max(0, least - quality(ofTriangle: t))
      return sum + lack * lack
    }
  }

  /// The smallest scaled Jacobian of the four cells under a triangle.
  private func quality(ofTriangle t: Int) -> Double {
    TissueLayer.allCases.indices.reduce(.infinity) { worst, layer in
      min(worst, ColumnQuality.scaledJacobian(of: controls(ofTriangle: t, layer).map { nodes[$0] }))
    }
  }

  /// The nodes that shape a cell, layers counted from the bone.
  private func controls(ofTriangle t: Int, _ layer: Int) -> [Int] {
    let (n, count) = (sheet.nodes(ofTriangle: t), sheet.positions.count)
    return n.map { layer * count + $0 } + n.map { (layer + 1) * count + $0 }
  }

  /// Puts edge nodes on their chords, from where the springs draw them back as far as cells allow.
  private mutating func straightenEdges(of triangles: [Int]) {
    let count = sheet.positions.count
    for t in triangles {
      let n = sheet.nodes(ofTriangle: t)
      for base in stride(from: 0, to: nodes.count, by: count) {
        for i in 0..<3 {
          nodes[base + n[3 + i]] = (nodes[base + n[i]] + nodes[base + n[(i + 1) % 3]]) / 2
        }
      }
    }
  }

  /// Draws the free corners of each interface to the mean of their neighbours, edge nodes to their chords.
  private mutating func smooth(_ patch: Patch, sweeps: Int) {
    let (count, vertices) = (sheet.positions.count, sheet.corners.positions.count)
    for _ in 0..<sweeps {
      for node in patch.free where node % count < vertices {
        let base = node / count * count
        let neighbours = around.vertices[node % count]
        let sum = neighbours.reduce(nodes[node]) { $0 + nodes[base + $1] }
        nodes[node] = sum / Double(neighbours.count + 1)
      }
    }
    for node in patch.free where node % count >= vertices {
      let (base, edge) = (node / count * count, sheet.topology.edges[node % count - vertices])
      nodes[node] = (nodes[base + Int(edge.x)] + nodes[base + Int(edge.y)]) / 2
    }
  }

  // MARK: - One patch

  /// Nodes that may move, ascending, and the triangles above the cells they shape, ascending.
  private struct Patch {
    var free: [Int]
    var triangles: [Int]
  }

  /// The connected neighbourhoods of bad triangles: some rings of vertices below the skin, fewer on it.
  private func patches(around bad: [Int], rings: Int, skinRings: Int) -> [Patch] {
    let start = Set(bad.flatMap { t in (0..<3).map { Int(sheet.corners.triangles[t][$0]) } })
    let skin = Set(around.vertices(within: skinRings, of: start))
    return around.components(of: around.vertices(within: rings, of: start)).map { corners in
      patch(of: corners, skin: corners.filter { skin.contains($0) })
    }
  }

  private func patch(of corners: [Int], skin: [Int]) -> Patch {
    let (count, interfaces) = (sheet.positions.count, TissueLayer.allCases.count)
    let inner = sheetNodes(among: corners)
    return Patch(
      free: (0..<interfaces).flatMap { k in inner.map { k * count + $0 } }
        + sheetNodes(among: skin).map { interfaces * count + $0 },
      triangles: around.triangles(touching: corners))
  }

  private func sheetNodes(among vertices: [Int]) -> [Int] {
    vertices + around.edges(among: vertices).map { sheet.corners.positions.count + $0 }
  }

  private mutating func move(_ patch: Patch, _ stiffness: Double, goal: Double, _ round: Int) {
    var number = (0..<nodes.count).map { -1 - $0 }
    for (i, node) in patch.free.enumerated() { number[node] = i }
    let cells = patch.triangles.flatMap { t in
      TissueLayer.allCases.indices.flatMap { controls(ofTriangle: t, $0).map { number[$0] } }
    }
    let problem = LeastChange(
      springs: patch.free.map { spring(of: $0, number, round) }, cells: cells, fixed: nodes,
      goal: goal,
      stiffness: stiffness)
    let moved = problem.minimum(from: patch.free.map { nodes[$0] })
    for (node, position) in zip(patch.free, moved) { nodes[node] = position }
  }

  /// The spring of a free node, `number` giving the place of each free node in the problem.
  private func spring(of node: Int, _ number: [Int], _ round: Int) -> LeastChange.Spring {
    let (count, corners) = (sheet.positions.count, sheet.corners.positions.count)
    let (interface, place) = (node / count, node % count)
    func held(_ weight: Double) -> LeastChange.Spring {
      .init(points: [(number[node], weight)], rest: weight * wanted[node])
    }
    if interface == TissueLayer.allCases.count {
      return held(Self.skinWeight / Double(1 << max(0, round - 1)))
    }
    if place < corners { return held(Self.cornerWeight) }
    let edge = sheet.topology.edges[place - corners]
    let ends = [edge.x, edge.y].map { interface * count + Int($0) }
    let weight = Self.edgeWeight
    let bulge = wanted[node] - (wanted[ends[0]] + wanted[ends[1]]) / 2
    return .init(
      points: [(number[node], weight)] + ends.map { (number[$0], -weight / 2) },
      rest: weight * bulge)
  }
}
