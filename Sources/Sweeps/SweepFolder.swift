import Foundation
import Glibc
import Provenance

/// The folder of a sweep: its plan, who works at what, and a record for every run that has ended.
///
/// ```
/// sweep.json        what all runs have in common; written last, never changed
/// plan.jsonl        one line per run
/// records/ab/ID.json  one per run that has ended, written once
/// columns/KEY.json  names of the numbers of records
/// claims/ID         who does a run now
/// faces/            rest shapes that were found
/// drafts/           files that are not finished
/// ```
public struct SweepFolder: Sendable {
  public let url: URL
  var files: WholeFile { WholeFile(drafts: url.appending(path: "drafts")) }

  static let common = "sweep.json"
  static let plan = "plan.jsonl"
  private static let folders = ["records", "columns", "claims", "faces", "drafts", "logs"]

  /// - Parameter path: of the folder, which need not be there yet.
  public init(path: String) { url = URL(filePath: path, directoryHint: .isDirectory) }

  // MARK: - Plan

  /// Writes a plan into a folder that is empty, or has this very plan.
  ///
  /// - Throws: `SweepFolderError`.
  public func publish(_ plan: SweepPlan) throws {
    let inside = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    let ours = [Self.common, Self.plan] + Self.folders
    if let other = inside.first(where: { !ours.contains($0) }), !inside.contains(Self.common) {
      throw SweepFolderError.notOurs(
        path: url.path,
        reason:
          "holds \(other) and no plan of a sweep; nothing was changed: choose another folder with -o"
      )
    }
    try makeFolders()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    let lines = try SweepPlan.lines(plan.runs)
    let isNew = try files.create(url.appending(path: Self.plan), with: lines)
    guard isNew || (try? Data(contentsOf: url.appending(path: Self.plan))) == lines else {
      throw SweepFolderError.otherPlan(path: url.path)
    }
    if try !files.create(url.appending(path: Self.common), with: encoder.encode(plan.common)) {
      var known = try readCommon()
      // Another build of the program may go on; its records say so.
      (known.program, known.build) = (plan.common.program, plan.common.build)
      guard known == plan.common else { throw SweepFolderError.otherPlan(path: url.path) }
    }
  }

  /// Whether there is a whole plan.
  public var hasPlan: Bool {
    FileManager.default.fileExists(atPath: url.appending(path: Self.common).path)
  }

  /// Reads the plan.
  ///
  /// - Throws: `SweepFolderError.notOurs` where there is none, or it was changed.
  public func readPlan() throws -> SweepPlan {
    let common = try readCommon()
    guard let lines = try? Data(contentsOf: url.appending(path: Self.plan)),
      SHA256Digest(of: lines) == common.plan
    else { throw damaged(Self.plan) }
    let decoder = JSONDecoder()
    let runs = try lines.split(separator: UInt8(ascii: "\n")).map {
      try decoder.decode(PlannedRun.self, from: Data($0))
    }
    return SweepPlan(common: common, runs: runs)
  }

  private func readCommon() throws -> SweepPlan.Common {
    guard let data = try? Data(contentsOf: url.appending(path: Self.common)) else {
      throw SweepFolderError.notOurs(
        path: url.path,
        reason: "there is no plan of a sweep in it; `turgor sweep run FILE -o FOLDER` makes one")
    }
    guard let common = try? JSONDecoder().decode(SweepPlan.Common.self, from: data) else {
      throw damaged(Self.common)
    }
    return common
  }

  private func damaged(_ name: String) -> SweepFolderError {
    .notOurs(
      path: url.appending(path: name).path,
      reason: "is not as it was written: the plan of a sweep is never changed")
  }

  /// Makes what is missing of the folders.
  func makeFolders() throws(SweepFolderError) {
    for name in Self.folders {
      let path = url.appending(path: name).path
      do {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      } catch {
        let reason = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        throw SweepFolderError(path, errno: Int32(reason?.code ?? Int(errno)))
      }
    }
  }

  // MARK: - Records

  private func place(ofRecord id: String) -> URL {
    url.appending(path: "records/\(id.prefix(2))/\(id).json")
  }

  func hasRecord(_ id: String) -> Bool { access(place(ofRecord: id).path, F_OK) == 0 }

  /// The record of a run; nil where it has not ended.
  public func record(_ id: String) -> SweepRecord? {
    (try? Data(contentsOf: place(ofRecord: id))).flatMap {
      try? JSONDecoder().decode(SweepRecord.self, from: $0)
    }
  }

  /// Writes the record of a run that has none.
  ///
  /// - Returns: whether it was written; false where there was one, which stays.
  @discardableResult func write(_ record: SweepRecord) throws -> Bool {
    let place = place(ofRecord: record.id)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var data = try encoder.encode(record)
    data.append(UInt8(ascii: "\n"))
    let folder = place.deletingLastPathComponent().path
    guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
      throw SweepFolderError(folder, errno: errno)
    }
    return try files.create(place, with: data)
  }

  /// How many runs have ended, counted by files.
  public var endedCount: Int {
    let place = url.appending(path: "records").path
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
    return folders.reduce(0) { sum, name in
      sum + ((try? FileManager.default.contentsOfDirectory(atPath: "\(place)/\(name)"))?.count ?? 0)
    }
  }

  /// Forgets the record of a run, which is then done again.
  func remove(record id: String) { unlink(place(ofRecord: id).path) }

  /// Keeps names of columns.
  ///
  /// - Returns: what records call them.
  func keep(columns: [String]) throws -> String {
    let data = try JSONEncoder().encode(columns)
    let key = String(SHA256Digest(of: data).description.prefix(16))
    let place = place(ofColumns: key)
    if access(place.path, F_OK) != 0 { _ = try files.create(place, with: data) }
    return key
  }

  private func place(ofColumns key: String) -> URL { url.appending(path: "columns/\(key).json") }

  /// The names that records call so.
  public func columns(_ key: String) -> [String]? {
    (try? Data(contentsOf: place(ofColumns: key))).flatMap {
      try? JSONDecoder().decode([String].self, from: $0)
    }
  }

  // MARK: - Work

  func place(ofClaim id: String) -> URL { url.appending(path: "claims/\(id)") }

  /// Where the rest shape of a body is kept, without an ending.
  func place(ofBody key: String) -> URL { url.appending(path: "faces/\(key)") }

  /// What workers say when they crash.
  func place(ofLog name: String) -> URL { url.appending(path: "logs/\(name).txt") }

  /// Tries whether files can be written; a folder that cannot be written should be known of before an hour is spent.
  ///
  /// - Throws: `SweepFolderError`.
  public func tryWriting() throws {
    try makeFolders()
    try files.replace(url.appending(path: "drafts/trial"), with: Data([0]))
    unlink(url.appending(path: "drafts/trial").path)
  }
}
