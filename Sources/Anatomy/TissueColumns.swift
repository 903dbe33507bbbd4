import Meshes
import ReferenceElements
import Scans
import Tensors

/// The columns of tissue under a skin while they are being shaped.
///
/// A column goes from a vertex of the skin inwards along its direction. Directions start as the normals,
/// smoothed over the depth of the tissue. Around bad cells each column then tries a few changes (another
/// direction, thinner tissue, edge nodes of the skin closer to their chord) and keeps the one that helps
/// its cells most, with a price on thinning and on leaving the scan.
struct TissueColumns {
  let sheet: SkinSheet
  let smoother: SurfaceSmoother
  var thickness: TissueThickness
  /// Unit vectors into the face, one per corner.
  var directions: [Vector3]
  /// What is left of the thickness at each corner.
  var shrink: [Double]
  /// Positions of the skin nodes, edge nodes possibly moved.
  var skin: [Vector3]

  /// Directions are smoothed over this length at least, in m: lids and wings of the nose are no longer.
  static let leastSmoothing = 5e-3

  private static func depth(_ thickness: TissueThickness, at v: Int) -> Double {
    TissueLayer.allCases.reduce(0) { $0 + (thickness.layers[$1]?[v] ?? 0) }
  }

  static func order(of layer: TissueLayer) -> Int {
    switch layer {
    case .deep: 0
    case .smas: 1
    case .superficialFat: 2
    case .skin: 3
    }
  }

  init(sheet: SkinSheet, smoother: SurfaceSmoother, thickness: TissueThickness) {
    self.sheet = sheet
    self.smoother = smoother
    self.thickness = thickness
    shrink = Array(repeating: 1, count: sheet.corners.positions.count)
    skin = sheet.positions
    var normals = [Vector3](repeating: .zero, count: sheet.corners.positions.count)
    for t in sheet.corners.triangles {
      let p = (0..<3).map { sheet.corners.positions[Int(t[$0])] }
      let area = (p[1] - p[0]).cross(p[2] - p[0])
      for c in 0..<3 { normals[Int(t[c])] -= area }
    }
    let unit = normals.map { $0.normalized }
    let smooth = smoother.smoothed(
      (0..<3).map { axis in unit.map { $0[axis] } },
      over: unit.indices.map { v in
        max(Self.leastSmoothing, 0.8 * Self.depth(thickness, at: v))
      })
    directions = unit.indices.map {
      Vector3(smooth[0][$0], smooth[1][$0], smooth[2][$0]).normalized
    }
  }

  var thinned: (vertices: Int, mostFraction: Double) {
    (shrink.filter { $0 < 0.999 }.count, 1 - (shrink.min() ?? 1))
  }

  var flattened: (nodes: Int, farthest: Double) {
    let moves = zip(skin, sheet.positions).map { ($0 - $1).length }.filter { $0 > 1e-9 }
    return (moves.count, moves.max() ?? 0)
  }

  // MARK: - Improvement

  /// Rounds after which neighbours join in, and columns may leap instead of stepping.
  private static let patience = 8

  /// Reshapes columns until every cell reaches `limit`, in at most 30 rounds.
  mutating func improve(until limit: Double) {
    let around = Neighbourhoods(of: sheet)
    for round in 0..<30 {
      let bad = sheet.corners.triangles.indices.filter { quality(ofTriangle: $0) < limit }
      if bad.isEmpty { return }
      var vertices = Set(bad.flatMap { t in (0..<3).map { Int(sheet.corners.triangles[t][$0]) } })
      let isStuck = round >= Self.patience
      if isStuck {
        vertices.formUnion(vertices.flatMap { around.vertices[$0] })
        for t in bad { improve(columnsOf: t, around: around, until: limit) }
      }
      for v in vertices.sorted() {
        improve(column: v, around: around, until: limit, isStuck: isStuck)
      }
    }
  }

