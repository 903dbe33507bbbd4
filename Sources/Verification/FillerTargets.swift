import Anatomy
import Foundation
import Scenarios
import Treatments

/// A12, A13 and C8: what an injected volume does to the skin over it, by depth and in time.
enum FillerTargets {
  /// How much of a filler in the temple is seen on it.
  static func surfaceCoefficient(meshes: URL) -> VerificationCase {
    VerificationCase(
      "A12", "Filler in the temple, by depth", kind: .validation,
      source: "J Drugs Dermatol 18 (2019) 533: 17 patients, 19 cadavers"
    ) { depth in
      let doses: [(zone: String, layer: TissueLayer, volume: Double, coefficient: Double)] = [
        ("temple.left", .superficialFat, 0.71e-6, 1.0), ("temple.right", .deep, 1.2e-6, 0.7),
      ]
      let result = try run(
        doses.map { injection(into: $0.layer, of: $0.zone, volume: $0.volume) }, in: meshes, depth)
      return CaseOutcome(
        zip(doses, result.steps.dropFirst()).map { dose, step in
          let risen = step.zones.first { $0.zone == dose.zone }?.volumeChange ?? .nan
          return Comparison(
            "volume of the surface over that injected, \(dose.layer.rawValue)", unit: "",
            reference: dose.coefficient, result: risen / dose.volume,
            allowed: .within((dose.coefficient - 0.2)...(dose.coefficient + 0.2)),
            because: "one standard deviation of the source, 0.2")
        })
    }
  }

  /// Filler under the skin sags, filler on the bone does not.
  static func sagging(meshes: URL) -> VerificationCase {
    VerificationCase(
      "A13", "Superficial and deep filler under gravity", kind: .validation,
      source: "Schenck 2018 Plast Reconstr Surg 141:1351; Cotofana 2019, 143:53: sign and ranking"
    ) { depth in
      let zones = ["nasolabial-fold", "cheek", "jowl"]
      // Superficial on the left, deep on the right, of all three zones together: they lie far enough apart.
      let steps = zones.flatMap {
        [
          injection(into: .superficialFat, of: $0 + ".left", volume: 1e-6),
          injection(into: .deep, of: $0 + ".right", volume: 1e-6),
        ]
      }
      let result = try run(steps, in: meshes, depth)
      let last = result.steps[result.steps.count - 1]
      func descent(_ zone: String) -> Double {
        1e3 * -(last.zones.first { $0.zone == zone }?.lift ?? .nan)
      }
      return CaseOutcome(
        zones.flatMap { zone in
          let (superficial, deep) = (descent(zone + ".left"), descent(zone + ".right"))
          return [
            Comparison(
              "descent of \(zone), 1 mL superficial", unit: "mm", reference: 0.5,
              result: superficial, allowed: .within(0.01...5),
              because: "by sign: the source gives correlations with the volume, 0.70 to 0.92"),
            Comparison(
              "\(zone): descent superficial less deep", unit: "mm", reference: 0.5,
              result: superficial - deep, allowed: .within(0.01...5),
              because: "by rank: no correlation was found for any deep compartment"),
          ]
        })
    }
  }

  /// How much of a gel is seen after two and after twelve weeks.
  ///
  /// The ratio of the two is what `GelSettling` was made from; the share after two weeks is the test.
  static func retention(meshes: URL) -> VerificationCase {
    VerificationCase(
      "C8", "Gel seen on the skin after two and twelve weeks", kind: .validation,
      source:
        "101 women, eight areas, second-hand: 90 and 79 % in the midface, 90 and 63 % about the mouth"
    ) { depth in
      let doses: [(zone: String, layer: TissueLayer, volume: Double, late: Double)] = [
        ("malar.left", .deep, 0.8e-6, 0.79), ("marionette.left", .superficialFat, 0.4e-6, 0.63),
      ]
      let treated = doses.map { dose in
        var step = injection(into: dose.layer, of: dose.zone, volume: dose.volume)
        if case .injection(var injection) = step {
          injection.substance.swelling = InjectablePreset.haHighGPrime.injectable.swelling
          step = .injection(injection)
        }
        return step
      }
      let result = try run(treated, waiting: [14, 70], in: meshes, depth)
      let (early, late) = (
        result.steps[result.steps.count - 2], result.steps[result.steps.count - 1]
      )
      func share(_ zone: String, _ volume: Double, _ step: ScenarioResult.Step) -> Double {
        (step.zones.first { $0.zone == zone }?.volumeChange ?? .nan) / volume
      }
      return CaseOutcome(
        doses.flatMap { dose in
          let (first, second) = (
            share(dose.zone, dose.volume, early), share(dose.zone, dose.volume, late)
          )
          return [
            Comparison(
              "volume of the surface over that injected, \(dose.zone), two weeks", unit: "",
              reference: 0.9, result: first, allowed: .absolute(0.2),
              because: "one standard deviation of A12, for want of the source's own"),
            Comparison(
              "\(dose.zone), twelve weeks over two", unit: "", reference: dose.late / 0.9,
              result: second / first, allowed: .untold, because: "told: it was put in"),
          ]
        })
    }
  }

  private static func injection(into layer: TissueLayer, of zone: String, volume: Double)
    -> Treatment
  {
    guard let zones = ZoneSelection(name: zone) else {
      preconditionFailure("no zone is called \(zone)")
    }
    var gel = InjectablePreset.haHighGPrime.injectable
    // The sources measured what is left when the swelling has gone.
    gel.swelling = 0
    return .injection(Injection(gel, at: .zone(zones), into: layer, volume: volume))
  }

  private static func run(
    _ treatments: [Treatment], waiting days: [Double] = [], in meshes: URL, _ depth: Depth
  ) throws -> ScenarioResult {
    let scenario = Scenario(
      title: "Fillers", resolution: depth == .quick ? .preview : .standard,
      steps: [.init(id: "upright", posture: .upright)]
        + treatments.enumerated().map { .init(id: "filler-\($0)", .treat($1)) }
        + days.enumerated().map { .init(id: "later-\($0)", .wait($1 * TimeUnit.day)) }, views: [])
    var clock = StageClock()
    let prepared = try PreparedFace(scenario, folder: meshes, meshes: meshes, clock: &clock)
    return try scenario.run(on: prepared, threads: 2, clock: clock)
  }
}
