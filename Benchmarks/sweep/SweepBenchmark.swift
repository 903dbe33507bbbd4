import Foundation
import Provenance
import Scenarios
import SparseAlgebra
import Sweeps

/// What a run of a sweep costs, and whether that stays the same from run to run.
///
/// `sweep-benchmark SWEEP MESHES COUNT [FIRST [reproducible]]` does COUNT runs of a sweep from number FIRST on in one worker and prints a row per run,
/// `run,wall_s,cpu_s,memory_MB`, and after them what the stages took, on standard error.
@main struct SweepBenchmark {
  static func main() throws {
    let words = CommandLine.arguments
    let meshes = URL(filePath: words[2], directoryHint: .isDirectory)
    let plan = try SweepPlan(ofFile: words[1], meshes: meshes)
    let folder = SweepFolder(
      path: FileManager.default.temporaryDirectory.appending(path: "sweep-\(UUID())").path)
    try folder.publish(plan)
    defer { try? FileManager.default.removeItem(at: folder.url) }
    let task = FaceTask(folder, meshes: meshes, isReproducible: words.contains("reproducible"))
    let first = words.count > 4 ? Int(words[4]) ?? 1 : 1
    print("run,wall_s,cpu_s,memory_MB")
    try BLASThreads.withOne {
      for run in plan.runs.dropFirst(first - 1).prefix(Int(words[3]) ?? 10) {
        var clock = StageClock()
        try clock.time("run") { _ = try task.outcome(of: run, in: plan) { _ in } }
        let stage = clock.stages[0]
        print(
          String(
            format: "%d,%.3f,%.3f,%.0f", run.number, stage.wall, stage.cpu,
            1e-6 * StageClock.peakMemory()))
      }
    }
    for (tangent, count) in task.corrections.sorted(by: { $0.key < $1.key }) {
      FileHandle.standardError.write(Data("corrections from a \(tangent) tangent,\(count)\n".utf8))
    }
    for stage in task.clock.stages {
      FileHandle.standardError.write(
        Data(String(format: "%@,%.3f,%.3f\n", stage.name, stage.wall, stage.cpu).utf8))
    }
  }
}
