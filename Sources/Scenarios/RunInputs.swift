import Foundation
import Meshes
import Provenance

/// The contents that a run is made from, each by what it is and by its digest; no name or path of a user's file.
public struct RunInputs: Sendable, Equatable {
  public struct Entry: Sendable, Equatable, Codable {
    /// `scenario`, `scan`, `scan.texture-1`, `landmarks`, or a file of the atlas as `meshes/NAME`.
    public var role: String
    public var sha256: SHA256Digest
  }

  public let entries: [Entry]

  /// The digest of the scan; nil for the atlas' own face.
  public var scan: SHA256Digest? { entries.first { $0.role == "scan" }?.sha256 }

  /// Reads all inputs of a scenario.
  ///
  /// - Parameters:
  ///   - scenario: as it will be run, with paths from the working folder.
  ///   - path: of its file.
  ///   - meshes: the folder of the atlas and its presets.
  /// - Throws: `SurfaceFileError` where the scan cannot be read.
  public init(of scenario: Scenario, at path: String, meshes: URL) throws(SurfaceFileError) {
    var entries: [Entry] = []
    func add(_ role: String, _ digest: SHA256Digest?) {
      if let digest { entries.append(Entry(role: role, sha256: digest)) }
    }
    add("scenario", SHA256Digest(ofFile: URL(fileURLWithPath: path)))
    if let surface = scenario.face.surface {
      let file = URL(fileURLWithPath: surface)
      add("scan", SHA256Digest(ofFile: file))
      let images = try SurfaceReader.readUnrepaired(file).surface.texture?.images ?? []
      for (number, image) in images.enumerated() {
        add("scan.texture-\(number + 1)", SHA256Digest(of: image.bytes))
      }
    }
    if let landmarks = scenario.face.landmarks {
      add("landmarks", SHA256Digest(ofFile: URL(fileURLWithPath: landmarks)))
    }
    for name in Self.data(in: meshes) {
      add("meshes/\(name)", SHA256Digest(ofFile: meshes.appending(path: name)))
    }
    self.entries = entries
  }

  /// The surfaces and figures that come with the program, in the order of their names.
  private static func data(in meshes: URL) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: meshes.path)) ?? []
    return names.filter { $0.hasSuffix(".json") || $0.hasSuffix(".ply") }.sorted()
  }
}
