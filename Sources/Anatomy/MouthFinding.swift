import Scans
import Tensors

/// Whether a mouth seems to be open; a suspicion, not a finding.
///
/// The simulation takes the lips as one closed sheet.
public struct MouthFinding: Sendable, Equatable {
  /// Heights of both vermilions over the line between the lips, in m, divided by the size of the face
  /// relative to the atlas; nil without the landmarks.
  public var vermilionHeight: Double?
  /// The largest extent in m of a hole between the lips, filled or not; nil without one.
  public var hole: Double?

  public var isSuspicious: Bool {
    (hole ?? 0) >= ScanThresholds.lipHole
      || (vermilionHeight ?? 0) > ScanThresholds.vermilionHeight.usual.upperBound
  }

  /// - Parameters:
  ///   - landmarks: in m, in the frame of the scan.
  ///   - report: of the repair, located.
  ///   - size: of the face relative to the atlas.
  init(landmarks: [String: Vector3], report: RepairReport, size: Double) {
    if let upper = landmarks["labiale_superius"], let middle = landmarks["stomion"],
      let lower = landmarks["labiale_inferius"]
    {
      vermilionHeight = ((upper - middle).length + (middle - lower).length) / size
      hole =
        ([.hole, .refill, .openHole] as [RepairReport.Kind])
        .flatMap { report.lines(of: $0) }
        .filter { line in
          let center = (upper + lower) / 2
          return line.place.map { ($0 - center).length < ScanThresholds.lipReach * size } ?? false
        }
        .compactMap(\.size).max()
    }
  }
}
