import Scans
import Tensors

/// A comparison with a later scan as JSON: `--json`, and the manifest of its folder; lengths in mm.
struct OutcomeReport: Encodable {
  struct Alignment: Encodable {
    var zones: [String]
    var part_of_face: Double
    var kept_fraction = RigidAlignment.kept
    var predicted_move_max_mm: Double?
    var mean_mm: Double?
    var rms_mm: Double?
    /// What a phone's depth camera misses by, mean and standard deviation.
    var scanner_noise_mm = [1e3 * ScannerNoise.phoneMean, 1e3 * ScannerNoise.phoneDeviation]
  }
  struct Zone: Encodable {
    var zone: String
    var covered_fraction: Double
    var predicted_normal_mm: Double?
    var predicted_normal_mm_95: Double?
    var actual_normal_mm: Double?
    var left_over_mean_mm: Double?
    var left_over_length_mean_mm: Double?
    var left_over_rms_mm: Double?
    var above_floor: Bool?
    var within_error_bar: Bool?
  }
  struct Landmark: Encodable {
    var off_mm: Double?
    /// To the left, up and forward of the head.
    var offset_mm: [Double]
    var confidence: Double
  }

  var schema = "turgor.outcome/1"
  var title: String
  var step: String
  var conditions: String
  var alignment: Alignment
  var error_bars: Bool
  var zones: [Zone]
  var landmarks: [String: Landmark]
  var warnings: [String]

  init(_ outcome: OutcomeComparison) {
    let (scan, manifest) = (outcome.scan, outcome.run.manifest)
    (title, step, warnings) = (manifest.title, outcome.step, outcome.warnings)
    conditions = manifest.steps.first { $0.id == outcome.step }?.conditions ?? ""
    alignment = Alignment(
      zones: scan.still.names, part_of_face: rounded(scan.still.part),
      predicted_move_max_mm: scan.still.farthest.millimetres,
      mean_mm: scan.meanDistance.millimetres, rms_mm: scan.rootMeanSquare.millimetres)
    error_bars = outcome.zones.contains { $0.prediction?.normalBar != nil }
    zones = outcome.zones.map { zone in
      Zone(
        zone: zone.zone, covered_fraction: rounded(zone.covered),
        predicted_normal_mm: zone.prediction?.normal.millimetres,
        predicted_normal_mm_95: zone.prediction?.normalBar?.millimetres,
        actual_normal_mm: zone.actual?.millimetres, left_over_mean_mm: zone.mean?.millimetres,
        left_over_length_mean_mm: zone.meanLength?.millimetres,
        left_over_rms_mm: zone.rootMeanSquare?.millimetres, above_floor: zone.exceedsFloor,
        within_error_bar: zone.isWithinBar)
    }
    landmarks = Dictionary(
      uniqueKeysWithValues: outcome.landmarks.map { landmark in
        let offset = (0..<3).compactMap { landmark.offset[$0].millimetres }
        return (
          landmark.name,
          Landmark(
            off_mm: landmark.offset.length.millimetres, offset_mm: offset,
            confidence: rounded(landmark.confidence))
        )
      })
  }
}

/// To a ten-thousandth.
private func rounded(_ value: Double) -> Double { (1e4 * value).rounded() / 1e4 }
