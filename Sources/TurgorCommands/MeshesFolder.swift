import Foundation

/// Finds the folder with the meshes that come with Turgor.
public enum MeshesFolder {
  /// The environment variable that names the folder.
  public static let variable = "TURGOR_MESHES"
  /// A file that the folder must hold.
  static let mark = "atlas.parameters.json"

  /// The folder of the environment variable, else `meshes` beside the program or a folder above it,
  /// else `meshes` in the working folder.
  ///
  /// - Returns: nil when none of them holds the atlas.
  public static func find(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> String? {
    candidates(environment: environment).first { folder in
      FileManager.default.fileExists(atPath: folder + "/" + mark)
    }
  }

  /// The folder, for a command that cannot do without.
  ///
  /// - Throws: `CommandFailure` when none holds the atlas.
  static func found() throws(CommandFailure) -> URL {
    guard let path = find() else {
      throw CommandFailure(
        .badInput, "the folder meshes with the atlas was not found; name it in \(variable)")
    }
    return URL(filePath: path, directoryHint: .isDirectory)
  }

  private static func candidates(environment: [String: String]) -> [String] {
    if let named = environment[variable], !named.isEmpty { return [named] }
    var folders: [String] = []
    var above = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    while above.path != "/" {
      above.deleteLastPathComponent()
      folders.append(above.appendingPathComponent("meshes").path)
      folders.append(above.appendingPathComponent("share/turgor/meshes").path)
    }
    return folders + [FileManager.default.currentDirectoryPath + "/meshes"]
  }
}
