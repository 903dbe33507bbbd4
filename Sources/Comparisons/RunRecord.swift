import Documents
import Foundation

/// The folder of a finished run, as its files tell it.
public struct RunRecord: Sendable {
  /// As the user gave it.
  public let path: String
  let manifest: RunFacts
  /// A row per step and zone.
  let zones: ResultTable
  /// A row per step, measure and side.
  let measures: ResultTable
  /// How numbers of both depend on the figures of the tissue; nil where the run has no error bars.
  let sensitivities: ResultTable?

  /// Opens the folder of a run.
  ///
  /// - Parameter path: of the folder.
  /// - Throws: `DocumentError` where it is no folder of a run, the run did not finish, or another version of
  ///   Turgor wrote it.
  public init(path: String) throws(DocumentError) {
    self.path = path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw DocumentError(file: path, "there is no such folder")
    }
    guard isFolder.boolValue else {
      throw DocumentError(
        file: path, "is a file; name the folder of a run, as given to `turgor run -o`")
    }
    let url = URL(filePath: path, directoryHint: .isDirectory)
    let manifest = url.appending(path: "manifest.json")
    guard FileManager.default.fileExists(atPath: manifest.path) else {
      throw DocumentError(
        file: path,
        "holds no manifest.json, which a run writes last: this is no folder of a run, or the run did "
          + "not finish; name a folder given to `turgor run -o`")
    }
    func name(_ file: String) -> String { path.hasSuffix("/") ? path + file : "\(path)/\(file)" }
    self.manifest = try RunFacts(
      StrictJSON(contentsOf: manifest, name: name("manifest.json")))
    zones = try ResultTable(contentsOf: url.appending(path: "zones.csv"), name: name("zones.csv"))
    measures = try ResultTable(
      contentsOf: url.appending(path: "measures.csv"), name: name("measures.csv"))
    let slopes = url.appending(path: "sensitivities.csv")
    sensitivities =
      FileManager.default.fileExists(atPath: slopes.path)
      ? try ResultTable(contentsOf: slopes, name: name("sensitivities.csv")) : nil
  }

  /// The surface of a step: the scan as it is then, in mm, in the axes of its file.
  func surface(of step: String) -> URL {
    URL(filePath: path, directoryHint: .isDirectory).appending(path: "surfaces/\(step).ply")
  }
}
