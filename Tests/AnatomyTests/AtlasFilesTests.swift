import Foundation
import Testing

@testable import Anatomy

struct AtlasFilesTests {
  /// Writes the shipped files anew when TURGOR_WRITE_ATLAS is set; see `meshes/README.md`.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["TURGOR_WRITE_ATLAS"] != nil))
  func `writes the shipped files anew`() throws {
    try AtlasFiles.write(to: atlasFolder)
  }
}

let atlasFolder = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "meshes")
