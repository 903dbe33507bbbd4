import Anatomy
import Foundation
import Meshes
import Scans
import Tensors

/// The atlas on a scan, and where the head is in it.
struct LaidScan: Sendable {
  var registration: Registration
  var frame: HeadFrame
  /// nil if all landmarks were given.
  var found: AutomaticLandmarks?

  /// A scan as it comes from its files, repaired.
  struct Input: Sendable {
    var scan: RepairedScan
    /// Those of the landmark file; nil lets them be found.
    var landmarks: ScanLandmarks?
    /// Marked by hand.
    var marked: ScanLandmarks

    /// Reads the files of a face.
    ///
    /// - Throws: `SurfaceFileError`, `ScanError` or `LandmarkError`.
    init(_ face: Scenario.Face, file: String, folder: URL) throws {
      func url(_ path: String) -> URL { URL(filePath: path, relativeTo: folder) }
      let raw = try SurfaceReader.readUnrepaired(url(file))
      let repaired = try ScanRepair.repair(
        raw.surface, unit: raw.unit, file: url(file).lastPathComponent)
      scan = repaired
      marked = ScanLandmarks(
        file: "--landmark",
        face.markedLandmarks.mapValues {
          .init(position: repaired.unit.metres * $0)
        })
      landmarks = try face.landmarks.map { try ScanLandmarks.read(url($0)) }
      landmarks?.landmarks.merge(marked.landmarks) { _, hand in hand }
    }
  }

  /// Lays the atlas by the landmarks that are given, or finds them.
  ///
  /// - Throws: `RegistrationError`.
  init(_ input: Input, atlas: TriangleSurface, atlasLandmarks: ScanLandmarks) throws {
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
