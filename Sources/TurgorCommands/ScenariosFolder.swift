import Foundation

/// The scenarios that come with Turgor: the folder `scenarios` beside that of the meshes.
enum ScenariosFolder {
  /// Its files, by name; none where the folder is missing.
  static func find(beside meshes: URL) -> [URL] {
    let folder = meshes.deletingLastPathComponent().appending(path: "scenarios")
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (files ?? []).filter { $0.pathExtension == "json" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }
}
