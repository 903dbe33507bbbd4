import Documents
import Foundation
import Reports

/// The folder of an earlier comparison.
public enum ComparisonFolder {
  private static let schemas = ["turgor.comparison/1", "turgor.outcome/1"]

  /// Whether the manifest in a folder is that of a comparison.
  public static func holdsOne(_ path: String) -> Bool {
    let manifest = URL(filePath: path, directoryHint: .isDirectory).appending(
      path: RunFolder.manifest)
    guard let document = try? StrictJSON(contentsOf: manifest),
      let schema = document.root.member("schema")?.string()
    else { return false }
    return schemas.contains(schema)
  }
}
