import Documents
import Scenarios

/// A sweep file: one scenario, and what is to differ from run to run.
///
/// Paths are as they stand in the file, resolved against its folder.
public struct Sweep: Sendable, Equatable {
  /// Name and version of the format.
  public static let schema = "turgor.sweep/1"

  public var title = ""
  /// File of the scenario that all runs begin with.
  public var scenario = ""
  /// Takes the place of the scenario's resolution.
  public var resolution: Scenario.Resolution?
  /// Faces that every combination is run on; the scenario's own when empty.
  public var faces: [Face] = []
  public var axes: [SweepAxis] = []
  public var sampling = SweepSampling.grid
  /// Combinations that are given row by row.
  public var table: Table?
  public var constraints: [SweepConstraint] = []
  public var results = ResultSelection()
  public var limits = RunLimits()

  public init() {}

  /// One of several faces.
  public struct Face: Sendable, Equatable {
    public var id: String
    /// File of the scan; nil for the atlas' own face.
    public var surface: String?
    public var landmarks: String?
  }

  /// A file of combinations.
  public struct Table: Sendable, Equatable {
    public var file: String
    public var columns: [SettingTable.Column]
  }
}

/// Which numbers of a run are kept.
public struct ResultSelection: Sendable, Equatable, Codable {
  /// Names of steps; all when empty.
  public var steps: [String] = []
  /// Names of zones, `face` for all of it; all when empty.
  public var zones: [String] = []
  /// Columns of `zones.csv`.
  public var quantities = [
    "displacement_mean_mm", "displacement_max_mm", "lift_mean_mm", "volume_change_mL",
  ]
  /// Clinical measures, by name.
  public var measures: [String] = []

  public init() {}
}

/// How much a run may take before it is given up.
public struct RunLimits: Sendable, Equatable, Codable {
  /// Of one worker, in bytes; nil sets no limit.
  public var memory: Double?
  /// For one run, in s, without what its face takes; nil sets no limit.
  public var time: Double?

  public init() {}
}
