import Foundation

/// Data beside the project that some tests measure with; they are skipped where it is absent.
public enum SharedData {
  /// The folder, looked for above this file; nil where it is absent.
  public static let folder: URL? = {
    var above = URL(filePath: #filePath)
    while above.path != "/" {
      above.deleteLastPathComponent()
      let candidate = above.appending(path: "shared")
      if FileManager.default.fileExists(atPath: candidate.appending(path: "faces").path) {
        return candidate
      }
    }
    return nil
  }()

  /// A file of the folder; nil, with a line that says so, where it is absent.
  public static func file(_ path: String) -> URL? {
    guard let folder else {
      print("skipped: \(path) needs the shared data folder beside the project")
      return nil
    }
    return folder.appending(path: path)
  }

  /// The meshes that come with the project.
  public static let meshes = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "meshes", directoryHint: .isDirectory)
}