  /// Tries changes of one column and keeps the best.
  private mutating func improve(
    column v: Int, around: Neighbourhoods, until limit: Double, isStuck: Bool
  ) {
    let start = self.column(v, around: around)
    var (best, least) = (start, cost(around: around.triangles[v], until: limit))
    let leaps = isStuck ? leaps(from: start, along: inwardNormal(at: v, around: around)) : []
    for trial in trials(from: start, at: v, around: around) + leaps {
      set(trial, at: v, around: around)
      let cost = cost(around: around.triangles[v], until: limit) + price(of: trial, from: start)
      if cost < least { (best, least) = (trial, cost) }
    }
    set(best, at: v, around: around)
  }

  /// Tries the columns of one triangle with a common direction, and keeps the best.
  ///
  /// Where columns have crossed, each alone can only wait for the others.
  private mutating func improve(columnsOf t: Int, around: Neighbourhoods, until limit: Double) {
    let corners = (0..<3).map { Int(sheet.corners.triangles[t][$0]) }
    let start = corners.map { column($0, around: around) }
    let triangles = Set(corners.flatMap { around.triangles[$0] }).sorted()
    var (best, least) = (start, cost(around: triangles, until: limit))
    let normals = corners.map { inwardNormal(at: $0, around: around) }
    let common = [
      normals.reduce(.zero, +).normalized,
      start.reduce(Vector3.zero) { $0 + $1.direction }.normalized,
      corners.flatMap { around.vertices[$0] }.reduce(Vector3.zero) { $0 + directions[$1] }
        .normalized,
    ]
    for trials in common.map({ d in start.map { leaps(from: $0, along: d) } }) {
      for k in trials[0].indices {
        let trial = trials.map { $0[k] }
        for (v, column) in zip(corners, trial) { set(column, at: v, around: around) }
        let price = zip(trial, start).reduce(0) { $0 + self.price(of: $1.0, from: $1.1) }
        let cost = cost(around: triangles, until: limit) + price
        if cost < least { (best, least) = (trial, cost) }
      }
    }
    for (v, column) in zip(corners, best) { set(column, at: v, around: around) }
  }

  /// A column that gives up its direction, with all of its tissue and with less.
  private func leaps(from start: Column, along direction: Vector3) -> [Column] {
    let turned = start.with(direction: direction)
    return [1, 0.7, 0.5, 0].map {
      turned.with(shrink: min(start.shrink, max(Self.leastShrink, $0 * start.shrink)))
    }
  }

  /// The inward normal of the skin as it is now.
  private func inwardNormal(at v: Int, around: Neighbourhoods) -> Vector3 {
    around.triangles[v].reduce(Vector3.zero) { sum, t in
      let p = (0..<3).map { skin[Int(sheet.corners.triangles[t][$0])] }
      return sum - (p[1] - p[0]).cross(p[2] - p[0])
    }.normalized
  }

  /// What shapes a column: its direction, what is left of its tissue, its vertex on the skin and the edge
  /// nodes beside it.
  private struct Column {
    var direction: Vector3
    var shrink: Double
    var vertex: Vector3
    var edgeNodes: [Vector3]

    func with(direction: Vector3) -> Column {
      var column = self
      column.direction = direction
      return column
    }
    func with(shrink: Double) -> Column {
      var column = self
      column.shrink = shrink
      return column
    }
  }

  private func column(_ v: Int, around: Neighbourhoods) -> Column {
    Column(
      direction: directions[v], shrink: shrink[v], vertex: skin[v],
      edgeNodes: around.edgeNodes[v].map { skin[$0] })
  }

  private mutating func set(_ column: Column, at v: Int, around: Neighbourhoods) {
    directions[v] = column.direction
    skin[v] = column.vertex
    let factor = column.shrink / shrink[v]
    shrink[v] = column.shrink
    for layer in TissueLayer.allCases where layer != .skin { thickness.layers[layer]?[v] *= factor }
    for (node, position) in zip(around.edgeNodes[v], column.edgeNodes) { skin[node] = position }
  }

