import Foundation
import Scenarios

/// What a sweep will need, before it begins.
public struct SweepEstimate: Sendable, Equatable, Codable {
  public var runs: Int
  /// Faces that are prepared; each worker prepares one at a time.
  public var bodies: Int
  /// Of the first face: exact, counted on the mesh.
  public var unknowns: Int
  public var workers: Int
  /// Of all workers together.
  public var memory_MB: Double
  /// Processor seconds to prepare one face, and for one run.
  public var body_cpu_s: Double
  public var run_cpu_s: Double
  /// Seconds on the clock for all of it.
  public var wall_s: Double
  /// Of records, claims and tables.
  public var disk_MB: Double

  /// Processor seconds of a step of a run on a prepared face, over those of an equilibrium alone: states begin near those of another
  /// run, and the factor is kept (`Benchmarks/runs`, sweep).
  private static let stepShare = 0.067
  /// Processor seconds of a step's pulses: heat under the zones is computed anew for each setting.
  private static let pulseTime = 0.28
  /// Bytes of a number in a record, a table of words, a database and an archive together, and of what else a run leaves.
  private static let (numberSize, runSize) = (70.0, 9000.0)

  /// - Parameters:
  ///   - plan: of the sweep.
  ///   - meshes: the folder of the atlas.
  ///   - workers: at a time.
  /// - Throws: the errors of the readers of the atlas.
  public init(_ plan: SweepPlan, meshes: URL, workers: Int) throws {
    guard let first = plan.runs.first else { preconditionFailure("a plan without runs") }
    let scenario = try Scenario(
      parsing: plan.scenario(of: first).canonicalText(), file: "run 1", folder: plan.common.folder)
    let alone = try ScenarioPlan(scenario, meshes: meshes)
    let estimate = alone.estimate
    let equilibrium = estimate.processorTime(ofStage: "solve step")
    let sessions = scenario.steps.count {
      if case .treat(.session) = $0.action { true } else { false }
    }
    runs = plan.runs.count
    bodies = Set(plan.runs.map(\.body)).count
    (unknowns, self.workers) = (estimate.unknowns, min(workers, plan.runs.count))
    memory_MB = 1e-6 * estimate.memory * Double(self.workers)
    body_cpu_s =
      1.5 * equilibrium + estimate.processorTime(ofStage: "tissue mesh")
      + (alone.surface == nil ? 0 : estimate.processorTime(ofStage: "register"))
    run_cpu_s =
      Self.stepShare * equilibrium * Double(estimate.equilibria) + Self.pulseTime * Double(sessions)
    // Workers of one face wait for its rest shape together.
    let perBody = Double(runs) / Double(bodies)
    let sharing = min(Double(self.workers), Double(bodies))
    wall_s =
      Double(bodies) / sharing * body_cpu_s + Double(bodies) * perBody * run_cpu_s
      / Double(self.workers)
    let zones = plan.common.results.zones.isEmpty ? 34 : plan.common.results.zones.count
    let steps =
      plan.common.results.steps.isEmpty ? scenario.steps.count : plan.common.results.steps.count
    disk_MB =
      1e-6 * Double(runs)
      * (Self.runSize + Self.numberSize
        * Double(zones * steps * plan.common.results.quantities.count))
  }
}
