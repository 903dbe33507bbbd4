import Anatomy
import Foundation
import Scenarios
import Treatments

/// A14 and C5: what a session with an energy device moves, by zone and by body mass index.
enum TighteningTargets {
  /// A session of monopolar radiofrequency on face and neck, a month later; the lateral orbital rim of the source is the temple here.
  ///
  /// 115 W as in the source, which tells no energy and no passes: 200 J on 4 cm², which warms the dermis to 58 °C, within the 55 to
  /// 65 °C that are told of such devices, and five passes (practice, recalled). The factor of calibration in `devices.json` was
  /// fitted to these five lifts together: their ranking is the test.
  static func radiofrequency(meshes: URL) -> VerificationCase {
    VerificationCase(
      "A14", "Monopolar radiofrequency on face and neck, a month later", kind: .validation,
      source: "115 W, 6.78 MHz, 30 women, three-dimensional scans, uncontrolled (E055 to E059)"
    ) { depth in
      var session = EnergySession(
        device: "rf-monopolar", zones: tipZones.compactMap(ZoneSelection.init(name:)))
      (session.settings, session.passes) = (["power_W": 115, "energy_J": 200], 5)
      let moved = try lifts(
        after: session, days: 30, subject: .init(ageInYears: 50, sex: .female), in: meshes, depth)
      let measured: [(zone: String, lift: Double, deviation: Double)] = [
        ("cheek.left", 1.93, 0.90), ("jowl.left", 1.67, 1.04), ("temple.left", 1.58, 0.72),
        ("forehead", 1.31, 0.73), ("neck", 2.80, 0.78),
      ]
      func move(_ zone: String) -> Double { 1e3 * (moved[zone] ?? .nan) }
      return CaseOutcome(
        measured.map { zone, lift, deviation in
          Comparison(
            "lift of \(zone)", unit: "mm", reference: lift, result: move(zone),
            allowed: .within(0.5...3.5),
            because: "envelope of one session; standard deviation \(deviation) mm"
          )
        } + [
          Comparison(
            "neck less cheek", unit: "mm", reference: 0.87,
            result: move("neck") - move("cheek.left"),
            allowed: .within(0...3), because: "by rank"),
          Comparison(
            "cheek less forehead", unit: "mm", reference: 0.62,
            result: move("cheek.left") - move("forehead"), allowed: .within(0...3),
            because: "by rank"),
        ])
    }
  }

  /// Where a tip of 4 cm² is laid on: not on lids, nose and lips.
  private static let tipZones = [
    "forehead", "temple", "zygomatic-arch", "malar", "cheek", "nasolabial-fold", "marionette",
    "jowl",
    "jawline", "mandibular-angle", "chin", "submental", "neck",
  ]

  /// Focused ultrasound lifts less where fat is thick.
  static func fatness(meshes: URL) -> VerificationCase {
    VerificationCase(
      "C5", "Focused ultrasound on the lower face by body mass index", kind: .validation,
      source: "PubMed 24990884: no change in 54.5 % above 30 kg/m², in 12.2 % up to it; by rank"
    ) { depth in
      let zones = ["cheek", "jowl", "submental"].compactMap(ZoneSelection.init(name:))
      let session = EnergySession(device: "mfu-4MHz-4.5mm", zones: zones)
      func jowl(_ index: Double) throws -> Double {
        let subject = Scenario.Subject(ageInYears: 50, sex: .female, bodyMassIndex: index)
        return 1e3
          * (try lifts(after: session, days: 90, subject: subject, in: meshes, depth)[
            "jowl.left"] ?? .nan)
      }
      let (slim, stout) = (try jowl(22), try jowl(35))
      return CaseOutcome([
        Comparison(
          "lift of the jowl at 35 over that at 22 kg/m²", unit: "", reference: 0.5,
          result: stout / slim, allowed: .within(0...0.9),
          because: "by rank; a tenth less is told from none")
      ])
    }
  }

  /// Mean lift of each zone from the untreated face in m.
  private static func lifts(
    after session: EnergySession, days: Double, subject: Scenario.Subject, in meshes: URL,
    _ depth: Depth
  ) throws -> [String: Double] {
    let scenario = Scenario(
      title: "Tightening", subject: subject, resolution: depth == .quick ? .preview : .standard,
      steps: [
        .init(id: "session", .treat(.session(session))),
        .init(id: "later", .wait(days * TimeUnit.day)),
      ], views: [])
    var clock = StageClock()
    let prepared = try PreparedFace(scenario, folder: meshes, meshes: meshes, clock: &clock)
    let result = try scenario.run(on: prepared, threads: 2, clock: clock)
    return Dictionary(uniqueKeysWithValues: result.steps[1].zones.map { ($0.zone, $0.lift) })
  }
}