  /// Changes worth trying.
  private func trials(from start: Column, at v: Int, around: Neighbourhoods) -> [Column] {
    let mean = around.vertices[v].reduce(Vector3.zero) { $0 + directions[$1] }.normalized
    let across = start.direction.cross(
      abs(start.direction.x) < 0.6 ? Vector3(1, 0, 0) : Vector3(0, 1, 0)
    )
    .normalized
    let along = start.direction.cross(across)
    var targets = [mean, (mean + start.direction).normalized]
    for tilt in [0.1, 0.3, 0.7] {
      targets += [across, -across, along, -along].map { (start.direction + tilt * $0).normalized }
    }
    let turned = targets.map { start.with(direction: $0) }
    let thinner = ([start] + turned.prefix(10)).map {
      $0.with(shrink: max(Self.leastShrink, 0.8 * start.shrink))
    }
    // The skin without its sharpest turn: edge nodes towards their chords, the vertex towards the mean of
    // its neighbours, edge nodes following it half way.
    let chords = around.edgeNodes[v].map { node -> Vector3 in
      let e = sheet.topology.edges[node - sheet.corners.positions.count]
      return (skin[Int(e.x)] + skin[Int(e.y)]) / 2
    }
    var flat = start
    flat.edgeNodes = zip(start.edgeNodes, chords).map { $0 + 0.5 * ($1 - $0) }
    let neighbours = around.vertices[v]
    let middle = neighbours.reduce(Vector3.zero) { $0 + skin[$1] } / Double(neighbours.count)
    var moved = flat
    moved.vertex += 0.2 * (middle - start.vertex)
    for k in moved.edgeNodes.indices { moved.edgeNodes[k] += 0.1 * (middle - start.vertex) }
    let smoother = [flat, moved].flatMap { skin in
      [skin] + targets.prefix(10).map { skin.with(direction: $0) }
    }
    return turned + thinner + smoother
  }

  /// Tissue below the skin is never thinned to less than this fraction.
  private static let leastShrink = 0.3

  /// What a change costs beside its effect on the cells: thinning, and millimetres off the scan.
  private func price(of trial: Column, from start: Column) -> Double {
    let moved = zip(trial.edgeNodes, start.edgeNodes).reduce((trial.vertex - start.vertex).length) {
      $0 + ($1.0 - $1.1).length
    }
    return 2e-3 * (start.shrink - trial.shrink) + 1e-3 * (moved / 1e-3)
  }

  /// Σ (limit − quality)² over cells that are below or near the limit.
  private func cost(around triangles: [Int], until limit: Double) -> Double {
    triangles.reduce(0) { sum, t in
      TissueLayer.allCases.reduce(sum) {
        let lack = max(0, 1.2 * limit - quality(ofTriangle: t, layer: $1))
        return $0 + lack * lack
      }
    }
  }

  // MARK: - Quality

  private static let places = CellBlock(region: "", shape: .wedge15, nodes: []).qualityPlaces
  private static let single = CellBlock(region: "", shape: .wedge15, nodes: Array(0..<15))

  /// The smallest scaled Jacobian of the four cells under a triangle.
  private func quality(ofTriangle t: Int) -> Double {
    TissueLayer.allCases.reduce(.infinity) { min($0, quality(ofTriangle: t, layer: $1)) }
  }

  private func quality(ofTriangle t: Int, layer: TissueLayer) -> Double {
    let nodes = sheet.nodes(ofTriangle: t)
    let k = Self.order(of: layer)
    var offsets = (below: [Vector3](), above: [Vector3]())
    for v in nodes.prefix(3) {
      let above = TissueLayer.allCases.suffix(3 - k).reduce(0) {
        $0 + (thickness.layers[$1]?[v] ?? 0)
      }
      let below = above + (thickness.layers[layer]?[v] ?? 0)
      offsets.below.append(below * directions[v])
      offsets.above.append(above * directions[v])
    }
    func interface(_ offset: [Vector3]) -> (corners: [Vector3], edges: [Vector3]) {
      (
        (0..<3).map { skin[nodes[$0]] + offset[$0] },
        (0..<3).map { skin[nodes[3 + $0]] + (offset[$0] + offset[($0 + 1) % 3]) / 2 }
      )
    }
    let (below, above) = (interface(offsets.below), interface(offsets.above))
    let upright = zip(below.corners, above.corners).map { ($0 + $1) / 2 }
    return Self.single.scaledJacobian(
      ofCell: 0,
      positions: below.corners + above.corners + below.edges + above.edges + upright,
      at: Self.places)
  }

