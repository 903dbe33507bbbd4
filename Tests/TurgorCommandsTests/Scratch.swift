import Foundation

/// A folder that goes when the test ends.
final class Scratch {
  let path: String
  init() throws {
    path =
      FileManager.default.temporaryDirectory.appending(path: "turgor-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a text file, and gives its path.
  func write(_ text: String, to name: String) throws -> String {
    try text.write(toFile: path + "/" + name, atomically: true, encoding: .utf8)
    return path + "/" + name
  }

  /// The bytes of all files below a folder, by their path in it.
  static func files(in folder: String) throws -> [String: Data] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder)
    var files: [String: Data] = [:]
    for path in paths {
      var isFolder: ObjCBool = false
      let full = folder + "/" + path
      _ = FileManager.default.fileExists(atPath: full, isDirectory: &isFolder)
      if !isFolder.boolValue { files[path] = try Data(contentsOf: URL(filePath: full)) }
    }
    return files
  }
}
