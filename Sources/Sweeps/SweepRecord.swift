import Foundation

/// What is written of a run when it has ended, well or not.
public struct SweepRecord: Sendable, Equatable, Codable {
  public enum Status: String, Sendable, Codable { case done, failed }

  public var id: String
  public var status: Status
  /// Why it failed; nil where it did not.
  public var failure: RunRefusal?
  /// The file of the names of its numbers; nil where there are none.
  public var columns: String?
  /// nil where there is no number.
  public var values: [Double?]
  public var warnings: [String]
  /// As in `RunOutcome`.
  public var start: String?
  /// On the clock and of processors, without what the face took.
  public var wall_s: Double
  public var cpu_s: Double
  /// Largest resident memory of the worker so far.
  public var memory_MB: Double
  /// The program that made it.
  public var program: String?
  /// The machine that made it.
  public var host: String

  /// A run that gave something.
  init(_ id: String, _ outcome: RunOutcome, columns: String) {
    self.init(id, status: .done)
    (self.columns, warnings, start) = (columns, outcome.warnings, outcome.start)
    values = outcome.values.map { $0.isFinite ? $0 : nil }
  }

  /// A run that gave nothing.
  init(_ id: String, _ failure: RunRefusal) {
    self.init(id, status: .failed)
    self.failure = failure
  }

  private init(_ id: String, status: Status) {
    (self.id, self.status, values, warnings) = (id, status, [], [])
    (wall_s, cpu_s, memory_MB) = (0, 0, 0)
    host = ProcessIdentity.current.host
  }
}
