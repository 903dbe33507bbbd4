import Anatomy
import Foundation
import Provenance
import Synchronization
import TestSupport
import Testing

@testable import Scenarios

/// Runs that were interrupted, on the atlas, coarse enough for a test.
///
/// A state appears whole or not at all, and they appear in the order in which they are solved: whenever a run is
/// killed, what is left are the first few of them.
@Suite(.serialized) struct SolvedStatesTests {
  private static func scenario() throws -> Scenario {
    let cheek = try #require(ZoneSelection(name: "cheek.left"))
    var scenario = Scenario(
      title: "T", resolution: .edge(0.03),
      steps: [
        .init(id: "up", posture: .upright), .init(id: "back", posture: .supine),
        .init(id: "stiff", .elasticity([cheek: [.skin: .factor(1.5)]])),
        .init(id: "again", posture: .upright), .init(id: "down", posture: .prone),
      ])
    // The fibres of taut skin turn with the shape: one thing more that a restored factor must not miss.
    scenario.tissue.skinTensionFactor = 0.5
    return scenario
  }

  private struct Trial {
    var result: ScenarioResult
    /// The steps for which an iteration was made.
    var solved: Set<String>
  }

  private static func run(_ scenario: Scenario, states: SolvedStates?) throws -> Trial {
    var clock = StageClock()
    let prepared = try PreparedFace(
      scenario, folder: SharedData.meshes, meshes: SharedData.meshes, clock: &clock)
    var solved: Set<String> = []
    let result = try scenario.run(on: prepared, threads: 2, clock: clock, states: states) {
      name, _ in
      solved.insert(name)
    }
    return Trial(result: result, solved: solved)
  }

  private static func expectEqual(_ a: ScenarioResult, _ b: ScenarioResult, _ what: String) {
    #expect(a.rest.displacements == b.rest.displacements, "\(what)")
    #expect(a.rest.history == b.rest.history, "\(what)")
    #expect(a.rest.roundTripMaximum == b.rest.roundTripMaximum, "\(what)")
    #expect(a.rest.factorizations == b.rest.factorizations, "\(what)")
    for (s, t) in zip(a.steps, b.steps) {
      #expect(s.displacements == t.displacements, "\(what), \(s.id)")
      #expect(s.history == t.history, "\(what), \(s.id)")
      #expect(s.minimumJ == t.minimumJ, "\(what), \(s.id)")
    }
  }

  private static func states(in folder: URL, key: String = "k", mayRead: Bool = true)
    -> SolvedStates
  {
    SolvedStates(
      besides: folder.appending(path: "out").path, key: SHA256Digest(of: key), mayRead: mayRead)
  }

  @Test func `a run goes on from any number of solved states to the same bits`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "states-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let scenario = try Self.scenario()
    let whole = try Self.run(scenario, states: nil)
    #expect(Set(["rest-shape", "back", "stiff", "again", "down"]).isSubset(of: whole.solved))
    let states = Self.states(in: folder, mayRead: false)
    let kept = try Self.run(scenario, states: states)
    Self.expectEqual(kept.result, whole.result, "with states")
    let names = ["rest", "1", "2", "3", "4"]
    #expect(Self.states(in: folder).found == .ours(count: names.count))
    // From the last to the first: each round has one state less to go on from.
    for count in (0...names.count).reversed() {
      for name in names[count...] {
        try? FileManager.default.removeItem(
          at: folder.appending(path: "out.states/\(name).state"))
      }
      let resumed = try Self.run(scenario, states: Self.states(in: folder))
      Self.expectEqual(resumed.result, whole.result, "from \(count) states")
      let order = ["rest-shape", "back", "stiff", "again", "down"]
      #expect(resumed.solved.isDisjoint(with: order.prefix(count)), "from \(count) states")
    }
  }

  @Test func `states of another run and damaged ones are not read`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "states-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let states = Self.states(in: folder)
    #expect(states.found == .nothing)
    states.write([[1, 2]], as: "rest")
    #expect(states.found == .ours(count: 1) && states.read("rest") == [[1, 2]])
    let others = Self.states(in: folder, key: "other")
    #expect(others.found == .stale && others.read("rest") == nil)
    let file = folder.appending(path: "out.states/rest.state")
    var bytes = try Data(contentsOf: file)
    bytes[bytes.count - 1] ^= 1
    try bytes.write(to: file)
    #expect(states.read("rest") == nil && states.found == .stale)
    #expect(Self.states(in: folder, mayRead: false).found == .nothing)
  }
}
