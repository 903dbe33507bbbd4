import Anatomy
import Assembly
import Foundation
import Solvers
import Tensors
import TestSupport
import Testing

@testable import Scenarios

/// Steps that no patient survives, on the coarse atlas: a converged answer or an explanation.
@Suite(.serialized) struct HarshStepsTests {
  private static func prepared(edge: Double) throws -> PreparedFace {
    var clock = StageClock()
    let scenario = Scenario(
      title: "Harsh", resolution: .edge(edge), steps: [.init(id: "upright", posture: .upright)])
    return try PreparedFace(
      scenario, folder: SharedData.meshes, meshes: SharedData.meshes, clock: &clock)
  }

  private static func run(_ action: StepAction, edge: Double = 25e-3) throws -> ScenarioResult {
    let scenario = Scenario(
      title: "Harsh", resolution: .edge(edge), steps: [.init(id: "harsh", action)])
    return try scenario.run(on: try prepared(edge: edge), threads: 2, clock: StageClock())
  }

  private static func zone(_ name: String) throws -> ZoneSelection {
    try #require(ZoneSelection(name: name))
  }

  @Test(.enabled(if: areLongTestsAsked))
  func `fifty times gravity upwards ends in balance or with an explanation`() throws {
    let prepared = try Self.prepared(edge: 25e-3)
    let solid = prepared.face.solid
    let solver = try EquilibriumSolver(assembler: Assembler(solid: solid, threads: 2))
    let weight = solid.weight(acceleration: Vector3(0, 50 * standardGravity, 0))
    do {
      let end = try solver.solve(Loading(forces: weight))
      #expect(end.worst.minimumJ > 0)
    } catch {
      let failure = RunFailure(of: "harsh", error, on: prepared)
      #expect(failure.isDivergence && failure.attempts != nil, "\(failure)")
    }
  }

  /// The cheek is pressed in by about 6 mm where it is deepest.
  @Test(.enabled(if: areLongTestsAsked), arguments: [20e-3, 12e-3])
  func `a cheek bears a pressure of 1 kPa`(edge: Double) throws {
    let cheek = try Self.zone("cheek.left")
    let result = try Self.run(.load(SkinLoad(.pressure, on: cheek, intensity: 1e3)), edge: edge)
    let step = result.steps[0]
    #expect(step.minimumJ > 0)
    let most = step.displacements.map(\.length).max() ?? 0
    #expect((3e-3...15e-3).contains(most))
  }
}
