/// How far one number may be off.
public struct ErrorBar: Sendable, Equatable {
  /// What makes it uncertain, and its part of the variance.
  public struct Share: Sendable, Equatable {
    public var name: String
    /// From 0 to 1.
    public var part: Double
  }

  /// Half the width of the 95 % interval, in the unit of the number.
  ///
  /// Not a number where the scan has a hole in all of the zone.
  public var halfWidth: Double
  /// `halfWidth`, nil where it is not a number.
  public var width: Double? { halfWidth.isNaN ? nil : halfWidth }
  /// The largest first; empty where nothing is uncertain.
  public var shares: [Share]

  /// Standard deviations of a normal distribution to either side that hold 95 % of it.
  public static let deviationsAt95 = 1.959964

  /// Independent errors together: σ² = Σ σᵢ².
  ///
  /// - Parameter errors: standard deviations by name, in the unit of the number.
  init(_ errors: [(name: String, deviation: Double)]) {
    let variance = errors.reduce(0) { $0 + $1.deviation * $1.deviation }
    halfWidth = Self.deviationsAt95 * variance.squareRoot()
    shares =
      variance > 0
      ? errors.map { Share(name: $0.name, part: $0.deviation * $0.deviation / variance) }
        .filter { $0.part > 0 }.sorted { ($1.part, $0.name) < ($0.part, $1.name) }
      : []
  }
}

/// The error bars of a run.
public struct ErrorBars: Sendable {
  /// What of the tissue was moved.
  public let parameters: [UncertainParameter]
  private let bars: [NumberPlace: ErrorBar]
  private let changes: [NumberPlace: [Double]]

  /// - Parameters:
  ///   - parameters: what was moved.
  ///   - bars: by number.
  ///   - changes: of each number for one standard deviation of each parameter, then of the error of the mesh.
  init(
    parameters: [UncertainParameter], bars: [NumberPlace: ErrorBar],
    changes: [NumberPlace: [Double]]
  ) {
    (self.parameters, self.bars, self.changes) = (parameters, bars, changes)
  }

  /// What errors have a sign of, so that two numbers share them: the figures of the tissue, and the mesh.
  public var contributors: [String] { parameters.map(\.name) + ["mesh"] }

  /// By how much a number changes for one standard deviation of each of the `contributors`, in its unit; nil where the
  /// number is none.
  public func changes(of place: NumberPlace) -> [Double]? { changes[place] }

  /// The bar of a number; nil where the number is none or is not uncertain.
  public subscript(place: NumberPlace) -> ErrorBar? { bars[place] }

  /// Displacements below this, in m, are never told from none: it is what the round trip of the rest shape is held to.
  public static let leastDisplacement = 1e-6

  /// Whether the mean displacement of a zone is larger than its bar.
  ///
  /// In a step that is as captured nothing moves, whatever the tissue: displacement and bar are both zero but for
  /// the tolerance of the solver, and the zone is not distinguishable.
  ///
  /// - Parameters:
  ///   - zone: its statistics.
  ///   - table: `zones` or `changes`.
  ///   - step: the step, of a change its end.
  /// - Returns: nil where no bar is known.
  public func isDistinguishable(
    _ zone: ZoneStatistics, in table: NumberPlace.Table, step: String
  ) -> Bool? {
    self[.mean(table, step: step, zone: zone.zone)]?.width.map { width in
      zone.mean > max(width, Self.leastDisplacement)
    }
  }
}

extension NumberPlace {
  /// The mean displacement of a zone.
  public static func mean(_ table: Table, step: String, zone: String) -> NumberPlace {
    NumberPlace(table, step: step, row: zone, column: ZoneQuantity.all[0].column)
  }
}
