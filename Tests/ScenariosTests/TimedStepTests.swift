import Anatomy
import Documents
import Foundation
import Tensors
import TestSupport
import Testing

@testable import Scenarios

/// Steps that last for some seconds, on the atlas, coarse enough for a test.
@Suite(.serialized) struct TimedStepTests {
  private static func run(_ steps: [Scenario.Step], errorBars: Bool = false) throws
    -> ScenarioResult
  {
    let scenario = Scenario(title: "T", resolution: .edge(0.02), steps: steps)
    var clock = StageClock()
    let prepared = try PreparedFace(
      scenario, folder: SharedData.meshes, meshes: SharedData.meshes, clock: &clock)
    return try scenario.run(on: prepared, threads: 2, clock: clock, wantsErrorBars: errorBars)
  }

  private static func mean(_ step: ScenarioResult.Step) -> Double { step.zones.last?.mean ?? .nan }

  @Test func `a face lies less deep at once, deeper with time, and a day is for ever`() throws {
    let result = try Self.run([
      .init(id: "minute", .posture(.supine), lasting: 60),
      .init(id: "day", .posture(.supine), lasting: 86_400),
      .init(id: "rest", .posture(.supine)),
    ])
    let curve = try #require(result.steps[0].curve)
    let means = curve.points.compactMap { $0.zones.last?.mean }
    #expect(means[0] == 0)
    // Fat answers 1/0.61 times, skin twice as stiffly.
    #expect((0.45...0.75).contains(means[1] / Self.mean(result.steps[2])))
    #expect(zip(means, means.dropFirst()).allSatisfy { $0 < $1 })
    #expect(abs(Self.mean(result.steps[1]) / Self.mean(result.steps[2]) - 1) < 1e-4)
    #expect(result.steps[2].curve == nil && !result.steps[0].isAsCaptured)
  }

  @Test func `a face that is let go comes back, most of it at once`() throws {
    let cheek = try #require(ZoneSelection(name: "cheek.left"))
    let result = try Self.run([
      .init(
        id: "pulled", .load(SkinLoad(.stretch(.up), on: cheek, intensity: 200)), lasting: 2),
      .init(id: "let-go", .posture(.upright), lasting: 20),
      .init(id: "rest", .posture(.upright)),
    ])
    let readings = try #require(result.steps[1].curve?.readings)
    let reading = try #require(readings.first { $0.zone == "cheek.left" })
    #expect(reading.before > 1e-4 && reading.atOnce < 0.5 * reading.before)
    #expect(reading.end < 0.2 * reading.atOnce && reading.end > 0)
    #expect(try #require(reading.timeToTenth) > 0)
    // Let go is as captured in what acts, and yet the face is not where it was.
    #expect(!result.steps[1].isAsCaptured && result.steps[2].isAsCaptured)
    #expect(result.steps[2].displacements.allSatisfy { $0 == .zero })
  }

  @Test func `error bars of a step that lasts count the relaxation, those of rest do not`() throws {
    let result = try Self.run(
      [
        .init(id: "lying", .posture(.supine), lasting: 60),
        .init(id: "rest", .posture(.supine)),
      ], errorBars: true)
    let bars = try #require(result.errorBars)
    let names = bars.contributors
    let times = try #require(names.firstIndex(of: "relaxation-times"))
    let strength = try #require(names.firstIndex(of: "relaxation-strength"))
    let lying = try #require(bars.changes(of: .mean(.zones, step: "lying", zone: "face")))
    let rest = try #require(bars.changes(of: .mean(.zones, step: "rest", zone: "face")))
    // Slower or stronger relaxation has let less happen in a minute.
    #expect(lying[times] < -1e-6 && lying[strength] < -1e-6)
    #expect(abs(rest[times]) < 1e-12 && abs(rest[strength]) < 1e-12)
    let modulus = try #require(names.firstIndex(of: "deep-modulus"))
    let part = Self.mean(result.steps[0]) / Self.mean(result.steps[1])
    #expect(abs(lying[modulus] / rest[modulus] - part) < 0.05)
  }

  @Test(arguments: [
    (#""elasticity": {"cheek": {"skin": {"factor": 2}}}, "lasts_s": 2"#, "exclude each other"),
    (#""posture": "supine", "lasts_s": 0"#, "0.001"),
    (#""posture": "supine", "lasts_s": "long""#, "lasts_s"),
    (#""posture": "supine", "lasts_ms": 2"#, "lasts_s"),
  ])
  func `a duration that cannot be is refused in place`(step: String, words: String) throws {
    let text =
      #"{"schema": "turgor.scenario/1", "title": "T", "steps": [{"id": "a", \#(step)}]}"#
    do {
      _ = try Scenario(parsing: Array(text.utf8), file: "s.json")
      Issue.record("read")
    } catch { #expect("\(error)".contains(words), "\(error)") }
  }
}
