import Foundation
import Provenance

/// The equilibria of a run that is not finished, on disk: a run that was interrupted goes on from them.
///
/// One file for each, `rest.state` and `NUMBER.state`, in a folder beside the results. A file begins with the
/// key of its run and the digest of what follows, and appears whole or not at all; what does not fit is as
/// good as absent.
public struct SolvedStates: Sendable {
  private static let format = "turgor.state/1"
  private let folder: URL
  private let key: SHA256Digest
  private let mayRead: Bool
  private let keepsSteps: Bool

  /// - Parameters:
  ///   - results: path of the folder of the results.
  ///   - key: of the run.
  ///   - mayRead: whether to go on from what is there; else it is written anew.
  ///   - keepsSteps: whether states of steps are kept too; without them it is the rest shape alone, which schedules on one face share.
  public init(
    besides results: String, key: SHA256Digest, mayRead: Bool, keepsSteps: Bool = true
  ) {
    folder = URL(filePath: results + ".states", directoryHint: .isDirectory)
    (self.key, self.mayRead, self.keepsSteps) = (key, mayRead, keepsSteps)
    if !mayRead { remove() }
  }

  /// What is on disk from an earlier run.
  public enum Found: Equatable, Sendable {
    case nothing
    /// So many solutions of this very run.
    case ours(count: Int)
    /// Of other input, or of another version.
    case stale
  }

  /// Looks what an interrupted run has left.
  public var found: Found {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let states = names.filter { $0.hasSuffix(".state") }
    let ours = states.count { contents($0) != nil }
    return states.isEmpty ? .nothing : ours > 0 ? .ours(count: ours) : .stale
  }

  /// Forgets all of it.
  public func remove() { try? FileManager.default.removeItem(at: folder) }

  func read(_ name: String) -> [[Double]]? {
    guard mayRead, keeps(name), let data = contents(name + ".state") else { return nil }
    return NumberRows(data)?.rows
  }

  /// Writes a file; where that fails, a later run solves again what it would have said.
  func write(_ rows: [[Double]], as name: String) {
    guard keeps(name) else { return }
    let body = NumberRows(rows).data
    let head = "\(Self.format)\n\(key)\n\(SHA256Digest(of: body))\n"
    // A disk that is full must not end a run whose results may still fit.
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try? (Data(head.utf8) + body).write(
      to: folder.appending(path: name + ".state"), options: .atomic)
  }

  private func keeps(_ name: String) -> Bool { keepsSteps || name == CapturedState.name }

  /// What follows the head of a file of this run; nil where it is damaged or of another.
  private func contents(_ name: String) -> Data? {
    guard let data = try? Data(contentsOf: folder.appending(path: name)) else { return nil }
    let head = Data("\(Self.format)\n\(key)\n".utf8)
    let digestLength = 65
    guard data.starts(with: head), data.count >= head.count + digestLength else { return nil }
    let body = data.dropFirst(head.count + digestLength)
    let digest = data.dropFirst(head.count).prefix(digestLength - 1)
    return String(decoding: digest, as: UTF8.self) == SHA256Digest(of: body).description
      ? Data(body) : nil
  }
}
