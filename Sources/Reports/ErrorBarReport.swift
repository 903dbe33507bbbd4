import Anatomy
import Scenarios

/// How far the results of a run may be off, for its manifest.
struct ErrorBarReport: Encodable {
  struct Parameter: Encodable {
    var name: String
    /// Standard deviation of its logarithm.
    var relative_sd: Double
    var source: String
    var confidence: String
  }
  struct Noise: Encodable {
    var sd_mm: Double
    var source: String
    var confidence: String
  }
  struct Contributor: Encodable {
    var name: String
    /// Of the variance.
    var part: Double
  }
  struct ZoneEntry: Encodable {
    var zone: String
    var displacement_mean_mm: Double
    /// Null where the scan has a hole in all of the zone.
    var displacement_mean_mm_95: Double?
    var distinguishable: Bool?
    var largest_contributors: [Contributor]
  }
  struct Step: Encodable {
    var id: String
    var zones: [ZoneEntry]
  }

  var definition =
    "half the width of the 95 % interval: 1.96 √(Σ σᵢ²) over the figures of the tissue, the mesh, and for a scan its noise "
    + "and the misfit of the atlas, each to first order and independent of the others"
  var parameters: [Parameter]
  /// Absent for the atlas' own face.
  var scan_noise: Noise?
  var steps: [Step]

  /// Nil where the run has no error bars.
  init?(_ result: ScenarioResult) {
    guard let bars = result.errorBars else { return nil }
    parameters = bars.parameters.map {
      Parameter(
        name: $0.name, relative_sd: $0.deviation, source: $0.source,
        confidence: $0.confidence.rawValue)
    }
    let noise = result.prepared.spreads.scanNoise
    scan_noise = result.prepared.scan.map { _ in
      Noise(
        sd_mm: 1e3 * noise.deviation, source: noise.source, confidence: noise.confidence.rawValue)
    }
    steps = result.steps.map { step in
      Step(id: step.id, zones: step.zones.map { Self.entry($0, step: step.id, bars) })
    }
  }

  private static func entry(_ zone: ZoneStatistics, step: String, _ bars: ErrorBars) -> ZoneEntry {
    let bar = bars[.mean(.zones, step: step, zone: zone.zone)]
    return ZoneEntry(
      zone: zone.zone, displacement_mean_mm: 1e3 * zone.mean,
      displacement_mean_mm_95: bar?.width.map { 1e3 * $0 },
      distinguishable: bars.isDistinguishable(zone, in: .zones, step: step),
      largest_contributors: (bar?.shares ?? []).prefix(3).map {
        Contributor(name: $0.name, part: $0.part)
      })
  }

  /// What a reader of the bars must know.
  var assumptions: [String] {
    let weak = parameters.filter { $0.confidence == Confidence.low.rawValue }
    return [
      "error bars: a figure of the tissue is off in the same proportion in all zones that have it from one origin, different "
        + "figures independently of each other; the laws themselves, attachments, posture and expression are not in them"
    ] + weak.map { "spread of \($0.name) (\($0.relative_sd) of itself): \($0.source)" }
  }
}
