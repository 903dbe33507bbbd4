import Anatomy
import Assembly
import Foundation
import Tensors
import TestSupport
import Testing
import Treatments

@testable import Scenarios

/// Changes of the tissue and the clock, on an atlas coarse enough for a test.
@Suite(.serialized) struct TimeStepTests {
  private static func read(_ members: String) throws -> Scenario {
    try Scenario(
      parsing: Array(
        "{\"schema\": \"turgor.scenario/1\", \"title\": \"T\", \"resolution\": {\"edge_mm\": 20}, \(members)}"
          .utf8),
      file: "a.json")
  }

  private static func run(_ members: String, wantsErrorBars: Bool = false) throws -> ScenarioResult
  {
    let scenario = try read(members)
    var clock = StageClock()
    let prepared = try PreparedFace(
      scenario, folder: SharedData.meshes, meshes: SharedData.meshes, clock: &clock)
    return try scenario.run(
      on: prepared, threads: 2, clock: clock, wantsErrorBars: wantsErrorBars)
  }

  private static func lift(_ zone: String, _ step: ScenarioResult.Step) throws -> Double {
    try #require(step.zones.first { $0.zone == zone }).lift
  }

  private static func problems(_ members: String) -> String {
    do {
      _ = try read(members)
      return ""
    } catch { return "\(error)" }
  }

  // MARK: - Reading

