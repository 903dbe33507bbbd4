import Anatomy
import Foundation
import Meshes
import Scenarios

extension AtlasPostures {
  /// A face at preview resolution.
  struct Subject {
    var name: String
    var face: PreparedFace
  }

  /// The atlas, and every scan of a folder that has a landmarks file.
  ///
  /// - Parameter folder: holds NAME.ply beside NAME.landmarks.json; nil for the atlas alone.
  /// - Returns: the atlas, then the scans by name.
  /// - Throws: the errors of the readers and of registration.
  func subjects(in folder: URL?) throws -> [Subject] {
    let ending = ".landmarks.json"
    let names = try folder.map { folder in
      try FileManager.default.contentsOfDirectory(atPath: folder.path)
        .filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }.sorted()
    }
    return try [subject(nil, in: nil)] + (names ?? []).map { try subject($0, in: folder) }
  }

  /// A scan of a folder, or the atlas.
  ///
  /// - Parameters:
  ///   - name: of the scan, without an ending; nil for the atlas.
  ///   - folder: where the scan is.
  /// - Returns: the face, laid and in tissue.
  /// - Throws: the errors of the readers and of registration.
  func subject(_ name: String?, in folder: URL?) throws -> Subject {
    let face = Scenario.Face(
      surface: name.map { $0 + ".ply" }, landmarks: name.map { $0 + ".landmarks.json" })
    let scenario = Scenario(
      title: name ?? "atlas", face: face, resolution: .init(.preview),
      steps: [.init(id: "upright", posture: .upright)], views: [])
    var clock = StageClock()
    let prepared = try PreparedFace(
      scenario, folder: folder ?? meshes, meshes: meshes, clock: &clock)
    return Subject(name: name ?? "atlas", face: prepared)
  }
}
