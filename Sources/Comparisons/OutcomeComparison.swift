import Anatomy
import Foundation
import Reports
import Scans
import Scenarios
import Tensors

/// A later scan of a person against what a run predicted for a step.
public struct OutcomeComparison: Sendable {
  let run: RunRecord
  let step: String
  /// What the scan is called.
  let name: String
  let face: PredictedFace
  let scan: AlignedScan
  /// Along the predicted normal, from each vertex of the prediction to the scan, in m; not a number off the
  /// face and where the scan has a hole or ends.
  let distances: [Double]
  /// In the order of the atlas, then the whole face.
  let zones: [ZoneOutcome]
  let landmarks: [LandmarkOutcome]
  /// What speaks against the comparison.
  public let warnings: [String]

  /// Lays a scan over a prediction.
  ///
  /// - Parameters:
  ///   - run: of an earlier scan of the person.
  ///   - step: whose prediction is compared.
  ///   - actual: the later scan, with its landmarks if they are known.
  ///   - name: what the scan is called.
  ///   - meshes: the folder of the atlas.
  /// - Throws: `DocumentError` where the run has no such step or no surface of it, `RefusedScan`, and the errors of
  ///   laying the atlas.
  public init(
    of run: RunRecord, step: String, actual: LaidScan.Input, name: String, meshes: URL
  ) throws {
    let face = try PredictedFace(step: step, of: run, meshes: meshes)
    let judged = try JudgedScan(actual, meshes: meshes)
    if let refusal = judged.judgement.refusal {
      throw RefusedScan(name: name, reason: refusal, recapture: judged.judgement.recapture)
    }
    (self.run, self.step, self.name, self.face) = (run, step, name, face)
    let scan = AlignedScan(judged, to: face)
    let distance = SignedDistance(to: scan.surface)
    let places = Array(face.surface.positions.indices)
    let distances = mapInParallel(places) { i in
      face.zones[i] == nil
        ? .nan : distance(from: face.surface.positions[i], along: face.normals[i])
    }
    (self.scan, self.distances) = (scan, distances)
    zones = Self.outcomes(distances, on: face, floor: scan.floor)
    landmarks = LandmarkOutcome.all(predicted: face, actual: scan)
    warnings = Self.warnings(scan, face: face, zones: zones)
  }

  private static func outcomes(_ distances: [Double], on face: PredictedFace, floor: Double)
    -> [ZoneOutcome]
  {
    var samples: [String: [(distance: Double, area: Double)]] = [:]
    for (i, zone) in face.zones.enumerated() {
      if let zone { samples[zone, default: []].append((distances[i], face.areas[i])) }
    }
    let names = face.judged.zones.zones.map(\.name)
    samples["face"] = names.flatMap { samples[$0] ?? [] }
    return (names + ["face"]).map {
      ZoneOutcome($0, samples: samples[$0] ?? [], prediction: face.predictions[$0], floor: floor)
    }
  }

  private static func warnings(_ scan: AlignedScan, face: PredictedFace, zones: [ZoneOutcome])
    -> [String]
  {
    let still = zones.filter { scan.still.names.contains($0.zone) }
    return (doubtOfPerson(scan, still: still).map { ["another face? \($0)"] } ?? [])
      + CaptureMismatch(predicted: face.judged.judgement, actual: scan.judged.judgement).warnings
      + scan.judged.scan.warnings.map { "scan: \($0)" }
  }

  /// Why the scan seems to be of somebody else; nil where nothing says so.
  private static func doubtOfPerson(_ scan: AlignedScan, still: [ZoneOutcome]) -> String? {
    let (found, usual) = (
      (1e3 * scan.meanDistance).text(2), (1e3 * ScannerNoise.anotherFace).text(2)
    )
    if !(scan.meanDistance <= ScannerNoise.anotherFace) {
      return
        "the scan misses the zones that should not have moved by \(found) mm (mean); noise of a scanner "
        + "explains \(usual) mm"
    }
    let worst = still.max { abs($0.mean ?? 0) < abs($1.mean ?? 0) }
    if let worst, let mean = worst.mean, abs(mean) > ScannerNoise.worst {
      return
        "\(worst.zone) should not have moved and is \((1e3 * mean).signed(2)) mm off; the worst scanners "
        + "miss by \((1e3 * ScannerNoise.worst).text(0)) mm"
    }
    return nil
  }
}

/// A later scan that is not worth comparing.
public struct RefusedScan: Error, Equatable, CustomStringConvertible {
  public var name: String
  public var reason: String
  public var recapture: [String]

  public var description: String {
    "\(name): refused: \(reason)"
      + (recapture.isEmpty ? "" : "; recapture: \(recapture.joined(separator: "; "))")
  }
}
