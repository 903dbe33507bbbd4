import Measures
import Tensors

/// What the noise of the scan and the misfit of the atlas to it do to each number; nothing for the atlas' own face.
///
/// Skin that lies r off the true one reads the field at the wrong place: a displacement is off by rms(|∇u|) · r, as
/// in `ZoneStatistics.scanDeviation`, a swept volume by that times the area, a ratio or a stress by the same part of
/// what happened to it. Measures are taken again on skin that is moved along its normals: see `NormalNoise`.
struct ScanErrors {
  /// One standard deviation of r in m, by zone and for the `face`.
  private let distances: [(name: String, byZone: [String: Double])]
  /// What r = 1 m does to a number, and the zone whose r counts.
  private var slopes: [NumberPlace: (slope: Double, zone: String)] = [:]

  init(_ result: ScenarioResult) {
    let misfits = result.prepared.misfits
    let noise = result.prepared.spreads.scanNoise.deviation
    func byZone(_ value: (ShapeMisfit) -> Double) -> [String: Double] {
      Dictionary(uniqueKeysWithValues: misfits.map { ($0.zone, value($0)) })
    }
    distances = [
      ("registration", byZone(\.rootMeanSquare)), ("scan-noise", byZone { _ in noise }),
    ]
    if misfits.isEmpty { return }
    for step in result.steps { add(.zones, step.id, step.zones) }
    for change in result.changes { add(.changes, change.to, change.zones) }
    addLandmarks(result)
    addLaxity(result)
    for (place, slope) in NormalNoise.slopes(of: result) { slopes[place] = (slope, "face") }
  }

  /// Standard deviations of a number, by name; empty for the atlas' own face.
  func errors(of place: NumberPlace) -> [(name: String, deviation: Double)] {
    guard let (slope, zone) = slopes[place] else { return [] }
    return distances.map { ($0.name, slope * ($0.byZone[zone] ?? .nan)) }
  }

  private mutating func add(
    _ table: NumberPlace.Table, _ step: String, _ zones: [ZoneStatistics]
  ) {
    for zone in zones {
      for quantity in ZoneQuantity.all {
        let place = NumberPlace(table, step: step, row: zone.zone, column: quantity.column)
        slopes[place] = (quantity.scanSlope(zone), zone.zone)
      }
    }
  }

  private mutating func addLandmarks(_ result: ScenarioResult) {
    let changes = Dictionary(uniqueKeysWithValues: result.changes.map { ($0.to, $0.zones) })
    let steps = Dictionary(uniqueKeysWithValues: result.steps.map { ($0.id, $0.zones) })
    for row in LandmarkRow.all(of: result) {
      for column in LandmarkRow.columns {
        let zones = column.hasPrefix("from_first") ? changes[row.step] : steps[row.step]
        // The first step has not moved from itself.
        let gradient = zones?.first { $0.zone == row.zone }?.gradient ?? 0
        slopes[NumberPlace(.landmarks, step: row.step, row: row.landmark, column: column)] =
          (gradient, row.zone)
      }
    }
  }

  private mutating func addLaxity(_ result: ScenarioResult) {
    for zone in result.laxity?.zones ?? [] {
      func place(_ column: String) -> NumberPlace {
        NumberPlace(.laxity, step: "", row: zone.name, column: column)
      }
      slopes[place("difference_mm")] = (zone.gradient, zone.name)
      slopes[place("relative_difference")] = (zone.gradient / zone.depth, zone.name)
    }
  }
}

extension ZoneQuantity {
  /// What skin that lies 1 m off the true one does to the number.
  fileprivate func scanSlope(_ zone: ZoneStatistics) -> Double {
    let relative = zone.gradient / max(zone.rootMeanSquare, .leastNormalMagnitude)
    return switch kind {
    case .length: zone.gradient
    case .volume: zone.gradient * zone.area
    case .ratio: relative * abs(value(zone) - 1)
    case .stress: relative * abs(value(zone))
    }
  }
}
