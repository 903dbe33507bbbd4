import Meshes
import ReferenceElements
import Scans
import Tensors

/// The columns of tissue under a skin while they are being shaped.
///
/// A column goes from a vertex of the skin inwards along its direction. Directions start as the normals,
/// smoothed over the depth of the tissue; where cells are bad, the direction is turned towards the one
/// that the steepest neighbouring normal can still be seen from, edge nodes of sharply curved skin are
/// moved towards the chord, and only then is the tissue thinned.
///
/// - Source: the "most normal normal" of Aubry & Löhner, Int. J. Numer. Methods Fluids 58 (2008) 1.
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

  /// Reshapes columns until every cell reaches `limit`, in at most 60 rounds.
  mutating func improve(until limit: Double) {
    for round in 0..<60 {
      let (shallow, deep) = trianglesOfBadCells(below: limit)
      if shallow.isEmpty && deep.isEmpty { break }
      turn(corners(of: shallow))
      if round % 3 == 2 { flatten(shallow) }
      let lost = corners(of: deep)
      if round < 6 { straighten(around: lost) } else { smoothDeepSurface(around: lost) }
    }
  }

  /// Triangles with a bad cell in the skin, where only direction and curvature can be at fault, and those
  /// with a bad cell below only.
  private func trianglesOfBadCells(below limit: Double) -> (shallow: [Int], deep: [Int]) {
    let mesh = mesh()
    let places = mesh.blocks[0].qualityPlaces
    let quality = { (block: CellBlock, t: Int) in
      block.scaledJacobian(ofCell: t, positions: mesh.positions, at: places)
    }
    var (shallow, deep) = ([Int](), [Int]())
    for t in sheet.corners.triangles.indices {
      if quality(mesh.blocks[3], t) < limit {
        shallow.append(t)
      } else if mesh.blocks.prefix(3).contains(where: { quality($0, t) < limit }) {
        deep.append(t)
      }
    }
    return (shallow, deep)
  }

  private func corners(of triangles: [Int]) -> Set<Int> {
    Set(triangles.flatMap { t in (0..<3).map { Int(sheet.corners.triangles[t][$0]) } })
  }

  /// Normals of the curved skin at the three nodes of each triangle that are nearest to each vertex.
  private func normalsAround(_ vertices: Set<Int>) -> [Int: [Vector3]] {
    var found: [Int: [Vector3]] = [:]
    // At corner c of the reference triangle: the corner itself and the two edge nodes beside it.
    let near = [[0, 3, 5], [1, 3, 4], [2, 4, 5]]
    for (t, triangle) in sheet.corners.triangles.enumerated() {
      for c in 0..<3 where vertices.contains(Int(triangle[c])) {
        let nodes = sheet.nodes(ofTriangle: t)
        for place in near[c] {
          var (along, across) = (Vector3.zero, Vector3.zero)
          for (node, g) in zip(nodes, Triangle6.gradients(at: Triangle6.nodes[place])) {
            along += skin[node] * g.x
            across += skin[node] * g.y
          }
          found[Int(triangle[c]), default: []].append(along.cross(across).normalized)
        }
      }
    }
    return found
  }

  /// Turns each direction towards the normal it sees least of.
  private mutating func turn(_ vertices: Set<Int>) {
    for (v, normals) in normalsAround(vertices) {
      var d = directions[v]
      for step in 0..<12 {
        guard let worst = normals.min(by: { -d.dot($0) < -d.dot($1) }) else { continue }
        d = (d - worst * (0.4 / Double(step + 1))).normalized
      }
      directions[v] = (directions[v] + d).normalized
    }
  }

  /// Moves the edge nodes of triangles a third of the way to the chords of their edges.
  private mutating func flatten(_ triangles: [Int]) {
    let count = sheet.corners.positions.count
    for node in Set(triangles.flatMap { sheet.nodes(ofTriangle: $0).suffix(3) }) {
      let e = sheet.topology.edges[node - count]
      let chord = (skin[Int(e.x)] + skin[Int(e.y)]) / 2
      skin[node] += (chord - skin[node]) / 3
    }
  }

  /// Turns directions towards their neighbours' mean around the given vertices.
  private mutating func straighten(around vertices: Set<Int>) {
    for (v, mean, reach) in neighbourMeans(of: directions, around: vertices) {
      directions[v] = (directions[v] + 0.5 * reach * (mean.normalized - directions[v])).normalized
    }
  }

  /// Moves the feet of the columns towards the mean of their neighbours' feet, so that the deep surface
  /// unfolds; the layers below the skin are thinned or thickened with their column.
  private mutating func smoothDeepSurface(around vertices: Set<Int>) {
    let feet = directions.indices.map { v in
      skin[v] + Self.depth(thickness, at: v) * directions[v]
    }
    for (v, mean, reach) in neighbourMeans(of: feet, around: vertices) {
      let column = feet[v] + 0.3 * reach * (mean - feet[v]) - skin[v]
      let (old, shell) = (Self.depth(thickness, at: v), thickness.layers[.skin]?[v] ?? 0)
      // The column keeps at least a fifth of its tissue, and never gets longer.
      let factor = min(1, max(0.2 / shrink[v], (column.length - shell) / (old - shell)))
      directions[v] = column.normalized
      shrink[v] *= factor
      for layer in TissueLayer.allCases where layer != .skin {
        thickness.layers[layer]?[v] *= factor
      }
    }
  }

  /// The mean of a field over the neighbours of the given vertices (reach 1) and of theirs (reach ½).
  private func neighbourMeans(of field: [Vector3], around vertices: Set<Int>) -> [(
    vertex: Int, mean: Vector3, reach: Double
  )] {
    var sums = [Vector3](repeating: .zero, count: field.count)
    var (counts, reach) = ([Double](repeating: 0, count: field.count), [Double](repeating: 0, count: field.count))
    for e in sheet.topology.edges {
      let (a, b) = (Int(e.x), Int(e.y))
      sums[a] += field[b]
      sums[b] += field[a]
      counts[a] += 1
      counts[b] += 1
      if vertices.contains(a) { reach[b] = 0.5 }
      if vertices.contains(b) { reach[a] = 0.5 }
    }
    for v in vertices { reach[v] = 1 }
    return field.indices.compactMap { reach[$0] > 0 ? ($0, sums[$0] / counts[$0], reach[$0]) : nil }
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
