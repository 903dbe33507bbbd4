import Foundation
import Glibc

extension SweepFolder {
  /// Files that `collect` writes.
  public enum Collection: String, CaseIterable, Sendable {
    case csv = "runs.csv"
    case database = "runs.sqlite"
    case archive = "runs.npz"
  }

  /// Writes the table of all runs; each file takes the place of an earlier one at once.
  ///
  /// - Parameters:
  ///   - runs: plan and records.
  ///   - kinds: which files.
  /// - Throws: `SweepFolderError`, `SweepDatabaseError`.
  public func collect(_ runs: CollectedRuns, as kinds: [Collection] = Collection.allCases) throws {
    for kind in kinds {
      switch kind {
      case .csv: try files.replace(url.appending(path: kind.rawValue), with: Data(runs.csv.utf8))
      case .archive:
        guard let data = runs.archive else {
          throw SweepFolderError.unwritable(
            path: kind.rawValue, reason: "would have 4 GiB or more: choose fewer results")
        }
        try files.replace(url.appending(path: kind.rawValue), with: data)
      case .database: try collectDatabase(runs)
      }
    }
  }

  /// Made where temporary files go, which is a local disk, and then copied: this folder may be on a network.
  private func collectDatabase(_ runs: CollectedRuns) throws {
    let draft = FileManager.default.temporaryDirectory.appending(path: "turgor-\(getpid()).sqlite")
    defer { unlink(draft.path) }
    unlink(draft.path)
    try runs.writeDatabase(to: draft)
    guard let data = try? Data(contentsOf: draft) else {
      throw SweepDatabaseError(reason: "\(draft.path) was written and cannot be read back")
    }
    try files.replace(url.appending(path: Collection.database.rawValue), with: data)
  }

  /// Writes a file of the sweep.
  func write(_ text: String, to name: String) throws {
    let place = url.appending(path: name)
    try? FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try files.replace(place, with: Data(text.utf8))
  }
}
