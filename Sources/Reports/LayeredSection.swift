import Anatomy
import Meshes
import Tensors

/// Layered tissue cut open along a plane across x: what is left of it towards the person's right, in regions.
struct LayeredSection {
  /// What a piece of the picture is.
  enum Region: Int, CaseIterable {
    /// In the order of `TissueLayer`.
    case deep, smas, superficialFat, skin
    /// The outside of the face, the side of the bone, and the borders of cells in the cut.
    case surface, bone, line

    init(_ layer: Int) { self = Region(rawValue: layer) ?? .deep }
  }

  /// In m; regions share no vertices.
  private(set) var surface = TriangleSurface()
  /// One per vertex.
  private(set) var regions: [Region] = []
  /// Where the plane lies, in m.
  let x: Double
  /// Vertices by region and place.
  private var known: [Region: [Vector3: Int32]] = [:]

  /// Half the width of the lines between cells, a pixel of a picture of a face, and how far they stand out of the cut so that they are seen, in m.
  private static let (halfWidth, relief) = (0.17e-3, 0.06e-3)

  /// - Parameters:
  ///   - tissue: as captured.
  ///   - x: where it is cut, in m.
  init(_ tissue: TissueMesh, x: Double) {
    self.x = x
    let positions = tissue.mesh.positions
    for (layer, block) in tissue.mesh.blocks.enumerated() {
      for cell in tissue.sheet.faceTriangles {
        let points = block.nodes(ofCell: cell).map { positions[Int($0)] }
        addCut(FineWedge.all(of: points), Region(layer))
        addSides(of: points, layer: layer, of: tissue.mesh.blocks.count)
      }
    }
  }

  // MARK: - The cut

  private mutating func addCut(_ wedges: [FineWedge], _ region: Region) {
    for wedge in wedges {
      let outline = wedge.outline(atX: x)
      guard outline.count >= 3 else { continue }
      for i in 1..<(outline.count - 1) { add([outline[0], outline[i], outline[i + 1]], region) }
      for facet in wedge.borders {
        let ends = Self.crossings(of: facet, atX: x)
        if ends.count == 2 { addLine(from: ends[0], to: ends[1]) }
      }
    }
  }

  /// Where the sides of a facet meet the plane, without repetitions.
  static func crossings(of facet: [Vector3], atX x: Double) -> [Vector3] {
    var points: [Vector3] = []
    for (p, q) in zip(facet, facet[1...] + facet[..<1]) where (p.x > x) != (q.x > x) {
      points.append(crossing(p, q, atX: x))
    }
    return points
  }

  /// The same for both directions of an edge.
  static func crossing(_ p: Vector3, _ q: Vector3, atX x: Double) -> Vector3 {
    let (low, high) = p.x < q.x ? (p, q) : (q, p)
    return low + (x - low.x) / (high.x - low.x) * (high - low)
  }

  private mutating func addLine(from a: Vector3, to b: Vector3) {
    let out = Vector3(Self.relief, 0, 0)
    let across = Self.halfWidth * Vector3(1, 0, 0).cross(b - a).normalized
    add([a - across + out, b - across + out, b + across + out], .line)
    add([a - across + out, b + across + out, a + across + out], .line)
  }

  // MARK: - The sides

  /// Adds what remains of the outside of a cell of the skin, and of the inside of one on the bone.
  private mutating func addSides(of points: [Vector3], layer: Int, of count: Int) {
    let wedges = FineWedge.all(of: points)
    if layer == count - 1 { for wedge in wedges { addKept(wedge.top, .surface) } }
    if layer == 0 { for wedge in wedges { addKept(wedge.bottom.reversed(), .bone) } }
  }

  /// Adds the part of a triangle that lies to the right of the plane.
  private mutating func addKept(_ triangle: [Vector3], _ region: Region) {
    var kept: [Vector3] = []
    for (p, q) in zip(triangle, triangle[1...] + triangle[..<1]) {
      if p.x <= x { kept.append(p) }
      if (p.x > x) != (q.x > x) { kept.append(Self.crossing(p, q, atX: x)) }
    }
    guard kept.count >= 3 else { return }
    for i in 1..<(kept.count - 1) { add([kept[0], kept[i], kept[i + 1]], region) }
  }

  private mutating func add(_ corners: [Vector3], _ region: Region) {
    let numbers = corners.map { vertex(at: $0, of: region) }
    surface.triangles.append(SIMD3(numbers[0], numbers[1], numbers[2]))
  }

  /// The vertex of a region at a place, so that its pieces are lit as one.
  private mutating func vertex(at point: Vector3, of region: Region) -> Int32 {
    if let number = known[region]?[point] { return number }
    let number = Int32(surface.positions.count)
    surface.positions.append(point)
    regions.append(region)
    known[region, default: [:]][point] = number
    return number
  }
}

/// A quarter of a curved wedge, with flat sides.
struct FineWedge {
  var bottom: [Vector3]
  var top: [Vector3]
  /// The sides that are sides of the whole wedge, and its ends.
  var borders: [[Vector3]]

  /// Corners of the quarters among three corners and the edge nodes 12, 23, 31, as in `SkinSheet.fineTriangles`.
  private static let quarters = [[0, 3, 5], [3, 1, 4], [5, 4, 2], [3, 4, 5]]

  /// The quarters of a wedge of 15 nodes.
  static func all(of points: [Vector3]) -> [FineWedge] {
    let inner = points[0..<3] + points[6..<9]
    let outer = points[3..<6] + points[9..<12]
    let (below, above) = (Array(inner), Array(outer))
    return quarters.map { quarter in
      let (bottom, top) = (quarter.map { below[$0] }, quarter.map { above[$0] })
      let sides = (0..<3).filter { isBorder(quarter[$0], quarter[($0 + 1) % 3]) }.map { i in
        [bottom[i], bottom[(i + 1) % 3], top[(i + 1) % 3], top[i]]
      }
      return FineWedge(bottom: bottom, top: top, borders: sides + [bottom, top])
    }
  }

  /// Whether a side joins a corner and a node in the middle of an edge.
  private static func isBorder(_ a: Int, _ b: Int) -> Bool { (a < 3) != (b < 3) }

  /// The convex outline of its cut by a plane across x, counterclockwise seen from +x; empty where it is not met.
  func outline(atX x: Double) -> [Vector3] {
    var points: [Vector3] = []
    for i in 0..<3 {
      let j = (i + 1) % 3
      for (p, q) in [(bottom[i], bottom[j]), (top[i], top[j]), (bottom[i], top[i])]
      where (p.x > x) != (q.x > x) {
        points.append(LayeredSection.crossing(p, q, atX: x))
      }
    }
    let middle = points.reduce(.zero, +) / Double(max(points.count, 1))
    func angle(_ p: Vector3) -> Double { .angle(sine: p.z - middle.z, cosine: p.y - middle.y) }
    return points.sorted { angle($0) < angle($1) }
  }
}
