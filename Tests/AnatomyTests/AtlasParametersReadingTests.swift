import Documents
import Foundation
import Testing

@testable import Anatomy

@Suite struct AtlasParametersReadingTests {
  /// The error about a copy of the atlas folder's file with one piece of its text replaced.
  func complaint(_ name: String, _ old: String, _ new: String, read: (URL) throws -> Void) throws
    -> String
  {
    let folder = FileManager.default.temporaryDirectory.appending(path: "atlas-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.copyItem(at: atlasFolder, to: folder)
    let file = folder.appending(path: name)
    let text = try String(contentsOf: file, encoding: .utf8)
    let range = try #require(text.range(of: old))
    try text.replacingCharacters(in: range, with: new).write(
      to: file, atomically: true, encoding: .utf8)
    do {
      try read(folder)
      return "no error"
    } catch { return "\(error)" }
  }

  @Test(arguments: [
    (
      "\"center-mm\": [0,", "\"center-mm\": [9999,",
      "center-mm[0]: 9999 mm is outside -500 to 500 mm"
    ),
    ("\"width-left-mm\": 4", "\"width-left-mm\": 0", "folds[0].width-left-mm: 0 mm is outside"),
    ("\"master-edge-mm\": 2", "\"master-edge-mm\": 0.001", "meshes.master-edge-mm: 0.001 mm is"),
    ("\"master-edge-mm\": 2", "\"mister-edge-mm\": 2", "did you mean \"master-edge-mm\"?"),
    ("\"paired\": false", "\"paired\": 0", "zones[0].paired: expected true or false, found 0"),
  ])
  func `says what is wrong with the parameters`(old: String, new: String, message: String) throws {
    let found = try complaint(AtlasFiles.parameters, old, new) { folder in
      _ = try AtlasParameters(contentsOf: folder.appending(path: AtlasFiles.parameters))
    }
    #expect(found.hasPrefix("atlas.parameters.json:") && found.contains(message), "\(found)")
  }

  @Test(arguments: [
    (
      "\"zone-of-triangle\": [\n    ", "\"zone-of-triangle\": [\n    33, ",
      "a list of 26354 numbers"
    ),
    ("\"zone-of-triangle\": [\n    ", "\"zone-of-triangle\": [\n    9", "is outside 0 to 32"),
    (
      "\"zones\":", "\"zone\":",
      "unknown key \"zone\"; allowed here: about, zones, zone-of-triangle"
    ),
  ])
  func `says what is wrong with the zones`(old: String, new: String, message: String) throws {
    let found = try complaint(AtlasFiles.zones, old, new) { _ = try AtlasFiles.atlas(in: $0) }
    #expect(found.hasPrefix("atlas.zones.json:") && found.contains(message), "\(found)")
  }
}
