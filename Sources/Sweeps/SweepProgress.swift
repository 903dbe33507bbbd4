import Foundation

/// How far a sweep is.
public struct SweepProgress: Sendable, Equatable, Codable {
  public var runs: Int
  public var done: Int
  public var failed: Int
  /// Runs somebody is at work on, or was when it died.
  public var claimed: Int
  /// How many failed for which reason.
  public var failures: [String: Int]

  public var isFinished: Bool { done + failed == runs }

  /// Counts the records.
  public init(of plan: SweepPlan, in folder: SweepFolder) {
    self.init(SweepProgress.records(of: plan, in: folder), of: plan, in: folder)
  }

  init(_ records: [SweepRecord], of plan: SweepPlan, in folder: SweepFolder) {
    runs = plan.runs.count
    done = records.count { $0.status == .done }
    failed = records.count - done
    failures = Dictionary(
      grouping: records.compactMap { $0.failure?.kind.rawValue }, by: { $0 }
    ).mapValues(\.count)
    let names =
      (try? FileManager.default.contentsOfDirectory(
        atPath: folder.url.appending(path: "claims").path)) ?? []
    let ended = Set(records.map(\.id))
    claimed = names.count { !ended.contains($0) }
  }

  static func records(of plan: SweepPlan, in folder: SweepFolder) -> [SweepRecord] {
    plan.runs.compactMap { folder.record($0.id) }
  }
}

extension SweepFolder {
  /// Forgets records of runs that failed, so that they are done again.
  ///
  /// - Parameters:
  ///   - plan: of this folder.
  ///   - kinds: of failures.
  /// - Returns: how many.
  @discardableResult public func retry(
    _ plan: SweepPlan, kinds: Set<RunRefusal.Kind> = Set(RunRefusal.Kind.allCases)
  ) -> Int {
    let failed = SweepProgress.records(of: plan, in: self).filter { record in
      record.failure.map { kinds.contains($0.kind) } ?? false
    }
    for record in failed { remove(record: record.id) }
    return failed.count
  }
}
