import Foundation
import Provenance

/// Why results could not be written.
public enum RunFolderError: Error, Equatable, CustomStringConvertible {
  /// The folder holds something that is not the result of a run.
  case notOurs(path: String)
  case unwritable(path: String, reason: String)

  public var description: String {
    switch self {
    case .notOurs(let path):
      """
      \(path): the folder is not empty and holds no manifest.json of a run; nothing was changed. \
      Choose another folder with -o, or empty this one
      """
    case .unwritable(let path, let reason):
      "\(path): cannot be written: \(reason)"
    }
  }
}

/// The folder of a run's results, which appears whole or not at all.
///
/// Everything is written into `NAME.partial` beside it. `commit` puts that in place of an earlier
/// result; without it the partial folder is removed.
public final class RunFolder {
  public let path: URL
  private let partial: URL
  private var isCommitted = false

  /// The last file to be written: a folder without it is not a result.
  public static let manifest = "manifest.json"

  /// - Throws: `RunFolderError` when the folder holds other things, or cannot be made.
  public init(path: String) throws(RunFolderError) {
    self.path = URL(filePath: path, directoryHint: .isDirectory)
    partial = URL(filePath: path + ".partial", directoryHint: .isDirectory)
    let files = FileManager.default
    if files.fileExists(atPath: path) {
      let inside = (try? files.contentsOfDirectory(atPath: path)) ?? [""]
      guard inside.isEmpty || inside.contains(Self.manifest) else { throw .notOurs(path: path) }
    }
    do {
      try? files.removeItem(at: partial)
      try files.createDirectory(at: partial, withIntermediateDirectories: true)
    } catch {
      throw .unwritable(path: path, reason: error.localizedDescription)
    }
  }

  deinit { if !isCommitted { try? FileManager.default.removeItem(at: partial) } }

  /// The place of a file until `commit`; its folder is made.
  public func place(of name: String) throws(RunFolderError) -> URL {
    let url = partial.appending(path: name)
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    } catch {
      throw .unwritable(path: name, reason: error.localizedDescription)
    }
    return url
  }

  /// Writes a file.
  public func write(_ data: Data, to name: String) throws(RunFolderError) {
    let url = try place(of: name)
    do { try data.write(to: url) } catch {
      throw .unwritable(path: name, reason: error.localizedDescription)
    }
  }

  /// Writes a text file.
  public func write(_ text: String, to name: String) throws(RunFolderError) {
    try write(Data(text.utf8), to: name)
  }

  /// The digest of a file that was written.
  func digest(of name: String) throws(RunFolderError) -> SHA256Digest {
    guard let digest = SHA256Digest(ofFile: partial.appending(path: name)) else {
      throw .unwritable(path: name, reason: "it was written and cannot be read back")
    }
    return digest
  }

  /// Puts the results in their place.
  public func commit() throws(RunFolderError) {
    do {
      let files = FileManager.default
      if files.fileExists(atPath: path.path) { try files.removeItem(at: path) }
      try files.moveItem(at: partial, to: path)
      isCommitted = true
    } catch {
      throw .unwritable(path: path.path, reason: error.localizedDescription)
    }
  }
}
