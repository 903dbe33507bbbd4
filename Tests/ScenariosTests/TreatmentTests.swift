import Anatomy
import Assembly
import Foundation
import Tensors
import TestSupport
import Testing
import Treatments

@testable import Scenarios

/// Fillers, fat and lifts, on an atlas coarse enough for a test.
@Suite(.serialized) struct TreatmentTests {
  private static func read(_ steps: String) throws -> Scenario {
    try Scenario(
      parsing: Array(
        "{\"schema\": \"turgor.scenario/1\", \"title\": \"T\", \"resolution\": {\"edge_mm\": 16}, \"steps\": [\(steps)]}"
          .utf8),
      file: "a.json")
  }

  private static func treat(_ members: String) -> String {
    "{\"id\": \"treated\", \"treat\": {\(members)}}"
  }

  private static func problems(_ members: String) -> String {
    do {
      _ = try read(treat(members))
      return ""
    } catch { return "\(error)" }
  }

  private static func run(_ steps: String) throws -> (ScenarioResult, PreparedFace) {
    let scenario = try read(steps)
    var clock = StageClock()
    let prepared = try PreparedFace(
      scenario, folder: SharedData.meshes, meshes: SharedData.meshes, clock: &clock)
    return (try scenario.run(on: prepared, threads: 2, clock: clock), prepared)
  }

  private static func lift(_ zone: String, _ step: ScenarioResult.Step) throws -> Double {
    try #require(step.zones.first { $0.zone == zone }).lift
  }

  /// Of all tissue, in m³.
  private static func volume(_ prepared: PreparedFace, _ displacements: [Vector3]) -> Double {
    let mesh = prepared.face.tissue.mesh
    let positions = zip(mesh.positions, displacements).map { $0 + $1 }
    return mesh.blocks.reduce(0) { $0 + $1.volumes(positions: positions).reduce(0, +) }
  }

  // MARK: - Reading

  @Test(arguments: [
    (
      #""filler": "ha-high-g", "zone": "malar", "volume_mL": 1, "plane": "subdermal""#,
      "ha-high-g-prime"
    ),
    (#""filler": "caha", "zone": "malar", "volume_mL": 9, "plane": "subdermal""#, "0 to 5 mL"),
    (#""filler": "caha", "volume_mL": 1, "plane": "subdermal""#, "zone, landmark"),
    (
      #""filler": "caha", "fat": "graft", "zone": "malar", "volume_mL": 1, "plane": "subdermal""#,
      "exclude each other"
    ),
    (#""volume_mL": 1"#, "needs one of the keys filler, fat, lift"),
    (
      #""fat": "removal", "zone": "malar", "volume_mL": 1, "plane": "subdermal", "radius_mm": 9"#,
      "leave radius_mm out"
    ),
    (
      #""fat": "removal", "landmark": "menton", "volume_mL": 1, "plane": "subdermal""#,
      "leave landmark out"
    ),
    (
      #""filler": "caha", "landmark": "menton", "technique": "fan", "volume_mL": 1, "plane": "subdermal""#,
      "a fan needs a zone"
    ),
    (#""lift": "smas-plication", "advance_mm": 50"#, "0 to 30 mm"),
  ]) func `what cannot be done is refused with what can`(members: String, reason: String) {
    let text = Self.problems(members)
    #expect(text.contains(reason), "\(text)")
  }

  // MARK: - Injections

  @Test func `the injected volume is there to a thousandth, swollen and resorbed by its course`()
    throws
  {
    let (result, prepared) = try Self.run(
      Self.treat(
        #""filler": {"shear_modulus_kPa": 0.5, "swelling_percent": 20, "half_life_days": 1000}, "zone": "malar.left", "volume_mL": 0.8, "plane": "subcutaneous""#
      ) + #", {"id": "later", "wait_days": 1000}"#)
    let before = Self.volume(
      prepared, Array(repeating: .zero, count: prepared.face.tissue.mesh.positions.count))
    for (step, expected) in zip(result.steps, [0.8 * 1.2, 0.4]) {
      let change = Self.volume(prepared, step.displacements) - before
      #expect(abs(change / (1e-6 * expected) - 1) < 1e-3, "\(change)")
    }
    #expect(result.steps[1].zones.last?.volumeChange ?? 0 > 0)
  }

  @Test func `no volume does nothing at all, to the bit`() throws {
    let (result, _) = try Self.run(
      Self.treat(#""filler": "caha", "zone": "chin", "volume_mL": 0, "plane": "supraperiosteal""#))
    #expect(
      result.steps[0].isAsCaptured && result.steps[0].displacements.allSatisfy { $0 == .zero })
  }

  @Test func `a graft keeps half, a removal all of what it took`() throws {
    let (result, prepared) = try Self.run(
      Self.treat(
        #""fat": "graft", "landmark": "pogonion", "volume_mL": 1, "plane": "subcutaneous""#)
        + #", {"id": "later", "wait_days": 1000}, {"id": "less", "treat": {"fat": "removal", "zone": "submental", "volume_mL": 2, "plane": "subcutaneous"}}"#
    )
    let volumes = result.steps.map { Self.volume(prepared, $0.displacements) }
    let before = Self.volume(
      prepared, Array(repeating: .zero, count: prepared.face.tissue.mesh.positions.count))
    // 20 % of swelling are there at once; 33 half-lives later all that goes is gone.
    #expect(abs((volumes[0] - before) / 1e-6 - 1.2) < 2e-3)
    #expect(abs((volumes[1] - before) / 1e-6 - 0.5) < 1e-3)
    #expect(abs((volumes[2] - volumes[1]) / 1e-6 + 2) < 4e-3)
  }

  @Test func `a firm product lifts the skin over it more than a soft one`() throws {
    func rise(_ modulus: Double) throws -> Double {
      let (result, _) = try Self.run(
        Self.treat(
          "\"filler\": {\"shear_modulus_kPa\": \(modulus), \"half_life_days\": 1000}, \"zone\": \"malar.left\", \"volume_mL\": 1, \"plane\": \"subcutaneous\""
        ))
      return try #require(result.steps[0].zones.first { $0.zone == "malar.left" }).volumeChange
    }
    #expect(try rise(1.4) > rise(0.03))
  }

  // MARK: - Lifts

  @Test func `a plication lifts the cheek, mirrored on both sides, and more undermined`() throws {
    let (result, _) = try Self.run(
      Self.treat(#""lift": "smas-plication", "advance_mm": 10"#)
        + ", {\"id\": \"again\", \"treat\": {\"lift\": \"skin-excision\", \"advance_mm\": 3, \"undermined\": [\"cheek\"]}}"
    )
    let left = try Self.lift("cheek.left", result.steps[0])
    #expect(left > 0.2e-3)
    // The mesh is mirrored to round-off, the search that untangles columns is not.
    #expect(abs(left / (try Self.lift("cheek.right", result.steps[0])) - 1) < 0.02)
    #expect(try Self.lift("cheek.left", result.steps[1]) > left)
  }

  @Test func `a band that would vanish is refused`() {
    #expect(throws: RunFailure.self) {
      try Self.run(Self.treat(#""lift": "smas-plication", "advance_mm": 25, "band_mm": 20"#))
    }
  }
}
