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

  /// A scan as it comes from its files, in m.
  struct Input: Sendable {
    var surface: TriangleSurface
    /// Those of the landmark file; nil lets them be found.
    var landmarks: ScanLandmarks?
    /// Marked by hand.
    var marked: ScanLandmarks

    /// Reads the files of a face.
    ///
    /// - Throws: the errors of the readers, or `PreparedFace.Failure`.
    init(_ face: Scenario.Face, file: String, folder: URL) throws {
      func url(_ path: String) -> URL { URL(filePath: path, relativeTo: folder) }
      let raw = try SurfaceReader.read(url(file))
      let size = raw.positions.largestExtent
      guard PreparedFace.plausibleSize.contains(size) else {
        throw PreparedFace.Failure.implausibleSize(surface: file, millimetres: size)
      }
      surface = Scan.inMetres(raw, from: .millimetres)
      marked = ScanLandmarks(
        file: "--landmark",
        face.markedLandmarks.mapValues {
          .init(position: LengthUnit.millimetres.metres * $0)
        })
      landmarks = try face.landmarks.map { try ScanLandmarks.read(url($0)) }
      landmarks?.landmarks.merge(marked.landmarks) { _, hand in hand }
    }
  }

  /// Lays the atlas by the landmarks that are given, or finds them.
  ///
  /// - Throws: `RegistrationError`.
  init(_ scan: Input, atlas: TriangleSurface, atlasLandmarks: ScanLandmarks) throws {
    let landmarks: ScanLandmarks
    if let given = scan.landmarks {
      landmarks = given
      registration = try SurfaceRegistration(atlas: atlas, landmarks: atlasLandmarks)
        .register(to: scan.surface, landmarks: given)
    } else {
      let found = try AutomaticLandmarks.find(
        on: scan.surface, atlas: atlas, atlasLandmarks: atlasLandmarks, hints: scan.marked)
      // Tragion and orbitale are indistinct: found ones give a frame that is off by up to 4.6° on the
      // synthetic subjects, the pose of the whole face by up to 2.6°.
      landmarks = scan.marked
      registration = found.registration
      self.found = found
    }
    frame =
      HeadFrame(landmarks: landmarks)
      ?? HeadFrame(
        axes: registration.similarity.rotation, origin: registration.similarity.translation)
  }
}
