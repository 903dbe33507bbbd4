import Foundation
import Glibc
import Scenarios
import SparseAlgebra
import Sweeps

/// `turgor sweep run`, `resume`, `retry` and `work`.
enum SweepRun {
  /// Plans a sweep, and does it; the same file again goes on where it stopped.
  static func run(_ path: String, _ words: ParsedWords, _ console: Console) throws -> ExitCode {
    let folder = SweepFolder(path: words.text("output") ?? "out/sweep")
    let plan = try publish(path, in: folder, isReproducible: words.has("reproducible"))
    if let file = path.split(separator: "/").last, !words.has("quiet") {
      console.note("\(file): \(plan.runs.count) runs in \(folder.url.relativePath)")
    }
    return words.has("plan-only") ? .done : try finish(folder, words, console)
  }

  /// Writes the plan of a sweep file into a folder.
  static func publish(_ path: String, in folder: SweepFolder, isReproducible: Bool) throws
    -> SweepPlan
  {
    let plan = try SweepPlan(
      ofFile: path, meshes: try MeshesFolder.found(), isReproducible: isReproducible)
    try folder.publish(plan)
    return plan
  }

  static func resume(_ path: String, _ words: ParsedWords, _ console: Console) throws -> ExitCode {
    let folder = SweepFolder(path: path)
    folder.retry(try folder.readPlan(), kinds: [.killed])
    return try finish(folder, words, console)
  }

  static func retry(_ path: String, _ words: ParsedWords, _ console: Console) throws -> ExitCode {
    let folder = SweepFolder(path: path)
    let count = folder.retry(try folder.readPlan())
    if !words.has("quiet") { console.note("\(count) runs that failed are done again") }
    return try finish(folder, words, console)
  }

  /// Looks after workers until every run has a record, and gathers the records.
  private static func finish(_ folder: SweepFolder, _ words: ParsedWords, _ console: Console) throws
    -> ExitCode
  {
    let plan = try folder.readPlan()
    try folder.tryWriting()
    let interruption = Interruption()
    interruption.listen()
    let parent = SweepParent(
      folder,
      command: ["/proc/self/exe", "sweep", SweepCommand.Action.work.rawValue, folder.url.path],
      workers: min(
        plan.runs.count, words.integer("workers") ?? ProcessInfo.processInfo.activeProcessorCount),
      limits: plan.common.limits, interruption: interruption)
    let display = SweepDisplay(plan, in: folder, console: console, isQuiet: words.has("quiet"))
    parent.watch = display.look
    let end = try parent.run()
    display.finish()
    let runs = CollectedRuns(plan, in: folder)
    let progress = runs.progress
    let again = "go on with: turgor sweep resume \(folder.url.relativePath)"
    switch end {
    case .finished: break
    case .interrupted(let signal):
      console.note(
        "interrupted; \(progress.done + progress.failed) of \(progress.runs) runs have ended; \(again)"
      )
      return signal == SIGINT ? .interrupted : .terminated
    case .stopped(let reason):
      console.fail("\(reason); nothing is lost. When there is room, \(again)")
      return .temporary
    case .hopeless(let reason):
      console.fail("\(reason), in \(folder.url.path)")
      return .unmet
    }
    if !words.has("no-collect") { try folder.collect(runs) }
    SweepStatus.tell(progress, folder, console)
    return progress.failed == 0 ? .done : .failedRows
  }

  /// What a parent starts: does runs until none is left.
  static func work(_ path: String) throws -> ExitCode {
    let folder = SweepFolder(path: path)
    let plan = try folder.readPlan()
    let task = FaceTask(
      folder, meshes: try MeshesFolder.found(), isReproducible: plan.common.isReproducible)
    let worker = try SweepWorker(folder, task: task)
    return BLASThreads.withOne { worker.work() } ? .done : .temporary
  }
}
