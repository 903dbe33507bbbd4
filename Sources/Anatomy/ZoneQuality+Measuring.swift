import Meshes
import Scans
import Tensors

extension ZoneQuality {
  /// Measures every zone of a scan.
  ///
  /// - Parameters:
  ///   - laid: the zones on the scan.
  ///   - scan: after repair; edges are taken from it as it came.
  ///   - findings: what the scan shows at the middle of each triangle of `laid`.
  ///   - residuals: distance of each vertex of `laid` to the scan in m; NaN where there is none.
  /// - Returns: one per zone, in the order of `laid`.
  static func measure(
    _ laid: LaidZones, scan: RepairedScan, findings: [ScanSight.Finding], residuals: [Double]
  ) -> [ZoneQuality] {
    let areas = coveredAreas(laid, findings: findings)
    let edges = meanEdges(laid, scan: scan)
    let noises = noises(laid, scan: scan)
    let distances = distances(laid, residuals: residuals)
    return laid.zones.indices.map { z in
      let sorted = distances[z].sorted()
      func part(_ p: Double) -> Double? {
        sorted.isEmpty ? nil : sorted[min(Int(p * Double(sorted.count)), sorted.count - 1)]
      }
      let squares = sorted.reduce(0) { $0 + $1 * $1 }
      return ZoneQuality(
        zone: laid.zones[z], area: areas[z].all,
        coverage: areas[z].all > 0 ? areas[z].seen / areas[z].all : 0, meanEdge: edges[z],
        noise: noises[z], residualMedian: part(0.5), residual95: part(0.95),
        residualRMS: sorted.isEmpty ? nil : (squares / Double(sorted.count)).squareRoot())
    }
  }

  private static func coveredAreas(_ laid: LaidZones, findings: [ScanSight.Finding])
    -> [(all: Double, seen: Double)]
  {
    var areas = [(all: Double, seen: Double)](repeating: (0, 0), count: laid.zones.count)
    for (t, piece) in laid.pieces.enumerated() {
      let zone = laid.zoneOfTriangle[t]
      switch findings[t] {
      case .seen:
        areas[zone].all += piece.area
        areas[zone].seen += piece.area
      case .filled, .nothing: areas[zone].all += piece.area
      // The eyeball is no skin: what lies over it belongs to no zone.
      case .eyeOpening: break
      }
    }
    return areas
  }

  /// Triangles of the scan that are looked at: enough for a mean, few enough for a second.
  private static let mostTriangles = 60_000

  /// The mean edge of each zone in the scan as it came; nil where it has no triangles.
  private static func meanEdges(_ laid: LaidZones, scan: RepairedScan) -> [Double?] {
    let (original, scale) = (scan.original, scan.unit.metres)
    var sums = [(length: Double, count: Double)](repeating: (0, 0), count: laid.zones.count)
    let step = max(1, original.triangles.count / mostTriangles)
    for t in stride(from: 0, to: original.triangles.count, by: step) {
      let corners = original.triangles[t]
      let p = (0..<3).map { scale * original.positions[Int(corners[$0])] }
      let middle = (p[0] + p[1] + p[2]) / 3
      guard middle.isFinite, let zone = laid.number(at: middle, within: ScanSight.reach) else {
        continue
      }
      sums[zone].length += (p[1] - p[0]).length + (p[2] - p[1]).length + (p[0] - p[2]).length
      sums[zone].count += 3
    }
    return sums.map { $0.count > 0 ? $0.length / $0.count : nil }
  }

  /// The root of the median variance in each zone: of sixteen and more points it is 3 % low, and it
  /// forgives the few places that bend more sharply than a cubic.
  private static func noises(_ laid: LaidZones, scan: RepairedScan) -> [Double?] {
    var variances = [[Double]](repeating: [], count: laid.zones.count)
    for sample in SurfaceNoise.samples(of: scan) {
      guard let zone = laid.number(at: sample.position, within: ScanSight.reach) else { continue }
      variances[zone].append(sample.variance)
    }
    return variances.map { $0.isEmpty ? nil : $0.sorted()[$0.count / 2].squareRoot() }
  }

  /// The residuals of the vertices of each zone.
  private static func distances(_ laid: LaidZones, residuals: [Double]) -> [[Double]] {
    var distances = [[Double]](repeating: [], count: laid.zones.count)
    var counted = [Int](repeating: -1, count: residuals.count)
    for (t, corners) in laid.surface.triangles.enumerated() {
      let zone = laid.zoneOfTriangle[t]
      for c in 0..<3 where counted[Int(corners[c])] != zone && !residuals[Int(corners[c])].isNaN {
        counted[Int(corners[c])] = zone
        distances[zone].append(residuals[Int(corners[c])])
      }
    }
    return distances
  }
}
