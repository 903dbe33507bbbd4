import Anatomy
import Foundation
import Scenarios
import Treatments

/// C1, C6 and C7: what threads and operations move, against a cadaver and against volumes before and after.
enum LiftTargets {
  /// One suture with four cones on the left, from the temple to the jowl in the superficial fat.
  static func cones(meshes: URL) -> VerificationCase {
    VerificationCase(
      "C1", "Suspension suture with four cones", kind: .validation,
      source:
        "Mousavi 2023 BioMedical Engineering OnLine, checked on a cadaver: 4.35 mm at 2 N, 7.6 mm at 4 N",
      isLong: true
    ) { depth in
      guard let temple = ZoneSelection(name: "temple.left"),
        let jowl = ZoneSelection(name: "jowl.left")
      else { preconditionFailure("zones that the atlas has") }
      var suture = ThreadLift(from: .zone(temple), to: .zone(jowl), tension: 2)
      (suture.substance, suture.barbs, suture.barbedLength) = (.permanent, 4, 40e-3)
      // Two of them along the same line: 4 N.
      let result = try run(
        [.init(id: "2 N", .treat(.thread(suture))), .init(id: "4 N", .treat(.thread(suture)))],
        subject: .init(), in: meshes, depth)
      return CaseOutcome(
        zip(result.steps, [4.35, 7.6]).map { step, moved in
          let largest = step.zones.first { $0.zone == "face" }?.maximum ?? .nan
          return Comparison(
            "skin that moves most, \(step.id)", unit: "mm", reference: moved,
            result: 1e3 * largest, allowed: .within((moved / 2)...(moved * 2)),
            because:
              "a factor of two: layers, and what was seen to move, were not read; path, depth and 40 mm of cones are assumed"
          )
        })
    }
  }

  /// A lift with grafts, a year later.
  ///
  /// The grafts are chosen so that the half that stays is what was seen; zones that were not grafted are the test.
  static func graftedLift(meshes: URL) -> VerificationCase {
    VerificationCase(
      "C6", "Facelift with grafts of fat, change of volume", kind: .validation,
      source:
        "nine patients, three-dimensional camera: cheeks +1.4, temples +0.8, forehead +0.9, nasolabial −1.0, marionette −0.4, neck −2.0 mL",
      isLong: true
    ) { depth in
      func graft(_ zone: String, _ volume: Double) -> Treatment {
        var injection = Injection(
          InjectablePreset.fatGraft.injectable, at: .zone(selection(zone)), into: .superficialFat,
          volume: 1e-6 * volume)
        injection.technique = .fan
        return .injection(injection)
      }
      var plication = SoftTissueLift(.smasPlication, advance: 15e-3)
      plication.undermined = [selection("cheek"), selection("jowl")]
      let done: [(String, Treatment)] = [
        ("cheeks", graft("cheek", 1.4)), ("temples", graft("temple", 0.8)),
        ("forehead", graft("forehead", 1.8)), ("smas", .lift(plication)),
        ("skin", .lift(SoftTissueLift(.skinExcision, advance: 15e-3))),
      ]
      let result = try run(
        done.map { .init(id: $0.0, .treat($0.1)) }
          + [.init(id: "year", .wait(365 * TimeUnit.day))],
        subject: .init(ageInYears: nil, sex: .female), in: meshes, depth)
      let last = result.steps[result.steps.count - 1]
      let listed: [(String, Double)] = [
        ("cheek", 1.4), ("temple", 0.8), ("forehead", 0.9), ("nasolabial-fold", -1.0),
        ("marionette", -0.4), ("neck", -2.0),
      ]
      return CaseOutcome(
        listed.map { zone, measured in
          Comparison(
            "volume of \(zone), both sides", unit: "mL", reference: measured,
            result: 1e6 * volume(of: [zone], in: last),
            allowed: .within(measured > 0 ? 0...10 : -10...0),
            because: "by sign: what was grafted and taken up is not told")
        })
    }
  }

  /// A lift of the skin alone.
  static func skinLift(meshes: URL) -> VerificationCase {
    VerificationCase(
      "C7", "Subcutaneous lift of face and neck, volume of the midface", kind: .validation,
      source: "119 patients: 13.8 to 32.2 mm of skin removed by site, midface +2.2 mL (SD 1.3)",
      isLong: true
    ) { depth in
      var lift = SoftTissueLift(.skinExcision, advance: 23e-3)
      lift.undermined = [selection("cheek"), selection("jowl")]
      let result = try run(
        [.init(id: "skin", .treat(.lift(lift)))],
        subject: .init(), in: meshes, depth)
      let midface = 1e6 * volume(of: ["malar", "cheek", "zygomatic-arch"], in: result.steps[0])
      return CaseOutcome([
        Comparison(
          "volume of malar, cheek and zygomatic arch, both sides", unit: "mL", reference: 2.2,
          result: midface, allowed: .absolute(1.3),
          because: "one standard deviation; 23 mm, the middle of what was removed, at 52.5°")
      ])
    }
  }

  private static func selection(_ name: String) -> ZoneSelection {
    guard let zones = ZoneSelection(name: name) else {
      preconditionFailure("no zone is called \(name)")
    }
    return zones
  }

  /// Of all zones of some regions together, in m³.
  private static func volume(of regions: [String], in step: ScenarioResult.Step) -> Double {
    step.zones.filter { row in regions.contains(Zone(name: row.zone)?.region ?? "") }
      .reduce(0) { $0 + $1.volumeChange }
  }

  private static func run(
    _ steps: [Scenario.Step], subject: Scenario.Subject, in meshes: URL, _ depth: Depth
  ) throws -> ScenarioResult {
    let scenario = Scenario(
      title: "Lifts", subject: subject, resolution: depth == .quick ? .preview : .standard,
      steps: steps, views: [])
    var clock = StageClock()
    let prepared = try PreparedFace(scenario, folder: meshes, meshes: meshes, clock: &clock)
    return try scenario.run(on: prepared, threads: 2, clock: clock)
  }
}
