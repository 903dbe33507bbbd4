import Anatomy
import Foundation
import Scans
import Tensors

/// What was done to a scan before it could be used, and what it is worth, as JSON and as text.
///
/// Lengths are in mm in the axes of the file.
public struct ScanReport: Encodable {
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

  var schema = "turgor.scan/1"
  var verdict: ScanJudgement.Verdict
  /// Why it is refused.
  var reason: String?
  var recapture: [String]
  var unit: String
  var triangles: Int
  var area_cm2: Double
  var mean_edge_mm: Double
  var repairs: [Repair]
  var warnings: [String]
  var zones: [ZoneRow]?
  var landmarks: [String: Landmark]?
  var registration: Fit?
  var asymmetry: Asymmetry?
  var mouth: Mouth?
  var expression: Expression?
  var pose: Pose?

  /// Reports on a scan.
  ///
  /// - Parameters:
  ///   - scan: after repair; its report located if there is a judgement.
  ///   - judgement: of its zones; nil leaves them out.
  ///   - landmarks: by name; nil leaves them out.
  ///   - registration: of the atlas; nil leaves it out.
  public init(
    _ scan: RepairedScan, judgement: ScanJudgement? = nil,
    landmarks: [String: AutomaticLandmarks.Landmark]? = nil, registration: Registration? = nil
  ) {
    verdict = judgement?.verdict ?? (scan.verdict == .good ? .good : .usable)
    reason = judgement?.refusal
    recapture = judgement?.recapture ?? []
    unit = scan.unit.rawValue
    triangles = scan.surface.triangles.count
    area_cm2 = rounded(scan.area * 1e4, 0.1)
    mean_edge_mm = rounded(scan.meanEdge * 1e3, 0.001)
    repairs = scan.report.lines.map(Repair.init)
    warnings = scan.warnings + (judgement?.warnings ?? [])
    self.landmarks = landmarks?.mapValues {
      Landmark(mm: millimetres($0.position, 0.01), confidence: rounded($0.confidence, 0.01))
    }
    self.registration = registration.map(Fit.init)
    guard let judgement else { return }
    zones = judgement.zones.map(ZoneRow.init)
    asymmetry = Asymmetry(judgement.symmetry)
    mouth = Mouth(judgement.mouth)
    expression = Expression(judgement.expression)
    pose = Pose(judgement.pose)
  }

  /// The report as JSON.
  public func json() throws -> String { try Self.encoded(self) }

  /// The answer for a file that cannot be read or repaired.
  private struct Refusal: Encodable {
    var schema = "turgor.scan/1"
    var verdict = ScanJudgement.Verdict.refused
    var reason: String
    var recapture: [String]
  }

  /// The answer for a scan that does not come as far as its zones; the reason says what to do.
  public static func json(ofRefusal reason: String, recapture: [String] = []) throws -> String {
    try encoded(Refusal(reason: reason, recapture: recapture))
  }

  private static func encoded(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

// MARK: - From SI to mm and degrees

/// To a multiple of `step`, where 1/step is a power of ten: no digits that mean nothing.
private func rounded(_ value: Double, _ step: Double) -> Double {
  let inverse = (1 / step).rounded()
  return (value * inverse).rounded() / inverse
}

/// A length in mm to a µm; nil for none and for what is no number.
private func millimetres(_ length: Double?) -> Double? {
  length.flatMap { $0.isFinite ? rounded($0 * 1e3, 0.001) : nil }
}

private func millimetres(_ point: Vector3, _ step: Double) -> [Double] {
  (0..<3).map { rounded(point[$0] * 1e3, step) }
}

private func degrees(_ angle: Double?) -> Double? {
  angle.map { rounded($0 * 180 / .pi, 0.1) }
}

extension ScanReport.Repair {
  fileprivate init(_ line: RepairReport.Line) {
    (kind, count, zone) = (line.kind, line.count, line.zone)
    size_mm = millimetres(line.size)
    at_mm = line.place.map { millimetres($0, 0.1) }
    note = line.note.isEmpty ? nil : line.note
  }
}

extension ScanReport.ZoneRow {
  fileprivate init(_ quality: ZoneQuality) {
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
  fileprivate init(_ registration: Registration) {
    median_mm = millimetres(registration.medianResidual)
    p95_mm = millimetres(registration.residual95)
    coverage_fraction = rounded(registration.coverage, 0.001)
    scale = rounded(registration.similarity.scale, 0.001)
  }
}

extension ScanReport.Asymmetry {
  fileprivate init(_ symmetry: FacialSymmetry) {
    rms_mm = millimetres(symmetry.overall)
    usual_up_to_mm = rounded(ScanThresholds.asymmetry.usual.upperBound * 1e3, 0.1)
    suspected = symmetry.isSuspicious
    regions_mm = symmetry.regions.compactMapValues { millimetres($0) }
  }
}

extension ScanReport.Mouth {
  fileprivate init(_ mouth: MouthFinding) {
    open_suspected = mouth.isSuspicious
    vermilion_height_mm = millimetres(mouth.vermilionHeight)
    usual_up_to_mm = rounded(ScanThresholds.vermilionHeight.usual.upperBound * 1e3, 0.1)
    hole_mm = millimetres(mouth.hole)
  }
}

extension ScanReport.Expression {
  fileprivate init(_ expression: ExpressionFinding) {
    suspected = expression.suspicions
    corner_height_mm = millimetres(expression.cornerHeight)
    mouth_width_mm = millimetres(expression.mouthWidth)
    brow_height_mm = millimetres(expression.browHeight)
  }
}

extension ScanReport.Pose {
  fileprivate init(_ pose: HeadPose?) {
    (known, up, forward) = (pose != nil, pose?.up.name, pose?.forward.name)
    (pitch_deg, roll_deg) = (degrees(pose?.pitch), degrees(pose?.roll))
    (yaw_deg, lean_deg) = (degrees(pose?.yaw), degrees(pose?.lean))
    leaning_suspected = pose?.isLeaning ?? false
  }
}