  @Test func `who has no age cannot age, and is told so`() {
    let text = Self.problems(#""steps": [{"id": "a", "wait_years": 10}]"#)
    #expect(text.contains("wait_years") && text.contains("age_years"))
    #expect(Self.problems(#""steps": [{"id": "a", "wait_days": 10}]"#).isEmpty)
    let late = Self.problems(
      #""subject": {"age_years": 60}, "steps": [{"id": "a", "wait_years": 60}]"#)
    #expect(late.contains("120"))
    let young = Self.problems(
      #""subject": {"age_years": 60}, "steps": [{"id": "a", "age_to_years": 20}]"#)
    #expect(young.contains("25"))
  }

  @Test func `two volumes in one change, and sun without an age, are refused`() {
    let both =
      #""steps": [{"id": "a", "change": {"jowl": {"skin": {"volume_mL": 1, "volume_factor": 2}}}}]"#
    #expect(Self.problems(both).contains("volume_factor"))
    let sun = #""subject": {"sun": "heavy"}, "steps": [{"id": "a", "posture": "supine"}]"#
    #expect(Self.problems(sun).contains("age_years"))
  }

  // MARK: - The clock

  @Test func `nothing done, and no time for who has no age, moves nothing at all`() throws {
    let result = try Self.run(
      #""steps": [{"id": "a", "change": {"face": {"skin": {"area_factor": 1}}}}, {"id": "b", "wait_days": 90}]"#
    )
    for step in result.steps {
      #expect(step.isAsCaptured && step.displacements.allSatisfy { $0 == .zero })
    }
    #expect(result.steps[1].conditions.days == 90)
  }

  @Test
  func
    `a swelling is there at once, and its half after its half-life, but for the stiffness it meets`()
    throws
  {
    let result = try Self.run(
      #"""
      "steps": [
        {"id": "a", "change": {"cheek": {"superficial-fat": {"volume_mL": 2, "course": {"half_life_days": 10}}}}},
        {"id": "b", "wait_days": 10}, {"id": "c", "wait_days": 3000}]
      """#)
    let volumes = result.steps.map { $0.zones.last?.volumeChange ?? 0 }
    // What does not lift the skin goes inwards, against the soft springs behind the cheek.
    #expect((0.5e-6...2.05e-6).contains(volumes[0]))
    #expect(abs(volumes[1] / volumes[0] - 0.5) < 0.03)
    // 300 half-lives.
    #expect(abs(volumes[2]) < 1e-12)
  }

  @Test func `before it was done there is nothing of a change, however much there was after`()
    throws
  {
    let result = try Self.run(
      #"""
      "subject": {"age_years": 50}, "steps": [
        {"id": "lying", "posture": "supine"}, {"id": "later", "wait_days": 10},
        {"id": "full", "change": {"cheek": {"superficial-fat": {"volume_mL": 3}}}},
        {"id": "prone", "posture": "prone"}, {"id": "before", "age_to_years": 50}]
      """#)
    let alone = try Self.run(
      #""subject": {"age_years": 50}, "steps": [{"id": "prone", "posture": "prone"}]"#)
    let (later, full) = (result.steps[1].displacements, result.steps[2].displacements)
    #expect(zip(later, full).contains { ($1 - $0).length > 2e-4 })
    // Both are met to 10⁻⁸ m.
    for (u, v) in zip(result.steps[4].displacements, alone.steps[0].displacements) {
      #expect((u - v).length < 1e-7)
    }
  }

  @Test func `back to the age of the capture is back to the capture`() throws {
    let result = try Self.run(
      #""subject": {"age_years": 50}, "steps": [{"id": "a", "wait_years": 10}, {"id": "b", "age_to_years": 50}]"#
    )
    #expect(result.steps[1].isAsCaptured)
    #expect(try Self.lift("jowl.left", result.steps[0]) < 0)
  }

  // MARK: - Changes

  @Test(arguments: [1.5, -0.8])
  func `the volume that was asked for is put in, to a thousandth`(millilitres: Double) throws {
    let scenario = try Self.read(
      #""steps": [{"id": "a", "change": {"jowl": {"superficial-fat": {"volume_mL": \#(millilitres)}}, "lower-face": {"superficial-fat": {"thickness_factor": 1.1}}}}]"#
    )
    var clock = StageClock()
    let prepared = try PreparedFace(
      scenario, folder: SharedData.meshes, meshes: SharedData.meshes, clock: &clock)
    let result = try scenario.run(on: prepared, threads: 2, clock: clock)
    func volume(_ displacements: [Vector3]) -> Double {
      let mesh = prepared.face.tissue.mesh
      let positions = zip(mesh.positions, displacements).map { $0 + $1 }
      return mesh.blocks[2].volumes(positions: positions).reduce(0, +)
    }
    let still = Array(repeating: Vector3.zero, count: prepared.face.tissue.mesh.positions.count)
    var alone = scenario
    alone.steps = [
      try #require(
        try Self.read(
          #""steps": [{"id": "a", "change": {"jowl": {"superficial-fat": {"volume_factor": 1}}, "lower-face": {"superficial-fat": {"thickness_factor": 1.1}}}}]"#
        ).steps.first)
    ]
    let thicker = try alone.run(on: prepared, threads: 2, clock: StageClock())
    let change = volume(result.steps[0].displacements) - volume(thicker.steps[0].displacements)
    // The layer as it is in the end: compressed by K/μ = 500 as well.
    #expect(abs(change / (1e-6 * millilitres) - 1) < 3e-3)
    #expect(volume(thicker.steps[0].displacements) > volume(still))
  }

  @Test func `more than there is cannot be taken away, and it says what there is`() throws {
    do {
      _ = try Self.run(
        #""steps": [{"id": "a", "change": {"chin": {"superficial-fat": {"volume_mL": -30}}}}]"#)
      Issue.record("taken")
    } catch let failure as RunFailure {
      #expect(failure.reason.contains("cannot be taken") && failure.reason.contains("chin"))
    }
  }

  @Test func `skin that contracts over the cheek lifts the jowl below`() throws {
    let result = try Self.run(
      #""steps": [{"id": "a", "change": {"cheek": {"skin": {"area_factor": 0.94}}}}]"#)
    #expect(try Self.lift("jowl.left", result.steps[0]) > 0)
  }

  // MARK: - Ageing

  @Test func `ageing of another fat preset, and of no term, is another one and none`() throws {
    func aged(_ ageing: String) throws -> ScenarioResult.Step {
      try Self.run(
        #""subject": {"age_years": 50}, "ageing": \#(ageing), "steps": [{"id": "a", "wait_years": 20}]"#
      ).steps[0]
    }
    let names = AgeingTerm.allCases.map { "\"\($0.rawValue)\": false" }.joined(separator: ", ")
    let none = try aged("{\"terms\": {\(names)}}")
    // The conditions differ, so that it is solved again: to the tolerance of the solver.
    #expect(none.displacements.allSatisfy { $0.length < 2e-8 })
    let others =
      "\"skin-thickness\": false, \"skin-modulus\": false, \"fat-modulus\": false, \"bone\": false, \"gravity-creep\": false"
    let descent = try aged("{\"terms\": {\(others)}}")
    let loss = try aged("{\"preset\": \"volume-loss\", \"terms\": {\(others)}}")
    func volume(_ step: ScenarioResult.Step, _ zone: String) throws -> Double {
      try #require(step.zones.first { $0.zone == zone }).volumeChange
    }
    #expect(try volume(descent, "jowl.left") > 0)
    #expect(try volume(loss, "jowl.left") < 0)
  }

  @Test func `bone alone takes the skin above the rim back by less than itself`() throws {
    let off = AgeingTerm.allCases.filter { $0 != .bone }.map { "\"\($0.rawValue)\": false" }
    let step = try Self.run(
      #""subject": {"age_years": 50}, "ageing": {"terms": {\#(off.joined(separator: ", "))}}, "steps": [{"id": "a", "wait_years": 20}]"#
    ).steps[0]
    let malar = try #require(step.zones.first { $0.zone == "malar.left" })
    // 0.6 mm at the rim, 1 mm at the aperture, both at its upper border.
    #expect((-0.6e-3 ... -0.03e-3).contains(malar.normal))
    let forehead = try #require(step.zones.first { $0.zone == "forehead" })
    #expect(forehead.mean < 0.05e-3)
  }

  // MARK: - Error bars, years

  /// The response to the slope of a term is what a run with another slope gives.
  @Test func `the bar of a slope is what another slope does`() throws {
    let scenario = try Self.read(
      #""subject": {"age_years": 50}, "steps": [{"id": "a", "wait_years": 15}]"#)
    var clock = StageClock()
    let prepared = try PreparedFace(
      scenario, folder: SharedData.meshes, meshes: SharedData.meshes, clock: &clock)
    let result = try scenario.run(on: prepared, threads: 2, clock: clock, wantsErrorBars: true)
    for term in [AgeingTerm.bone, .gravityCreep, .fatVolume, .skinThickness] {
      let response = try #require(
        result.responses.first { $0.parameter.quantity == .ageing(term) })
      var steeper = prepared
      let step = 0.02
      steeper.ageing = prepared.ageing?.scaled(term, by: exp(step))
      let moved = try scenario.run(on: steeper, threads: 2, clock: StageClock())
      let difference = zip(moved.steps[0].displacements, result.steps[0].displacements)
        .map { ($0 - $1) / step }
      let off = zip(difference, response.steps[0]).map { ($0 - $1).length }.max() ?? 0
      let size = difference.map(\.length).max() ?? 0
      // Half the step of second order, and the tolerance 1e-8 of two solutions over the step.
      #expect(off < 0.02 * size + 1.5e-6, "\(term): \(off) of \(size)")
    }
  }

  @Test func `ten years of ageing are read as ten years, a change across it as none`() throws {
    let result = try Self.run(
      #"""
      "subject": {"age_years": 50},
      "steps": [{"id": "older", "wait_years": 8}, {"id": "younger", "age_to_years": 46},
        {"id": "now", "age_to_years": 50}, {"id": "pressed", "load": {"pressure": {"zone": "chin", "pressure_kPa": 1}}}],
      "outputs": {"equivalent_years": true, "maps": []}
      """#, wantsErrorBars: true)
    let years = Dictionary(uniqueKeysWithValues: result.equivalentYears.map { ($0.step, $0) })
    let (older, younger) = (try #require(years["older"]), try #require(years["younger"]))
    // The path is straight between its states at 5 and 10 years; the law nearly so.
    #expect(abs(older.years - 8) < 0.3 && older.residual < 0.01 && older.verdict == .told)
    #expect(abs(younger.years + 4) < 0.3)
    #expect(years["pressed"]?.verdict == .offThePath)
    #expect(result.steps.count == 4 && result.changes.count == 3)
    #expect(result.measures.steps == ["older", "younger", "now", "pressed"])
  }

  @Test func `the nearest place of a broken line, and what lies off it`() {
    let fit = PathFit([-3, 1], times: [-10, 10], path: [[-10, 0], [20, 0]], [1, 1])
    #expect(abs(fit.years + 3) < 1e-12)
    #expect(abs(fit.residual - 0.1) < 1e-12)
    #expect(PathFit([50, 0], times: [-10, 10], path: [[-10, 0], [20, 0]], [1, 1]).isAtEnd)
  }
}
