import Foundation
import Sweeps

/// `turgor sweep submit`: a sweep as a job of a cluster.
enum SweepSubmission {
  /// More than the estimate, as a part of it: Slurm ends a task that takes more than it asked for.
  private static let memoryMargin = 1.25

  static func run(_ path: String, _ words: ParsedWords, _ console: Console) throws -> ExitCode {
    guard words.has("slurm") else {
      throw UsageError(
        message:
          "sweep submit needs --slurm; for other schedulers see Documentation/how-to/sweep.md")
    }
    let (folder, plan) = try planned(path, words)
    let workers = words.integer("workers") ?? 1
    let estimate = try SweepEstimate(plan, meshes: try MeshesFolder.found(), workers: workers)
    let job = SlurmJob(
      name: "turgor-sweep", folder: folder.url.standardizedFileURL.path.trimmingSuffix("/"),
      program: URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path,
      tasks: min(words.integer("tasks") ?? 4, plan.runs.count), workers: workers,
      memory: Int((memoryMargin * estimate.memory_MB).rounded(.up)),
      time: words.text("time") ?? "0-04:00",
      partition: words.text("partition"))
    let scripts = try folder.write(job)
    console.note("\(plan.runs.count) runs in \(job.tasks) tasks: \(scripts.array)")
    if words.has("dry-run") { return .done }
    let array = try submit([scripts.array])
    let collection = try submit(["--dependency=afterany:\(array)", scripts.collection])
    console.data("\(array)")
    console.note(
      "job \(array), and \(collection) gathers the table; how far it is says turgor sweep status \(folder.url.relativePath)"
    )
    return .done
  }

  /// The folder of a sweep, or that of a sweep file, planned now.
  private static func planned(_ path: String, _ words: ParsedWords) throws -> (
    SweepFolder, SweepPlan
  ) {
    let given = SweepFolder(path: path)
    if given.hasPlan { return (given, try given.readPlan()) }
    let folder = SweepFolder(path: words.text("output") ?? "out/sweep")
    return (
      folder, try SweepRun.publish(path, in: folder, isReproducible: words.has("reproducible"))
    )
  }

  /// - Returns: the number of the job.
  private static func submit(_ words: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sbatch", "--parsable"] + words
    let output = Pipe()
    process.standardOutput = output
    do { try process.run() } catch {
      throw CommandFailure(.temporary, "sbatch cannot be run: \(error.localizedDescription)")
    }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw CommandFailure(
        .temporary,
        "sbatch refused the job with exit code \(process.terminationStatus); it says why above")
    }
    return text.trimmingCharacters(in: .whitespacesAndNewlines).split(separator: ";" as Character)
      .first.map(String.init) ?? ""
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
