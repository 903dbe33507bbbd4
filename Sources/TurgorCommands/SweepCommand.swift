import Foundation
import Sweeps

/// Many runs of one scenario: planned once, done by workers, gathered in one table.
enum SweepCommand {
  /// What can be done with a sweep.
  enum Action: String, CaseIterable {
    case check, run, resume, status, retry, collect, report, rerun, submit, work

    /// The options that it takes.
    var options: Set<String> {
      switch self {
      case .check: ["json"]
      case .run: ["output", "workers", "reproducible", "plan-only", "quiet"]
      case .resume: ["workers", "quiet", "no-collect"]
      case .retry: ["failed", "workers", "quiet", "no-collect"]
      case .status: ["json"]
      case .collect: []
      case .report: ["gain", "cost", "response"]
      case .rerun: ["output", "pictures"]
      case .submit:
        ["output", "slurm", "tasks", "workers", "reproducible", "partition", "time", "dry-run"]
      case .work: []
      }
    }
  }

  static let declaration = CommandDeclaration(
    name: "sweep", summary: "Run a scenario with a thousand settings, none of them lost",
    arguments: [
      .init(
        "ACTION",
        help:
          "check or run a sweep file; resume, status, retry, collect, report, rerun or submit its folder (work is what they start)",
        choices: Action.allCases.map(\.rawValue)),
      .init("SWEEP", help: "the sweep file (JSON), or the folder of a sweep"),
      .init(
        "ID", help: "of rerun: the id of a run, or as much of it as no other has", isRequired: false
      ),
    ],
    options: [
      .init(
        "output", "o", value: .path,
        help:
          "folder of the sweep (default: out/sweep); of rerun: for pictures and tables of the run"),
      .init(
        "pictures",
        help: "of rerun: pictures and tables into the folder of the sweep, for its report"),
      .init(
        "workers", "w", value: .integer(1...1024),
        help: "runs at a time (default: one for each core)"),
      .init("reproducible", help: "every run to the last bit as it would be alone; slower"),
      .init("plan-only", help: "of run: write the plan into the folder, and do no run"),
      .init("failed", help: "of retry: the runs that failed, which is what it does again"),
      .init("no-collect", help: "of resume and retry: leave the table as it is"),
      .init(
        "gain", value: .text("COLUMN"),
        help: "of report: what is to be large (default: the lift that varies most)"),
      .init(
        "cost", value: .text("COLUMN"),
        help: "of report: what is to be small (default: the temperature of the surface)"),
      .init(
        "response", value: .text("QUANTITY"),
        help: "of report: what is drawn over the axes (default: lift_mean_mm)"),
      .init("slurm", help: "of submit: as an array job of Slurm"),
      .init(
        "tasks", value: .integer(1...100_000), help: "of submit: tasks of the array (default: 4)"),
      .init("partition", value: .text("NAME"), help: "of submit: where it runs"),
      .init(
        "time", value: .text("D-HH:MM"),
        help: "of submit: the most that a task may take (default: 0-04:00)"),
      .init("dry-run", help: "of submit: write the job and do not submit it"),
      .init("quiet", "q", help: "no progress, only warnings and errors"),
      .json,
    ],
    examples: [
      (
        "turgor sweep check scenarios/sweeps/ultrasound.json",
        "how many runs, how much memory, how long"
      ),
      (
        "turgor sweep run scenarios/sweeps/ultrasound.json -o out/sweep",
        "all of them on all cores; after an interruption: turgor sweep resume out/sweep"
      ),
      (
        "turgor sweep report out/sweep",
        "tables, responses, trade-off and shares of the settings as one page"
      ),
    ])

  static func run(_ words: ParsedWords, console: Console) throws -> ExitCode {
    guard let action = Action(rawValue: words.arguments[0]) else {
      preconditionFailure("an action that the parser let pass")
    }
    if let other = words.options.keys.filter({ !action.options.contains($0) }).min() {
      throw UsageError(message: "sweep \(action.rawValue) does not take --\(other)")
    }
    if action == .rerun, words.arguments.count < 3 {
      throw UsageError(message: "sweep rerun needs ID: the id of a run, as runs.csv has it")
    }
    if action != .rerun, words.arguments.count > 2 {
      throw UsageError(
        message:
          "sweep \(action.rawValue) takes one file or folder, found \"\(words.arguments[2])\"")
    }
    let path = words.arguments[1]
    return switch action {
    case .check: try SweepCheck.run(path, words, console)
    case .run: try SweepRun.run(path, words, console)
    case .resume: try SweepRun.resume(path, words, console)
    case .status: try SweepStatus.run(path, words, console)
    case .retry: try SweepRun.retry(path, words, console)
    case .collect: try SweepStatus.collect(path, console)
    case .report: try SweepReports.report(path, words, console)
    case .rerun: try SweepReports.rerun(path, words.arguments[2], words, console)
    case .submit: try SweepSubmission.run(path, words, console)
    case .work: try SweepRun.work(path)
    }
  }
}
