import Anatomy
import Scans
import Tensors

/// How far the atlas lies off the scan in one zone.
///
/// Vertices count by their part of the area; one under which the scan has a hole or ends has no distance.
public struct ShapeMisfit: Sendable, Equatable {
  public var zone: String
  /// Half of the covered area is nearer to the scan than this, in m; not a number where nothing is covered.
  public var median: Double
  /// 95 % of the covered area is nearer to the scan than this, in m.
  public var percentile95: Double
  /// √(Σ A r² / Σ A) in m.
  public var rootMeanSquare: Double
  /// Part of the area under which the scan has something to say.
  public var covered: Double

  /// The misfit of every zone of an atlas that was laid onto a scan, sorted by name; the whole as `face`.
  static func byZone(of registration: Registration, atlas: Atlas) -> [ShapeMisfit] {
    var samples = [[Sample]](repeating: [], count: atlas.zones.count)
    let positions = registration.surface.positions
    for (t, zone) in zip(registration.surface.triangles, atlas.zoneOfTriangle) {
      let points = (0..<3).map { positions[Int(t[$0])] }
      let area = (points[1] - points[0]).cross(points[2] - points[0]).length / 2
      for c in 0..<3 {
        samples[zone].append(
          Sample(area: area / 3, distance: registration.residuals[Int(t[c])]))
      }
    }
    let zones = zip(atlas.zones, samples).map { ShapeMisfit($0.name, $1) }
    return zones.sorted { $0.zone < $1.zone } + [ShapeMisfit("face", samples.flatMap { $0 })]
  }

  private struct Sample {
    var area: Double
    var distance: Double
  }

  private init(_ zone: String, _ samples: [Sample]) {
    self.zone = zone
    let known = samples.filter { !$0.distance.isNaN }.sorted { $0.distance < $1.distance }
    let area = known.reduce(0) { $0 + $1.area }
    func distance(atPart part: Double) -> Double {
      var below = 0.0
      return known.first { sample in
        below += sample.area
        return below >= part * area
      }?.distance ?? .nan
    }
    median = distance(atPart: 0.5)
    percentile95 = distance(atPart: 0.95)
    rootMeanSquare =
      (known.reduce(0) { $0 + $1.area * $1.distance * $1.distance } / area).squareRoot()
    covered = area / max(samples.reduce(0) { $0 + $1.area }, .leastNormalMagnitude)
  }
}
