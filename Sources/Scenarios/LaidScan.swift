import Anatomy
import Foundation
import Meshes
import Scans
import Tensors

/// The atlas on a scan, and where the head is in it.
public struct LaidScan: Sendable {
  public var registration: Registration
  public var frame: HeadFrame
  /// nil if all landmarks were given.
  public var found: AutomaticLandmarks?
  /// Those of the landmark file; nil if they were found.
  private var given: ScanLandmarks?

  /// The landmarks by name, in m in the frame of the scan; given ones have confidence 1.
  public var landmarks: [String: AutomaticLandmarks.Landmark] {
    found?.landmarks
      ?? (given?.landmarks ?? [:]).mapValues {
        .init(position: $0.position, isOnSurface: $0.isOnSurface, confidence: 1)
      }
  }

  /// A scan as it comes from its files, repaired.
  public struct Input: Sendable {
    public var scan: RepairedScan
    /// Those of the landmark file; nil lets them be found.
    public var landmarks: ScanLandmarks?
    /// Marked by hand.
    public var marked: ScanLandmarks

    /// Joins a scan with its landmarks.
    ///
    /// - Parameters:
    ///   - scan: after repair.
    ///   - landmarks: their file; nil lets them be found.
    ///   - marked: points marked by hand, in the unit and axes of the scan's file.
    /// - Throws: `LandmarkError`.
    public init(_ scan: RepairedScan, landmarks: URL?, marked: [String: Vector3]) throws {
      self.scan = scan
      let unit = scan.unit.metres
      self.marked = ScanLandmarks(
        file: "--landmark", marked.mapValues { .init(position: unit * $0) })
      self.landmarks = try landmarks.map { try ScanLandmarks.read($0) }
      self.landmarks?.landmarks.merge(self.marked.landmarks) { _, hand in hand }
    }

    /// Reads the files of a face.
    ///
    /// - Throws: `SurfaceFileError`, `ScanError` or `LandmarkError`.
    init(_ face: Scenario.Face, file: String, folder: URL) throws {
      func url(_ path: String) -> URL { URL(filePath: path, relativeTo: folder) }
      let raw = try SurfaceReader.readUnrepaired(url(file))
      let repaired = try ScanRepair.repair(
        raw.surface, unit: raw.unit, file: url(file).lastPathComponent)
      try self.init(repaired, landmarks: face.landmarks.map(url), marked: face.markedLandmarks)
    }
  }

  /// Lays the atlas by the landmarks that are given, or finds them.
  ///
  /// - Throws: `RegistrationError`.
  public init(_ input: Input, atlas: TriangleSurface, atlasLandmarks: ScanLandmarks) throws {
    given = input.landmarks
    let landmarks: ScanLandmarks
    if let given = input.landmarks {
      landmarks = given
      registration = try SurfaceRegistration(atlas: atlas, landmarks: atlasLandmarks)
        .register(to: input.scan.surface, landmarks: given)
    } else {
      let found = try AutomaticLandmarks.find(
        on: input.scan.surface, atlas: atlas, atlasLandmarks: atlasLandmarks, hints: input.marked)
      // Tragion and orbitale are indistinct: found ones give a frame that is off by up to 4.6° on the
      // synthetic subjects, the pose of the whole face by up to 2.6°.
      landmarks = input.marked
      registration = found.registration
      self.found = found
    }
    frame =
      HeadFrame(landmarks: landmarks)
      ?? HeadFrame(
        axes: registration.similarity.rotation, origin: registration.similarity.translation)
  }
}

extension LaidScan {
  /// Judges the scan by zone, and notes the zone of each repair in its report.
  ///
  /// - Parameters:
  ///   - scan: the one the atlas was laid onto.
  ///   - atlas: with its zones.
  /// - Returns: what the scan is worth.
  public func judge(_ scan: inout RepairedScan, atlas: Atlas) -> ScanJudgement {
    scan.report.locate(LaidZones(registration, atlas: atlas).name(at:))
    return ScanJudgement(
      scan: scan, registration: registration, atlas: atlas,
      landmarks: landmarks.mapValues(\.position), frame: frame)
  }
}
