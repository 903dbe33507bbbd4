import Anatomy
import Foundation
import Scans
import Scenarios

/// A scan that was repaired, met by the atlas, and judged.
public struct JudgedScan: Sendable {
  /// Its report says the zone of each repair.
  public var scan: RepairedScan
  public var laid: LaidScan
  public var zones: LaidZones
  public var judgement: ScanJudgement

  /// Lays the atlas onto a scan and judges it.
  ///
  /// - Parameters:
  ///   - input: the scan, and the landmarks that are known.
  ///   - meshes: the folder of the atlas.
  /// - Throws: the errors of the atlas' files, and `RegistrationError`.
  public init(_ input: LaidScan.Input, meshes: URL) throws {
    let atlas = try AtlasFiles.atlas(in: meshes)
    let marks = try ScanLandmarks.read(meshes.appending(path: AtlasFiles.landmarks))
    scan = input.scan
    laid = try LaidScan(input, atlas: atlas.surface, atlasLandmarks: marks)
    zones = LaidZones(laid.registration, atlas: atlas)
    judgement = laid.judge(&scan, atlas: atlas)
  }

  public var report: ScanReport {
    ScanReport(
      scan, judgement: judgement, landmarks: laid.landmarks, registration: laid.registration)
  }
}
