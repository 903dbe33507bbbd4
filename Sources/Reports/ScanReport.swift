import Anatomy
import Foundation
import Scans
import Tensors

/// What was done to a scan before it could be used, and what it is worth, as JSON and as text.
///
/// Lengths are in mm in the axes of the file.
public struct ScanReport: Encodable {
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
