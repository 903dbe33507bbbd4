import Foundation

/// The synthetic faces that lie beside the repository while Turgor is developed.
///
/// They are not part of the package: a test that needs them is disabled, visibly, where they are absent.
public enum SharedFaces {
  /// The folder `shared/faces` beside the package or beside one of its parents.
  public static let folder: URL? = {
    var parent = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while parent.path != "/" {
      let candidate = parent.appendingPathComponent("shared/faces")
      if FileManager.default.fileExists(atPath: candidate.path) { return candidate }
      parent = parent.deletingLastPathComponent()
    }
    return nil
  }()

  /// Whether the folder is there.
  public static var areHere: Bool { folder != nil }

  /// A file of the folder, which must be there.
  public static func file(_ name: String) -> URL {
    (folder ?? URL(fileURLWithPath: "/shared/faces")).appendingPathComponent(name)
  }
}
