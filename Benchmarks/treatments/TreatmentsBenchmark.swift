import EnergyDevices
import Foundation
import Scenarios
import SparseAlgebra
import Tensors

/// What a changed setting costs on a solved face, against a run of its own.
///
/// Each schedule (a treatment and three months after) is computed on one face with one figure after the other: `cold` prepares and
/// solves the face for each, `anew` begins on the solved face with its own factor, `near` from the states of the figure before. Prints a row per
/// run: `treatment,figure,mode,wall_s,cpu_s,difference_mm,corrections`, the last the greatest distance of any node from where the cold run has it, in any step, and for each step the corrections from kept and from fresh factors.
@main struct TreatmentsBenchmark {
  static func main() throws {
    let words = CommandLine.arguments.dropFirst()
    let resolution = words.first ?? "preview"
    let meshes = URL(filePath: words.dropFirst().first ?? "meshes", directoryHint: .isDirectory)
    let wanted = words.dropFirst(2)
    let threads = 2
    BLASThreads.fix()
    print("treatment,figure,mode,wall_s,cpu_s,difference_mm,corrections")
    for setting in ChangedSetting.all where wanted.isEmpty || wanted.contains(setting.name) {
      let cells = CellCache()
      let schedules = try setting.figures.map {
        try setting.scenario($0, resolution: resolution)
      }
      var clock = StageClock()
      let face = try SolvedFace(
        schedules[0], on: prepared(schedules[0], meshes, cells, &clock), threads: threads,
        clock: &clock, room: 1e9)
      var solved: SolvedSteps?
      for (figure, schedule) in zip(setting.figures, schedules) {
        // What a device does is computed once for all modes.
        try face.prepare(schedule, meshes: meshes, cells: cells)
        let label = "\(setting.name),\(figure)"
        let cold = try measure("\(label),cold", against: nil) {
          var clock = StageClock()
          let prepared = try prepared(schedule, meshes, cells, &clock)
          return try schedule.run(on: prepared, threads: threads, clock: clock)
        }
        if let near = solved {
          _ = try measure("\(label),near", against: cold) {
            try face.prepare(schedule, meshes: meshes, cells: cells)
            return try face.run(schedule, near: near)
          }
        }
        _ = try measure("\(label),anew", against: cold) { try face.run(schedule) }
        solved = face.solved
      }
    }
  }

  private static func measure(
    _ label: String, against reference: ScenarioResult?, _ run: () throws -> ScenarioResult
  ) throws -> ScenarioResult {
    var clock = StageClock()
    let result = try clock.time("run", run)
    let off = reference.map { difference(result, $0) } ?? 0
    for stage in clock.stages {
      let tangents = result.steps.map { step in
        "\(step.history.count { $0.tangent == .kept })+\(step.history.count { $0.tangent != .kept })"
      }.joined(separator: " ")
      print(label + String(format: ",%.3f,%.3f,%.1e,", stage.wall, stage.cpu, 1e3 * off) + tangents)
    }
    return result
  }

  private static func prepared(
    _ scenario: Scenario, _ meshes: URL, _ cells: CellCache, _ clock: inout StageClock
  ) throws -> PreparedFace {
    try PreparedFace(scenario, folder: meshes, meshes: meshes, cells: cells, clock: &clock)
  }

  /// In m.
  private static func difference(_ a: ScenarioResult, _ b: ScenarioResult) -> Double {
    zip(a.steps, b.steps).flatMap { zip($0.displacements, $1.displacements) }
      .reduce(0) { max($0, ($1.0 - $1.1).length) }
  }
}