  /// Positions of the nodes, interfaces first.
  func positions() -> [Vector3] {
    let (corners, edges) = (sheet.corners.positions.count, sheet.topology.edges)
    // Depth of each interface below the skin at the corners, from the bone outwards; the last is 0.
    var depths = [[Double](repeating: 0, count: corners)]
    for layer in [TissueLayer.skin, .superficialFat, .smas, .deep] {
      let above = depths[0]
      let t = thickness.layers[layer] ?? []
      depths.insert(zip(above, t).map { $0 + $1 }, at: 0)
    }
    var result: [Vector3] = []
    for depth in depths {
      for v in 0..<corners { result.append(skin[v] + depth[v] * directions[v]) }
      for (k, e) in edges.enumerated() {
        let (a, b) = (Int(e.x), Int(e.y))
        let offset = (depth[a] * directions[a] + depth[b] * directions[b]) / 2
        result.append(skin[corners + k] + offset)
      }
    }
    let count = sheet.positions.count
    for layer in 0..<4 {
      for v in 0..<corners {
        result.append((result[layer * count + v] + result[(layer + 1) * count + v]) / 2)
      }
    }
    return result
  }

  func mesh() -> VolumeMesh {
    let (count, corners) = (sheet.positions.count, sheet.corners.positions.count)
    let blocks = TissueLayer.allCases.map { layer -> CellBlock in
      let k = Self.order(of: layer)
      var nodes: [Int32] = []
      for t in sheet.corners.triangles.indices {
        let n = sheet.nodes(ofTriangle: t)
        let below = n.map { k * count + $0 }
        let above = n.map { (k + 1) * count + $0 }
        let upright = n.prefix(3).map { 5 * count + k * corners + $0 }
        let cell = below.prefix(3) + above.prefix(3) + below.suffix(3) + above.suffix(3) + upright
        nodes += cell.map { Int32($0) }
      }
      return CellBlock(region: layer.rawValue, shape: .wedge15, nodes: nodes)
    }
    return VolumeMesh(positions: positions(), blocks: blocks)
  }

  func worstCell(of mesh: VolumeMesh) -> (Double, (layer: TissueLayer, cell: Int)) {
    var worst = Double.infinity
    var place = (layer: TissueLayer.deep, cell: 0)
    for (block, layer) in zip(mesh.blocks, TissueLayer.allCases) {
      let places = block.qualityPlaces
      for t in 0..<block.count {
        let quality = block.scaledJacobian(ofCell: t, positions: mesh.positions, at: places)
        if quality < worst { (worst, place) = (quality, (layer, t)) }
      }
    }
    return (worst, place)
  }
}

/// What lies around each vertex of a sheet.
private struct Neighbourhoods {
  var triangles: [[Int]]
  var vertices: [[Int]]
  /// Numbers of the edge nodes of the edges that end here.
  var edgeNodes: [[Int]]

  init(of sheet: SkinSheet) {
    let count = sheet.corners.positions.count
    triangles = Array(repeating: [], count: count)
    (vertices, edgeNodes) = (triangles, triangles)
    for (t, triangle) in sheet.corners.triangles.enumerated() {
      for c in 0..<3 { triangles[Int(triangle[c])].append(t) }
    }
    for (k, e) in sheet.topology.edges.enumerated() {
      let (a, b) = (Int(e.x), Int(e.y))
      vertices[a].append(b)
      vertices[b].append(a)
      edgeNodes[a].append(count + k)
      edgeNodes[b].append(count + k)
    }
  }
}
