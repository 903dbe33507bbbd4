import Foundation
import Scenarios

/// A4: decades of gravity with a loss of stiffness lower the middle of the face and the jowl.
enum DecadesOfGravity {
  static func verification(meshes: URL) -> VerificationCase {
    VerificationCase(
      "A4", "Decades of gravity with a loss of stiffness", kind: .validation,
      source: "Barbarino & Mazza, J Biomech Eng 131 (2009) 041006; the trend alone"
    ) { depth in
      let zones = ["malar.left", "cheek.left", "nasolabial-fold.left", "jowl.left"]
      let full = try lifts(in: meshes, depth, isGravityAlone: false)
      let gravity = try lifts(in: meshes, depth, isGravityAlone: true)
      return CaseOutcome(
        [("full law", full), ("softening and creep alone", gravity)].flatMap { name, lifts in
          zones.map { zone in
            Comparison(
              "lift of \(zone) from 35 to 65 years, \(name)", unit: "mm", reference: -1.5,
              result: 1e3 * (lifts[zone] ?? .nan), allowed: .within(-6 ... -0.05),
              because:
                "by sign: the numbers of the source were not at hand; 0.05 mm is told from none")
          }
        })
    }
  }

  private static func lifts(in meshes: URL, _ depth: Depth, isGravityAlone: Bool) throws -> [String:
    Double]
  {
    var scenario = Scenario(
      title: "From 35 to 65", subject: .init(ageInYears: 35, sex: .female),
      resolution: depth == .quick ? .edge(14e-3) : .preview,
      steps: [.init(id: "at-65", .age(65))], views: [])
    if isGravityAlone {
      scenario.ageing.terms = [.skinModulus, .fatModulus, .gravityCreep]
    }
    var clock = StageClock()
    let prepared = try PreparedFace(scenario, folder: meshes, meshes: meshes, clock: &clock)
    let result = try scenario.run(on: prepared, threads: 2, clock: clock)
    return Dictionary(uniqueKeysWithValues: result.steps[0].zones.map { ($0.zone, $0.lift) })
  }
}
