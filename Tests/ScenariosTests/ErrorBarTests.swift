import Anatomy
import Foundation
import Solvers
import Tensors
import TestSupport
import Testing

@testable import Scenarios

/// The atlas at 16 mm, upright as captured and on its back.
private let scenario = Scenario(
  title: "", resolution: .edge(16e-3),
  steps: [.init(id: "upright", posture: .upright), .init(id: "supine", posture: .supine)],
  views: [])

private func prepared(_ scenario: Scenario = scenario) throws -> PreparedFace {
  var clock = StageClock()
  return try PreparedFace(
    scenario, folder: SharedData.meshes, meshes: SharedData.meshes, clock: &clock)
}

private func run(
  _ face: PreparedFace, _ scenario: Scenario = scenario, threads: Int = 2, bars: Bool = true
) throws -> ScenarioResult {
  try scenario.run(on: face, threads: threads, clock: StageClock(), wantsErrorBars: bars)
}

@Suite(.serialized) struct ErrorBarTests {
  /// √(3² + 4²) = 5.
  @Test func `independent errors add as squares, the largest named first`() {
    let bar = ErrorBar([("a", 3), ("none", 0), ("b", 4)])
    #expect(abs(bar.halfWidth - 5 * 1.959964) < 1e-12)
    #expect(bar.shares.map(\.name) == ["b", "a"])
    #expect(abs(bar.shares[0].part - 0.64) < 1e-15)
    #expect(ErrorBar([("a", 0)]).halfWidth == 0 && ErrorBar([("a", 0)]).shares.isEmpty)
  }

  /// The truth is a central difference of runs.
  ///
  /// Over ±h it is off by h²/6 of the third derivative, here as large as the first: 7e-5 for
  /// h = 0.02. Both runs stop at corrections of 1e-8 m, seen 1/h times. The responses stop at a change of
  /// `accuracy`, and what is left of the error is less.
  ///
  /// All figures with TURGOR_LONG_TESTS=1, otherwise one that matters most.
  @Test func `responses are what whole runs differ by`() throws {
    let isLong = ProcessInfo.processInfo.environment["TURGOR_LONG_TESTS"] != nil
    var taut = scenario
    taut.tissue.skinTensionFactor = 0.5
    taut.tissue.ligamentFactor = 0.5
    let zone = try #require(ZoneSelection(name: "cheek"))
    taut.tissue.zones[zone] = [
      .superficialFat: LayerEstimate(shearModulus: Estimate(600, deviation: 100))
    ]
    let face = try prepared(taut)
    let result = try run(face, taut)
    // A step at rest does not see how tissue relaxes, a face that was not treated not what treatments do.
    let seen = UncertainQuantity.allCases.filter {
      $0.relaxation(scaledBy: 1) == nil && ![.deviceContraction, .muscleTone].contains($0)
    }
    #expect(result.responses.count == seen.count + 1)
    let h = 0.02
    let chosen = result.responses.filter { isLong || $0.parameter.name.hasPrefix("deep-modulus") }
    for response in chosen {
      let ends = try [h, -h].map { amount in
        try run(face.moved([(response.parameter, amount)]), taut, bars: false).steps[1]
          .displacements
      }
      var (error, size) = (0.0, 0.0)
      for (i, slope) in response.steps[1].enumerated() {
        let difference = slope - (ends[0][i] - ends[1][i]) / (2 * h)
        error += difference.dot(difference)
        size += slope.dot(slope)
      }
      let rms = { (sum: Double) in (sum / Double(response.rest.count)).squareRoot() }
      let allowed = ResponseSolver.accuracy * rms(size) + 1e-8 / h
      #expect(rms(error) < allowed, "\(response.parameter.name)")
    }
  }

