import Meshes
import Tensors

/// Columns of tissue under a skin: five interfaces, each with a corner below every vertex and an edge
/// node below every edge of the sheet, joined by straight upright edges.
///
/// A column starts from its vertex along the inward normal, smoothed over the depth of the tissue, and
/// keeps the thickness of its layers; `improve` then changes as little as makes the cells good.
struct TissueColumns {
  let sheet: SkinSheet
  /// The figures, in m.
  let wantedThickness: TissueThickness
  /// Nodes of the interfaces from the bone outwards, in the order of the sheet.
  private(set) var nodes: [Vector3]

  /// Directions are smoothed over this length at least, in m: lids and wings of the nose are no longer.
  static let leastSmoothing = 5e-3

  init(sheet: SkinSheet, smoother: SurfaceSmoother, thickness: TissueThickness) {
    self.sheet = sheet
    wantedThickness = thickness
    nodes = sheet.positions
    let depths = sheet.corners.positions.indices.map { thickness.depth(at: $0) }
    let directions = Self.directions(of: sheet, smoother: smoother, depths: depths)
    var offsets = [Vector3](repeating: .zero, count: sheet.positions.count)
    for layer in TissueLayer.allCases.sorted(by: { Self.order(of: $0) > Self.order(of: $1) }) {
      for (v, t) in (thickness.layers[layer] ?? []).enumerated() {
        offsets[v] += t * directions[v]
      }
      for (k, e) in sheet.topology.edges.enumerated() {
        offsets[directions.count + k] = (offsets[Int(e.x)] + offsets[Int(e.y)]) / 2
      }
      nodes = zip(sheet.positions, offsets).map { $0 + $1 } + nodes
    }
  }

  /// Inward normals at the vertices, smoothed.
  private static func directions(
    of sheet: SkinSheet, smoother: SurfaceSmoother, depths: [Double]
  ) -> [Vector3] {
    var sums = [Vector3](repeating: .zero, count: depths.count)
    for t in sheet.corners.triangles {
      let p = (0..<3).map { sheet.corners.positions[Int(t[$0])] }
      let area = (p[1] - p[0]).cross(p[2] - p[0])
      for c in 0..<3 { sums[Int(t[c])] -= area }
    }
    let normals = sums.map(\.normalized)
    let smooth = smoother.smoothed(
      (0..<3).map { axis in normals.map { $0[axis] } },
      over: depths.map { max(leastSmoothing, 0.8 * $0) })
    return normals.indices.map {
      Vector3(smooth[0][$0], smooth[1][$0], smooth[2][$0]).normalized
    }
  }

  /// Place of a layer, counted from the bone.
  static func order(of layer: TissueLayer) -> Int {
    switch layer {
    case .deep: 0
    case .smas: 1
    case .superficialFat: 2
    case .skin: 3
    }
  }

  /// Moves nodes until every cell reaches a scaled Jacobian, as little as possible.
  mutating func improve(until limit: Double) {
    var untangling = ColumnUntangling(self, limit: limit)
    untangling.improve()
    nodes = untangling.nodes
  }

  // MARK: - What became of the figures

  /// Thickness of the layers along the columns as they are.
  var thickness: TissueThickness {
    var result = wantedThickness
    let count = sheet.positions.count
    for layer in TissueLayer.allCases {
      let base = Self.order(of: layer) * count
      result.layers[layer] = sheet.corners.positions.indices.map {
        (nodes[base + $0] - nodes[base + count + $0]).length
      }
    }
    return result
  }

  /// Vertices of the face under which more than 1 % of the tissue is missing, and the largest part missing.
  var thinned: (vertices: Int, mostFraction: Double) {
    let now = thickness
    let missing = sheet.faceVertices.map {
      1 - now.depth(at: $0) / wantedThickness.depth(at: $0)
    }
    return (missing.filter { $0 > 0.01 }.count, max(0, missing.max() ?? 0))
  }

  /// Nodes of the skin more than 0.01 mm off the scan, and the farthest move in m.
  var flattened: (nodes: Int, farthest: Double) {
    let moves = zip(nodes.suffix(sheet.positions.count), sheet.positions)
      .map { ($0 - $1).length }.filter { $0 > 1e-5 }
    return (moves.count, moves.max() ?? 0)
  }

  // MARK: - The mesh

  /// Positions of the nodes, interfaces first.
  private func positions() -> [Vector3] {
    let (count, corners) = (sheet.positions.count, sheet.corners.positions.count)
    return nodes
      + TissueLayer.allCases.indices.flatMap { layer in
        (0..<corners).map { (nodes[layer * count + $0] + nodes[(layer + 1) * count + $0]) / 2 }
      }
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
