/// How `turgor` ends.
public enum ExitCode: Int32, Sendable {
  case done = 0
  /// A stated expectation was not met, or the program has a bug; the text says which.
  case unmet = 1
  case usage = 2
  /// A scan, a scenario or a deck that cannot be used.
  case badInput = 3
  case notConverged = 4
  /// A sweep that finished, with rows that failed.
  case failedRows = 5
  /// Would exceed the memory or the time that is allowed.
  case refused = 6
  /// Disk full, lock held: try again.
  case temporary = 75
  /// Ended by Ctrl-C, and by a request to end; what was done stays, and can be gone on with.
  case interrupted = 130
  case terminated = 143
}

/// A failure that a command reports in one sentence.
public struct CommandFailure: Error, Equatable, Sendable {
  public var code: ExitCode
  /// What went wrong and what to do, without a full stop or the name of the program.
  public var message: String

  public init(_ code: ExitCode, _ message: String) { (self.code, self.message) = (code, message) }
}
