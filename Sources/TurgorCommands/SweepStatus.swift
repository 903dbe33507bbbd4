import Foundation
import Sweeps

/// `turgor sweep status` and `collect`.
enum SweepStatus {
  static func run(_ path: String, _ words: ParsedWords, _ console: Console) throws -> ExitCode {
    let folder = SweepFolder(path: path)
    let runs = CollectedRuns(try folder.readPlan(), in: folder)
    if words.has("json") {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      console.data(String(decoding: try encoder.encode(runs.progress), as: UTF8.self))
      return .done
    }
    lines(runs).forEach(console.data)
    return .done
  }

  /// The table of what there is, and the first runs that failed for each reason.
  private static func lines(_ runs: CollectedRuns) -> [String] {
    let progress = runs.progress
    let times = runs.rows.compactMap { $0.record }.filter { $0.status == .done }.map(\.cpu_s)
      .sorted()
    var lines = [
      runs.plan.common.title, "", "runs        \(progress.runs)", "done        \(progress.done)",
      "failed      \(progress.failed)",
      "open        \(progress.runs - progress.done - progress.failed), \(progress.claimed) of them claimed",
    ]
    if !times.isEmpty {
      lines.append(
        String(
          format: "time        %.2f s of one core each (middle), %.2f s the longest",
          times[times.count / 2],
          times[times.count - 1]))
    }
    let programs = Set(runs.rows.compactMap { $0.record?.program }).count
    if programs > 1 {
      lines.append("programs    \(programs) builds of the program have made these records")
    }
    for (kind, count) in progress.failures.sorted(by: { $0.key < $1.key }) {
      lines.append("")
      lines.append("\(kind): \(count)")
      for row in runs.rows.filter({ $0.record?.failure?.kind.rawValue == kind }).prefix(5) {
        let reason = row.record?.failure?.reason.split(separator: "\n").first ?? ""
        lines.append("  \(row.run.number) \(row.run.id) \(reason)")
      }
    }
    return lines
  }

  static func collect(_ path: String, _ console: Console) throws -> ExitCode {
    let folder = SweepFolder(path: path)
    let runs = CollectedRuns(try folder.readPlan(), in: folder)
    try folder.collect(runs)
    tell(runs.progress, folder, console)
    return .done
  }

  /// A few lines about how a sweep has ended.
  static func tell(_ progress: SweepProgress, _ folder: SweepFolder, _ console: Console) {
    let path = folder.url.relativePath
    console.note(
      "\(progress.done) of \(progress.runs) runs done, \(progress.failed) failed; the table is \(path)/runs.csv"
    )
    if progress.failed > 0 {
      let kinds = progress.failures.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
      console.note(
        "failed: \(kinds.joined(separator: ", ")); see turgor sweep status \(path), and again with turgor sweep retry \(path)"
      )
    }
  }
}
