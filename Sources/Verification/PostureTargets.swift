import Anatomy
import Foundation
import Scenarios
import Tensors

/// A1 and A2: what happens to faces that lie down, as measured on people.
public enum PostureTargets {
  static func verifications(_ postures: AtlasPostures) -> [VerificationCase] {
    [landmarks(postures), midface(postures)]
  }

  private static func result(_ postures: AtlasPostures, _ depth: Depth) throws -> ScenarioResult {
    try postures.result(at: depth == .quick ? .preview : .standard)
  }

  /// Displacement of every landmark from upright to supine in mm.
  private static func motions(_ result: ScenarioResult) -> [String: Vector3] {
    result.prepared.landmarkPlaces.mapValues {
      1e3 * result.prepared.value(of: result.changes[0].displacements, at: $0)
    }
  }

  private static let upperThird = ["glabella", "frontotemporale_l", "frontotemporale_r"]
  private static let lowerThird = [
    "cheilion_l", "cheilion_r", "gonion_l", "gonion_r", "labiale_inferius", "gnathion",
  ]

  private static func landmarks(_ postures: AtlasPostures) -> VerificationCase {
    VerificationCase(
      "A1", "Upright to supine: landmarks", kind: .validation,
      source: "See, Roberts & Nduka 2008, J Oral Maxillofac Surg 66:1410, 30 people"
    ) { depth in
      let moved = motions(try result(postures, depth))
      func mean(_ names: [String]) -> Double {
        names.compactMap { moved[$0]?.length }.reduce(0, +) / Double(names.count)
      }
      let most = moved.max { $0.value.length < $1.value.length }
      return CaseOutcome(
        [
          Comparison(
            "largest landmark move, \(most?.key ?? "none")", unit: "mm", reference: 7.6,
            result: most?.value.length ?? .nan, allowed: .within(2...8),
            because:
              "7.6 mm is the largest of 30 people; for one face 2 to 8 mm, whatever the mesh (table)"
          ),
          Comparison(
            "lower third over upper third, means",
            result: mean(lowerThird) / mean(upperThird), allowed: .within(1...100),
            because: "the lower third moves most"),
          Comparison(
            "corner of the mouth, upwards", unit: "mm",
            result: ((moved["cheilion_l"]?.y ?? .nan) + (moved["cheilion_r"]?.y ?? .nan)) / 2,
            allowed: .within(0...8), because: "commissures move vertically"),
        ], tables: [try excursions(postures, depth)])
    }
  }

  /// The landmark that moves most, mesh by mesh: how near to a bound the mesh alone may bring it.
  private static func excursions(_ postures: AtlasPostures, _ depth: Depth) throws -> FigureTable {
    FigureTable(
      "Largest landmark move over the resolutions", columns: ["resolution", "landmark", "mm"],
      rows: try AtlasPostures.levels(depth).compactMap { level in
        motions(try postures.result(at: level)).max { $0.value.length < $1.value.length }.map {
          [level.rawValue, $0.key, VerificationRun.text($0.value.length)]
        }
      })
  }

  /// One of the observed directions: the result must be positive.
  private static func sign(_ quantity: String, _ unit: String, _ value: Double) -> Comparison {
    Comparison(
      quantity, unit: unit, result: value, allowed: .within(0...100),
      because: "sign observed on 53 women")
  }

  private static func midface(_ postures: AtlasPostures) -> VerificationCase {
    VerificationCase(
      "A2", "Upright to supine: midface, signs and volumes of the left side", kind: .validation,
      source: "Ramesh 2021, Aesthet Surg J, 53 women; earlobe not modelled"
    ) { depth in
      let result = try result(postures, depth)
      let moved = motions(result)
      func zone(_ name: String) -> ZoneStatistics? {
        result.changes[0].zones.first { $0.zone == name }
      }
      // As the camera of the source does: the volume between the skins inside the zone as it was upright.
      func gain(_ name: String) -> Double {
        1e6
          * result.prepared.volumeGained(by: result.changes[0].displacements, inWindow: name)
      }
      func up(_ name: String) -> Double { 1e3 * (zone(name)?.lift ?? .nan) }
      func back(_ name: String) -> Double { 1e3 * (zone(name)?.alongGravity ?? .nan) }
      let apart = ((moved["cheilion_l"]?.x ?? .nan) - (moved["cheilion_r"]?.x ?? .nan)) / 2
      return CaseOutcome([
        sign("brow, upwards", "mm", up("brow.left")),
        sign("malar, upwards", "mm", up("malar.left")),
        sign("malar, backwards", "mm", back("malar.left")),
        sign("cheek, upwards", "mm", up("cheek.left")),
        sign("cheek, backwards", "mm", back("cheek.left")),
        sign("corner of the mouth, sideways", "mm", apart),
        sign("jowl, volume lost", "mL", -gain("jowl.left")),
        sign("nasolabial fold, volume lost", "mL", -gain("nasolabial-fold.left")),
        sign("tear trough, volume gained (0.22 ± 0.19)", "mL", gain("tear-trough.left")),
        sign("lower lid, volume gained (infraorbital 0.59 ± 0.55)", "mL", gain("lower-lid.left")),
        Comparison(
          "malar, volume gained", unit: "mL", reference: 1.2, result: gain("malar.left"),
          allowed: .within(0.15...2.3), because: "one standard deviation (1.06) of 53 women"),
      ])
    }
  }
}
