import Foundation
import Testing

@testable import Anatomy

struct AtlasFilesTests {
  /// Writes the shipped files anew when TURGOR_WRITE_ATLAS is set; see `meshes/README.md`.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["TURGOR_WRITE_ATLAS"] != nil))
  func `writes the shipped files anew`() throws {
    try AtlasFiles.write(to: atlasFolder)
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["TURGOR_WRITE_ATLAS"] == nil))
  func `makes the shipped files from the parameters`() throws {
    let parameters = try AtlasParameters(
      contentsOf: atlasFolder.appending(path: AtlasFiles.parameters))
    for (name, bytes) in try AtlasFiles.contents(parameters) {
      let shipped = try Data(contentsOf: atlasFolder.appending(path: name))
      #expect(Data(bytes) == shipped, "\(name) is not what the parameters give")
    }
  }

  @Test func `names the file that is missing`() throws {
    let nowhere = atlasFolder.appending(path: "nowhere")
    #expect(throws: (any Error).self) { try AtlasFiles.atlas(in: nowhere) }
  }
}

let atlasFolder = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "meshes")
