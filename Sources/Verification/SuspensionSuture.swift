import Anatomy
import Foundation
import Scenarios
import Tensors
import Treatments

/// C1: how far a suture with four cones draws the cheek.
///
/// The layers of the source were not at hand, and its specimen neither: here the suture lies in the superficial fat of the atlas face
/// from the temple to the jowl, its cones a centimetre apart at the far end, and what is told is how far the cones go along it.
enum SuspensionSuture {
  static func verification(meshes: URL) -> VerificationCase {
    VerificationCase(
      "C1", "Suspension suture with four cones", kind: .validation,
      source: "Mousavi 2023, BioMed Eng OnLine, doi 10.1186/s12938-023-01144-5: model and cadaver"
    ) { depth in
      let measured = [(tension: 2.0, way: 4.35), (tension: 4.0, way: 7.6)]
      return CaseOutcome(
        try measured.map { tension, way in
          Comparison(
            "way of the cones under \(Int(tension)) N", unit: "mm", reference: way,
            result: 1e3 * (try conesWay(under: tension, in: meshes, depth)),
            allowed: .within(0.5 * way...1.5 * way),
            because: "half as much is allowed: another face, other layers, nothing tuned")
        })
    }
  }

  /// Mean way of the cones along the suture in m.
  private static func conesWay(under tension: Double, in meshes: URL, _ depth: Depth) throws
    -> Double
  {
    let ends = ["temple.left", "jowl.left"].compactMap(ZoneSelection.init(name:))
    var suture = ThreadLift(from: .zone(ends[0]), to: .zone(ends[1]), tension: tension)
    (suture.barbs, suture.barbedLength, suture.substance) = (4, 40e-3, .permanent)
    let scenario = Scenario(
      title: "Suspension suture", resolution: depth == .quick ? .preview : .standard,
      steps: [.init(id: "drawn", .treat(.thread(suture)))], views: [])
    var clock = StageClock()
    let prepared = try PreparedFace(scenario, folder: meshes, meshes: meshes, clock: &clock)
    let result = try scenario.run(on: prepared, threads: 2, clock: clock)
    guard let points = prepared.threads.first?.laid.first?.points else { return .nan }
    let before = prepared.face.solid.mesh.positions
    let after = zip(before, result.steps[0].displacements).map { $0 + $1 }
    let cones = points.suffix(suture.barbs)
    return zip(cones, points.suffix(suture.barbs + 1)).reduce(0) { sum, pair in
      let along = (pair.1.place(among: before) - pair.0.place(among: before)).normalized
      return sum + (pair.0.place(among: after) - pair.0.place(among: before)).dot(along)
    } / Double(cones.count)
  }
}
