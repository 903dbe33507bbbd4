import Documents
import Foundation
import Provenance
import Scenarios

/// The result of an earlier run, as far as it tells whether it is still true.
public struct FinishedRun: Sendable {
  private let folder: URL
  private let manifest: JSONTree

  /// Looks into a folder of results; nil where no run has finished.
  public init?(in path: String) {
    folder = URL(filePath: path, directoryHint: .isDirectory)
    guard let text = try? StrictJSON(contentsOf: folder.appending(path: RunFolder.manifest)) else {
      return nil
    }
    manifest = text.tree
  }

  /// Whether this is the result of a run, every file as it was written.
  public func isWhole(of run: RunIdentity) -> Bool {
    guard manifest["key"] == .string(run.key.description),
      case .array(let outputs)? = manifest["outputs"]
    else { return false }
    return outputs.allSatisfy { output in
      guard case .string(let file)? = output["file"],
        let digest = SHA256Digest(ofFile: folder.appending(path: file))
      else { return false }
      return output["sha256"] == .string(digest.description)
    }
  }
}
