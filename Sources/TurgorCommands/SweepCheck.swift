import Foundation
import Sweeps

/// `turgor sweep check`: what a sweep comes to before anything is computed.
enum SweepCheck {
  static func run(_ path: String, _ words: ParsedWords, _ console: Console) throws -> ExitCode {
    let meshes = try MeshesFolder.found()
    let plan = try SweepPlan(ofFile: path, meshes: meshes)
    let workers = ProcessInfo.processInfo.activeProcessorCount
    let estimate = try SweepEstimate(plan, meshes: meshes, workers: workers)
    if words.has("json") {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      console.data(String(decoding: try encoder.encode(estimate), as: UTF8.self))
    } else {
      lines(plan, estimate).forEach(console.data)
    }
    let room = MemoryRoom.available()
    if let bytes = room.bytes, 1e6 * estimate.memory_MB > bytes {
      console.warn(
        String(
          format: "%d workers need about %.0f MB, and %@ %.0f MB: give fewer with --workers",
          workers,
          estimate.memory_MB, room.origin, 1e-6 * bytes))
    }
    return .done
  }

  private static func lines(_ plan: SweepPlan, _ estimate: SweepEstimate) -> [String] {
    let common = plan.common
    let left = [
      (common.excluded, "excluded by constraints"),
      (common.repeated, "that say the same as another"),
    ]
    .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return [
      common.title, "",
      "runs        \(estimate.runs)"
        + (left.isEmpty ? "" : "; without " + left.joined(separator: " and ")),
      "faces       \(estimate.bodies) to be prepared, \(estimate.unknowns) unknowns",
    ]
      + common.axes.map { axis in
        let values = Set(plan.runs.compactMap { $0.axes[axis.id] }.map { "\($0)" }).count
        return
          "axis        \(axis.id): \(values) values at \(axis.pointers.joined(separator: ", "))"
      } + [
        String(
          format: "memory      about %.0f MB for each of %d workers",
          estimate.memory_MB / Double(estimate.workers),
          estimate.workers),
        String(
          format:
            "time        about %@ with %d workers: %.1f s for each face, %.2f s for each run, of one core",
          duration(estimate.wall_s), estimate.workers, estimate.body_cpu_s, estimate.run_cpu_s),
        String(format: "disk        about %.0f MB", estimate.disk_MB),
      ]
  }

  /// As in `7 min`.
  static func duration(_ seconds: Double) -> String {
    seconds < 90
      ? String(format: "%.0f s", seconds)
      : seconds < 5400
        ? String(format: "%.0f min", seconds / 60) : String(format: "%.1f h", seconds / 3600)
  }
}
