import Foundation
import Scenarios
import Synchronization
import TestSupport
import Testing

@testable import TurgorCommands

/// Enough for two equilibria, coarse enough for a test.
private let coarse = """
  {
    "schema": "turgor.scenario/1", "title": "Test", "resolution": { "edge_mm": 25 },
    "steps": [ { "id": "supine", "posture": "supine" } ], "outputs": { "views": [] }
  }
  """

@Suite struct RunProgressTests {
  private struct Event: Decodable {
    var event: String
    var elapsed_s: Double
    var left_s: Double?
    var stage, step: String?
    var iteration: Int?
    var correction_mm, imbalance_N: Double?
  }

  @Test func `events are JSON, one in a line, the manifest last`() throws {
    let scratch = try Scratch()
    let scenario = try scratch.write(coarse, to: "s.json")
    let run = turgor("run", scenario, "-o", scratch.path + "/out", "--json")
    #expect(run.code == .done)
    let lines = run.output.split(separator: "\n")
    let events = try lines.map { try JSONDecoder().decode(Event.self, from: Data($0.utf8)) }
    #expect(events.last?.event == "done" && lines.last?.contains("\"manifest\":{") == true)
    let stages = events.filter { $0.event == "stage" }.compactMap(\.stage)
    #expect(stages.contains("rest shape") && stages.contains("solve supine"))
    let supine = events.filter { $0.event == "iteration" && $0.step == "supine" }
    #expect(supine.map(\.iteration) == (1...max(1, supine.count)).map { $0 })
    // The solver stops at corrections of 1e-5 mm.
    #expect((supine.last?.correction_mm ?? 1) <= 1e-5 && supine.last?.imbalance_N != nil)
    #expect(zip(events, events.dropFirst()).allSatisfy { $0.elapsed_s <= $1.elapsed_s })
    #expect(events.dropLast().allSatisfy { ($0.left_s ?? -1) >= 0 })
    let quiet = turgor("run", scenario, "-o", scratch.path + "/out", "--json", "-q")
    #expect(quiet.output.split(separator: "\n").count == 1 && quiet.error.isEmpty)
  }

  @Test func `one line for each stage where nobody watches`() throws {
    let scratch = try Scratch()
    let scenario = try scratch.write(coarse, to: "s.json")
    let run = turgor("run", scenario, "-o", scratch.path + "/out")
    #expect(run.output.isEmpty && run.error.contains("  rest shape …\n  solve as captured …\n"))
    #expect(!run.error.contains("\r"))
  }

  @Test func `one line, drawn over, on a terminal`() throws {
    let scratch = try Scratch()
    let scenario = try scratch.write(coarse, to: "s.json")
    let text = Mutex("")
    let console = Console(
      isTerminal: true, output: { _ in }, error: { part in text.withLock { $0 += part } })
    #expect(Turgor.main(["run", scenario, "-o", scratch.path + "/out"], console: console) == .done)
    let drawn = text.withLock { $0 }.components(separatedBy: "\r\u{1B}[2K")
    let newton = drawn.filter { $0.hasPrefix("  solve supine: iteration ") }
    #expect(newton.contains { $0.contains(" mm, ") && $0.contains(" N off, about ") })
    #expect(newton.allSatisfy { $0.count < 80 && !$0.contains("\n") })
    // The line is cleared before the summary.
    #expect(drawn.last?.hasPrefix("stage ") == true)
  }

  @Test func `the time that is left follows the pace of the run`() throws {
    let plan = try ScenarioPlan(
      Scenario(title: "T", steps: [.init(id: "a", posture: .supine)]), meshes: SharedData.meshes)
    let estimate = plan.estimate
    var pace = RunPace(estimate)
    #expect(abs(pace.left(at: 0) - 0.6 * estimate.processorTime) < 1e-9)
    pace.begin("rest shape", at: 0)
    pace.begin("solve as captured", at: 2 * estimate.processorTime(ofStage: "rest shape"))
    let rest = estimate.processorTime - estimate.processorTime(ofStage: "rest shape")
    let start = 2 * estimate.processorTime(ofStage: "rest shape")
    // Twice as slow as expected so far: so is what is left.
    #expect(abs(pace.left(at: start) - 2 * rest) < 1e-6)
    #expect(pace.left(at: 1e6) == 0)
  }
}