  @Test func `where everything is known exactly no number has a bar`() throws {
    var face = try prepared()
    for quantity in UncertainQuantity.allCases { face.spreads.tissue[quantity]?.deviation = 0 }
    face.meshErrors = .none
    let result = try run(face)
    let bars = try #require(result.errorBars)
    #expect(result.responses.isEmpty)
    let places = ResultNumbers(result).all.filter { !$0.value.isNaN }.map(\.place)
    #expect(places.count > 1000)
    for place in places { #expect(bars[place]?.halfWidth == 0, "\(place)") }
  }

  @Test func `twice the spread is twice the bar, to the last bit but rounding`() throws {
    var face = try prepared()
    face.meshErrors = .none
    let single = try run(face)
    for quantity in UncertainQuantity.allCases { face.spreads.tissue[quantity]?.deviation *= 2 }
    let double = try run(face)
    for (place, value) in ResultNumbers(single).all where !value.isNaN {
      let (a, b) = (single.errorBars?[place]?.halfWidth, double.errorBars?[place]?.halfWidth)
      let (one, two) = (try #require(a), try #require(b))
      #expect(abs(two - 2 * one) <= 1e-14 * two, "\(place)")
    }
  }

  @Test func `one and two threads give the same bars`() throws {
    let face = try prepared()
    let (one, two) = (try run(face, threads: 1), try run(face, threads: 2))
    for (place, _) in ResultNumbers(one).all {
      #expect(one.errorBars?[place] == two.errorBars?[place], "\(place)")
    }
  }

  @Test func `a step that is as captured has no bar and no zone that can be told from it`() throws {
    let result = try run(try prepared())
    let bars = try #require(result.errorBars)
    for zone in result.steps[0].zones {
      let width = try #require(bars[.mean(.zones, step: "upright", zone: zone.zone)]?.halfWidth)
      #expect(width < 1e-8, "\(zone.zone)")
      #expect(bars.isDistinguishable(zone, in: .zones, step: "upright") == false)
    }
    let supine = try #require(result.steps[1].zones.last)
    let face = try #require(bars[.mean(.zones, step: "supine", zone: "face")])
    // Fat of uncertain stiffness, and a move of a millimetre.
    #expect(face.halfWidth > 0.1 * supine.mean && face.halfWidth < 3 * supine.mean)
    #expect(face.shares[0].name.contains("modulus") || face.shares[0].name.contains("thickness"))
  }

  @Test func `what the scenario says of some zones is uncertain by itself`() throws {
    var told = scenario
    let cheek = try #require(ZoneSelection(name: "cheek.left"))
    told.tissue.zones[cheek] = [.skin: LayerEstimate(shearModulus: Estimate(6000, deviation: 1500))]
    let face = try prepared(told)
    let skin = face.uncertainParameters.filter { $0.quantity == .modulus(.skin) }
    #expect(skin.count == 2)
    let cheeks = try #require(skin.first { $0.zones?.count == 1 })
    #expect(
      cheeks.deviation == 0.25 && cheeks.name == "skin-modulus of tissue.zones.cheek.left.skin")
    #expect(
      skin.first { $0.zones?.count == 32 }?.deviation
        == face.spreads.tissue[.modulus(.skin)]?.deviation)
    #expect(!face.uncertainParameters.contains { $0.quantity == .skinTension }, "there is none")
  }

  @Test func `what devices do is off by its factor, and by how thick the fat is`() throws {
    let scenario = try Scenario(
      parsing: Array(
        #"{"schema": "turgor.scenario/1", "title": "T", "resolution": {"edge_mm": 16}, "steps": [{"id": "a", "treat": {"device": "mfu-4MHz-4.5mm", "zones": ["jowl.left"]}}]}"#
          .utf8), file: "a.json")
    let face = try prepared(scenario)
    let result = try run(face, scenario)
    let rms = { (field: [Vector3]) in
      (field.reduce(0) { $0 + $1.dot($1) } / Double(field.count)).squareRoot()
    }
    let moved = rms(result.steps[0].displacements)
    let factor = try #require(
      result.responses.first { $0.parameter.quantity == .deviceContraction })
    // Contraction is far from its limit, so that what moves is nearly proportional to the factor.
    #expect(abs(rms(factor.steps[0]) / moved - 1) < 0.1)
    let fat = try #require(
      result.responses.first { $0.parameter.quantity == .thickness(.superficialFat) })
    #expect(rms(fat.steps[0]) > 0.1 * moved)
  }

  @Test func `what toxin does is off by the tone that nobody measured`() throws {
    let scenario = try Scenario(
      parsing: Array(
        #"{"schema": "turgor.scenario/1", "title": "T", "resolution": {"edge_mm": 16}, "steps": [{"id": "a", "treat": {"toxin": "frontalis"}}, {"id": "b", "wait_days": 14}]}"#
          .utf8), file: "a.json")
    let result = try run(try prepared(scenario), scenario)
    let tone = try #require(result.responses.first { $0.parameter.quantity == .muscleTone })
    let size = { (field: [Vector3]) in field.reduce(0) { $0 + $1.dot($1) }.squareRoot() }
    // So little of the tissue's stiffness is lost that it answers nearly in proportion.
    #expect(abs(size(tone.steps[1]) / size(result.steps[1].displacements) - 1) < 0.2)
    #expect(size(tone.steps[0]) == 0)
  }
}
