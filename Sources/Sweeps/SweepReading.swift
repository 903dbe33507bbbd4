import Foundation

/// What a sweep says: which numbers are looked at, what the axes do to them, and which runs are best.
public struct SweepReading: Sendable {
  /// Which numbers are looked at.
  public struct Choice: Sendable, Equatable {
    /// A column that is to be large, and one that is to be small; nil chooses them.
    public var gain: String?
    public var cost: String?
    /// The quantity whose zones are drawn over the axes.
    public var response = "lift_mean_mm"

    public init() {}
  }

  /// What each axis does to one number.
  public struct Effects: Sendable {
    public var column: String
    public var axes: [(id: String, effect: MainEffect)]
  }

  /// Shares of the axes in the variance of one number, of one face.
  public struct Shares: Sendable {
    public var face: String
    public var column: String
    public var indices: SobolIndices
  }

  public let runs: CollectedRuns
  public let gain: String?
  public let cost: String?
  /// Columns that are drawn, those that vary most first.
  public let responses: [String]
  public let effects: [Effects]
  /// Empty where the plan has no design for them.
  public let shares: [Shares]
  /// Numbers of the rows on the front; nil where gain or cost is not known.
  public let front: TradeOffFront?

  /// So many zones can be told apart in a drawing.
  private static let mostResponses = 6

  /// - Throws: `UnknownColumn`.
  public init(_ runs: CollectedRuns, _ choice: Choice) throws(UnknownColumn) {
    self.runs = runs
    for name in [choice.gain, choice.cost].compactMap(\.self) where !runs.columns.contains(name) {
      throw UnknownColumn(name: name, columns: runs.columns)
    }
    let varying = Self.varying(
      runs.columns.filter { $0.hasSuffix("/" + choice.response) }, of: runs)
    responses = Array(varying.prefix(Self.mostResponses))
    gain = choice.gain ?? Self.mostLifted(in: runs) ?? varying.first ?? runs.columns.first
    cost = choice.cost ?? runs.columns.first { $0.hasSuffix("surface_peak_C") }
    let looked = Self.distinct([gain, cost].compactMap(\.self) + responses)
    effects = looked.map { column in
      let values = runs.values(of: column) ?? []
      return Effects(
        column: column,
        axes: runs.plan.common.axes.compactMap { axis in
          MainEffect(axis: runs.axis(axis.id), result: values).map { (axis.id, $0) }
        })
    }
    shares = looked.flatMap { Self.shares(of: $0, in: runs) }
    front =
      if let gain, let cost, gain != cost, let gains = runs.values(of: gain),
        let costs = runs.values(of: cost)
      {
        TradeOffFront(gain: gains, cost: costs)
      } else { nil }
  }

  /// The column of the zone that is lifted most in any run; nil where none is lifted.
  private static func mostLifted(in runs: CollectedRuns) -> String? {
    let most = runs.columns.filter { $0.hasSuffix("/lift_mean_mm") }.compactMap { column in
      runs.values(of: column)?.filter(\.isFinite).max().map { (column, $0) }
    }.max { $0.1 < $1.1 }
    return most.flatMap { $0.1 > 0 ? $0.0 : nil }
  }

  private static func distinct(_ names: [String]) -> [String] {
    names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Columns that are not the same in all runs, the most different first.
  private static func varying(_ columns: [String], of runs: CollectedRuns) -> [String] {
    let spreads = columns.map { column -> (String, Double) in
      let values = (runs.values(of: column) ?? []).filter(\.isFinite)
      return (column, (values.max() ?? 0) - (values.min() ?? 0))
    }
    return spreads.filter { $0.1 > 0 }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map(\.0)
  }

  private static func shares(of column: String, in runs: CollectedRuns) -> [Shares] {
    let common = runs.plan.common
    guard !common.design.isEmpty, let values = runs.values(of: column) else { return [] }
    let byNumber = Dictionary(uniqueKeysWithValues: zip(runs.rows.map(\.run.number), values))
    let perFace = common.design.count / common.faces.count
    return common.faces.enumerated().compactMap { number, face in
      let results = common.design[number * perFace..<(number + 1) * perFace].map {
        byNumber[$0] ?? .nan
      }
      return SobolIndices(results, axes: common.axes.count).map {
        Shares(face: face.id, column: column, indices: $0)
      }
    }
  }
}

/// A name that no column has.
public struct UnknownColumn: Error, CustomStringConvertible {
  public var name: String
  public var columns: [String]

  public var description: String {
    "there is no column \"\(name)\"; runs.csv has \(columns.prefix(12).joined(separator: ", "))"
      + (columns.count > 12 ? " and \(columns.count - 12) more" : "")
  }
}
