import Anatomy
import Foundation
import Scans
import Tensors

// The rows of a report as JSON has them.
extension ScanReport {
  struct Repair: Encodable {
    var kind: RepairReport.Kind
    var count: Int
    var size_mm: Double?
    var at_mm: [Double]?
    /// Absent where the face was not found in the scan, and off the face.
    var zone: String?
    var note: String?
  }

  struct ZoneRow: Encodable {
    var zone: String
    var verdict: ZoneQuality.Verdict
    var coverage_fraction: Double
    var mean_edge_mm: Double?
    var noise_mm: Double?
    var residual_median_mm: Double?
    var residual_p95_mm: Double?
    var sd_mm: Double
  }

  struct Landmark: Encodable {
    var mm: [Double]
    var confidence: Double
  }

  struct Fit: Encodable {
    var median_mm: Double?
    var p95_mm: Double?
    var coverage_fraction: Double
    var scale: Double
  }

  struct Asymmetry: Encodable {
    var rms_mm: Double?
    var usual_up_to_mm: Double
    var suspected: Bool
    /// By region of both sides.
    var regions_mm: [String: Double]
  }

  struct Mouth: Encodable {
    var open_suspected: Bool
    /// On a face of the size of the atlas, as `usual_up_to_mm`.
    var vermilion_height_mm: Double?
    var usual_up_to_mm: Double
    var hole_mm: Double?
  }

  struct Expression: Encodable {
    var suspected: [String]
    var corner_height_mm: Double?
    var mouth_width_mm: Double?
    var brow_height_mm: Double?
  }

  struct Pose: Encodable {
    var known: Bool
    var up: String?
    var forward: String?
    /// Positive with the chin raised, leaning to the subject's right, turned to the subject's left.
    var pitch_deg: Double?
    var roll_deg: Double?
    var yaw_deg: Double?
    var lean_deg: Double?
    var leaning_suspected: Bool
  }
}

// MARK: - From SI to mm and degrees

/// To a multiple of `step`, where 1/step is a power of ten: no digits that mean nothing.
func rounded(_ value: Double, _ step: Double) -> Double {
  let inverse = (1 / step).rounded()
  return (value * inverse).rounded() / inverse
}

/// A length in mm to a µm; nil for none and for what is no number.
private func millimetres(_ length: Double?) -> Double? {
  length.flatMap { $0.isFinite ? rounded($0 * 1e3, 0.001) : nil }
}

func millimetres(_ point: Vector3, _ step: Double) -> [Double] {
  (0..<3).map { rounded(point[$0] * 1e3, step) }
}

private func degrees(_ angle: Double?) -> Double? {
  angle.map { rounded($0 * 180 / .pi, 0.1) }
}

extension ScanReport.Repair {
  init(_ line: RepairReport.Line) {
    (kind, count, zone) = (line.kind, line.count, line.zone)
    size_mm = millimetres(line.size)
    at_mm = line.place.map { millimetres($0, 0.1) }
    note = line.note.isEmpty ? nil : line.note
  }
}

extension ScanReport.ZoneRow {
  init(_ quality: ZoneQuality) {
    (zone, verdict) = (quality.zone.name, quality.verdict)
    coverage_fraction = rounded(quality.coverage, 0.001)
    mean_edge_mm = millimetres(quality.meanEdge)
    noise_mm = millimetres(quality.noise)
    residual_median_mm = millimetres(quality.residualMedian)
    residual_p95_mm = millimetres(quality.residual95)
    sd_mm = millimetres(quality.standardDeviation) ?? 0
  }
}

extension ScanReport.Fit {
  init(_ registration: Registration) {
    median_mm = millimetres(registration.medianResidual)
    p95_mm = millimetres(registration.residual95)
    coverage_fraction = rounded(registration.coverage, 0.001)
    scale = rounded(registration.similarity.scale, 0.001)
  }
}

extension ScanReport.Asymmetry {
  init(_ symmetry: FacialSymmetry) {
    rms_mm = millimetres(symmetry.overall)
    usual_up_to_mm = rounded(ScanThresholds.asymmetry.usual.upperBound * 1e3, 0.1)
    suspected = symmetry.isSuspicious
    regions_mm = symmetry.regions.compactMapValues { millimetres($0) }
  }
}

extension ScanReport.Mouth {
  init(_ mouth: MouthFinding) {
    open_suspected = mouth.isSuspicious
    vermilion_height_mm = millimetres(mouth.vermilionHeight)
    usual_up_to_mm = rounded(ScanThresholds.vermilionHeight.usual.upperBound * 1e3, 0.1)
    hole_mm = millimetres(mouth.hole)
  }
}

extension ScanReport.Expression {
  init(_ expression: ExpressionFinding) {
    suspected = expression.suspicions
    corner_height_mm = millimetres(expression.cornerHeight)
    mouth_width_mm = millimetres(expression.mouthWidth)
    brow_height_mm = millimetres(expression.browHeight)
  }
}

extension ScanReport.Pose {
  init(_ pose: HeadPose?) {
    (known, up, forward) = (pose != nil, pose?.up.name, pose?.forward.name)
    (pitch_deg, roll_deg) = (degrees(pose?.pitch), degrees(pose?.roll))
    (yaw_deg, lean_deg) = (degrees(pose?.yaw), degrees(pose?.lean))
    leaning_suspected = pose?.isLeaning ?? false
  }
}
