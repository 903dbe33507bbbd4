/// What a run gave.
public struct RunOutcome: Sendable, Equatable {
  /// Names of the numbers: `STEP/ZONE/QUANTITY` with the unit in the last part.
  public var columns: [String]
  /// One per column; not a number where there is none.
  public var values: [Double]
  public var warnings: [String]
  /// Where the search of its equilibria began: `captured`, or the id of the run whose were taken.
  public var start: String

  public init(
    columns: [String], values: [Double], warnings: [String] = [], start: String = "captured"
  ) {
    precondition(columns.count == values.count)
    (self.columns, self.values, self.warnings, self.start) = (columns, values, warnings, start)
  }
}

/// Why a run gave nothing.
public struct RunRefusal: Error, Sendable, Equatable, Codable {
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// The scenario cannot be run so.
    case input
    /// No equilibrium was found.
    case diverged
    /// The worker crashed, each time it was tried.
    case crashed
    /// The worker was ended from outside, each time it was tried; `resume` tries again.
    case killed
    /// More memory than the limit.
    case memory
    /// More time than the limit.
    case time
  }

  public var kind: Kind
  public var reason: String

  public init(_ kind: Kind, _ reason: String) { (self.kind, self.reason) = (kind, reason) }
}
