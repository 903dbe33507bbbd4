import Documents
import Foundation

/// Plan and records of a sweep as one table: a row for every run, whether it has ended or not.
public struct CollectedRuns: Sendable {
  /// One run.
  public struct Row: Sendable {
    public var run: PlannedRun
    /// nil where it has not ended.
    public var record: SweepRecord?
    /// In the order of the columns of the table; not a number where there is none.
    public var values: [Double]

    public var status: String { record?.status.rawValue ?? "open" }
    public var isDone: Bool { record?.status == .done }
  }

  public let plan: SweepPlan
  /// Names of the numbers, in the order in which runs have them.
  public let columns: [String]
  /// In the order of the plan.
  public let rows: [Row]
  public let progress: SweepProgress

  /// Reads all records.
  public init(_ plan: SweepPlan, in folder: SweepFolder) {
    self.plan = plan
    let records = plan.runs.map { folder.record($0.id) }
    var known: [String: [String]] = [:]
    for key in records.compactMap({ $0?.columns }) where known[key] == nil {
      known[key] = folder.columns(key) ?? []
    }
    var columns: [String] = []
    var places: [String: Int] = [:]
    // Runs of one plan may have other steps, and so other columns.
    for key in records.compactMap({ $0?.columns }).reduce(
      into: [String](), { if !$0.contains($1) { $0.append($1) } })
    {
      for name in known[key] ?? [] where places[name] == nil {
        places[name] = columns.count
        columns.append(name)
      }
    }
    self.columns = columns
    rows = zip(plan.runs, records).map { run, record in
      var values = [Double](repeating: .nan, count: columns.count)
      if let record, let names = record.columns.flatMap({ known[$0] }) {
        for (name, value) in zip(names, record.values) {
          if let value, let place = places[name] { values[place] = value }
        }
      }
      return Row(run: run, record: record, values: values)
    }
    progress = SweepProgress(records.compactMap(\.self), of: plan, in: folder)
  }

  /// One number of all runs; nil where there is no such column.
  public func values(of column: String) -> [Double]? {
    columns.firstIndex(of: column).map { place in rows.map { $0.values[place] } }
  }

  /// The values of an axis as numbers; not a number where it is a word.
  public func axis(_ name: String) -> [Double] {
    rows.map { row in
      if case .number(let number) = row.run.axes[name] { number } else { .nan }
    }
  }
}
