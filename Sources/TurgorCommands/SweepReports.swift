import Documents
import Foundation
import Scenarios
import SparseAlgebra
import Sweeps

/// `turgor sweep report` and `rerun`.
enum SweepReports {
  static func report(_ path: String, _ words: ParsedWords, _ console: Console) throws -> ExitCode {
    let folder = SweepFolder(path: path)
    var choice = SweepReading.Choice()
    (choice.gain, choice.cost) = (words.text("gain"), words.text("cost"))
    if let response = words.text("response") { choice.response = response }
    let runs = CollectedRuns(try folder.readPlan(), in: folder)
    do {
      try folder.write(try SweepReading(runs, choice))
    } catch let error as UnknownColumn {
      throw UsageError(message: "\(error)")
    }
    console.note("\(folder.url.relativePath)/report.html")
    return .done
  }

  /// Does one run again by itself, and compares its numbers with those of the sweep; with `-o` or `--pictures` as `turgor run` does it.
  static func rerun(_ path: String, _ id: String, _ words: ParsedWords, _ console: Console) throws
    -> ExitCode
  {
    let folder = SweepFolder(path: path)
    let plan = try folder.readPlan()
    guard let run = plan.run(named: id) else {
      throw CommandFailure(.badInput, "\(id) is no id of one run in \(path); runs.csv has them")
    }
    let chosen = words.has("pictures") ? folder.place(ofChosen: run.id).path : nil
    if let output = words.text("output") ?? chosen {
      return try draw(run, of: plan, in: folder, output, console)
    }
    let task = FaceTask(folder, meshes: try MeshesFolder.found(), isReproducible: true)
    let outcome = try BLASThreads.withOne { try task.outcome(of: run, in: plan) { _ in } }
    for (name, value) in zip(outcome.columns, outcome.values) { console.data("\(name),\(value)") }
    guard let record = folder.record(run.id), record.status == .done else { return .done }
    let differences = zip(outcome.values, record.values).map { abs($0 - ($1 ?? .nan)) }.filter(
      \.isFinite)
    console.note(
      String(
        format: "run %d: %d numbers, at most %.2e from those of the sweep", run.number,
        outcome.values.count,
        differences.max() ?? 0))
    return .done
  }

  private static func draw(
    _ run: PlannedRun, of plan: SweepPlan, in folder: SweepFolder, _ output: String,
    _ console: Console
  ) throws -> ExitCode {
    let file = FileManager.default.temporaryDirectory.appending(path: "turgor-\(run.id).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(plan.scenario(of: run).canonicalText()).write(to: file)
    let scenario = try ScenarioFile(contentsOf: file.path)
    var resolved = scenario.scenario
    let here = URL(filePath: plan.common.folder, directoryHint: .isDirectory)
    // The scenario's own folder is where its paths start from.
    let parsed = try Scenario(
      parsing: plan.scenario(of: run).canonicalText(), file: "run \(run.id)",
      folder: here.path + "/")
    resolved.face = parsed.face
    let request = RunRequest(
      scenario: resolved, file: scenario, scenarioPath: file.path, output: output,
      threads: ProcessInfo.processInfo.activeProcessorCount, memory: .available(), resumes: false,
      wantsFindings: false,
      printsJSON: false, isQuiet: false)
    return try runScenario(request, console: console)
  }
}
