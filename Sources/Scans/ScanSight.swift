import Meshes
import Tensors

/// What a scan shows at the points of another surface that lies on it, such as the registered atlas.
public struct ScanSight: Sendable {
  /// What is found at a point.
  public enum Finding: Sendable, Equatable {
    /// Skin that was scanned, this far away in m.
    case seen(distance: Double)
    /// Only what fills a hole of the scan.
    case filled
    /// The opening between the lids of an open eye.
    case eyeOpening
    /// Nothing: beyond the border, over an open hole, too far away or facing elsewhere.
    case nothing
  }

  /// Skin farther away than this, in m, says nothing about a point.
  public static let reach = 2e-3
  /// Cosine of the largest angle between the normals of point and skin, 60°.
  private static let leastCosine = 0.5

  private let scan: TriangleSurface
  private let filled: Range<Int>
  private let topology: SurfaceTopology
  /// The scan, and after it caps over its holes.
  private let index: SurfaceIndex
  /// The hole of each cap.
  private let holeOfCap: [Int]
  /// The hole at which a vertex lies; several never share one after repair.
  private let holeOfVertex: [Int32: Int]
  /// The holes that are openings of eyes.
  private let eyes: Set<Int>
  /// The borders of these openings.
  private let lidRims: [Vector3]
  /// The margin of a lid turns inward over this length in m (`LidLandmarks`), where a closed lid, as the
  /// atlas has it, meets nothing that faces it.
  private static let lidMargin = 4.5e-3

  /// Prepares a repaired scan; its report tells which holes are eyes.
  public init(_ repaired: RepairedScan) {
    scan = repaired.surface
    filled = repaired.filled
    topology = SurfaceTopology(scan)
    let openings = repaired.report.lines(of: .eyeOpening).compactMap(\.place)
    var (capped, owners) = (scan, [Int]())
    var (atVertex, eyes, rims) = ([Int32: Int](), Set<Int>(), [Vector3]())
    for (hole, loop) in HoleLoop.all(of: scan).enumerated().dropFirst() {
      for vertex in loop.vertices { atVertex[vertex] = hole }
      let apex = Int32(capped.positions.count)
      capped.positions.append(loop.center)
      for (i, vertex) in loop.vertices.enumerated() {
        let next = loop.vertices[(i + 1) % loop.vertices.count]
        capped.triangles.append(SIMD3(vertex, next, apex))
        owners.append(hole)
      }
      // The report holds the same mean of the same vertices, in the order of the loop.
      if openings.contains(where: { ($0 - loop.center).length < 1e-6 }) {
        eyes.insert(hole)
        rims += loop.vertices.map { repaired.surface.positions[Int($0)] }
      }
    }
    lidRims = rims
    index = SurfaceIndex(capped)
    (holeOfCap, holeOfVertex, self.eyes) = (owners, atVertex, eyes)
  }

  /// What is found at each point.
  ///
  /// - Parameters:
  ///   - points: in m, in the frame of the scan.
  ///   - normals: unit, outward, one per point.
  /// - Returns: a finding per point.
  public func findings(at points: [Vector3], normals: [Vector3]) -> [Finding] {
    inParallel(points.indices) { finding(at: points[$0], normal: normals[$0]) }
  }

  private func finding(at point: Vector3, normal: Vector3) -> Finding {
    guard let nearest = index.nearest(to: point) else { return .nothing }
    if let hole = hole(at: nearest) { return eyes.contains(hole) ? .eyeOpening : .nothing }
    if topology.isOnBorder(nearest.triangle, nearest.barycentrics, of: scan) { return .nothing }
    if filled.contains(nearest.triangle) { return .filled }
    let own = scan.areaVector(of: scan.triangles[nearest.triangle]).normalized
    guard nearest.distance <= Self.reach, own.dot(normal) >= Self.leastCosine else {
      let isAtEye = lidRims.contains { ($0 - point).length < Self.lidMargin }
      return isAtEye ? .eyeOpening : .nothing
    }
    return .seen(distance: nearest.distance)
  }

  /// The hole over which a nearest point lies, or whose border it is on.
  private func hole(at nearest: SurfaceIndex.NearestPoint) -> Int? {
    guard nearest.triangle < scan.triangles.count else {
      return holeOfCap[nearest.triangle - scan.triangles.count]
    }
    guard topology.isOnBorder(nearest.triangle, nearest.barycentrics, of: scan) else { return nil }
    let corners = scan.triangles[nearest.triangle]
    return (0..<3).filter { nearest.barycentrics[$0] > 1e-9 }
      .compactMap { holeOfVertex[corners[$0]] }.first
  }
}
