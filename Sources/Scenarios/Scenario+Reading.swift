import Documents
import Foundation

extension Scenario {
  /// Reads a scenario file.
  ///
  /// - Parameter path: of the file; paths in it are relative to its folder.
  /// - Throws: `DocumentError` with everything that is wrong.
  public init(contentsOf path: String) throws(DocumentError) {
    self = try ScenarioFile(contentsOf: path).scenario
  }

  /// Reads the bytes of a scenario file.
  ///
  /// - Parameters:
  ///   - text: the bytes, in UTF-8.
  ///   - file: its name, for messages.
  ///   - folder: put before relative paths; empty, or ending in a slash.
  /// - Throws: `DocumentError` with everything that is wrong.
  public init(parsing text: [UInt8], file: String, folder: String = "") throws(DocumentError) {
    try self.init(reading: StrictJSON(parsing: text, file: file), folder: folder)
  }

  init(reading document: StrictJSON, folder: String) throws(DocumentError) {
    let scenario = Self.shape.value(at: document.root)
    try document.finish()
    guard var scenario else {
      preconditionFailure("a scenario that was not understood, and no reason why")
    }
    func resolved(_ path: String) -> String { path.hasPrefix("/") ? path : folder + path }
    scenario.face.surface = scenario.face.surface.map(resolved)
    scenario.face.landmarks = scenario.face.landmarks.map(resolved)
    self = scenario
  }
}
