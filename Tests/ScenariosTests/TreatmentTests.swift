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
    (#""filler": "caha", "volume_mL": 1, "plane": "subdermal""#, "zone, landmark, fan"),
    (
      #""filler": "caha", "fat_removal": "chin", "zone": "malar", "volume_mL": 1, "plane": "subdermal""#,
      "exclude each other"
    ),
    (#""volume_mL": 1"#, "needs one of the keys device, filler, fat_removal, lift, thread, toxin"),
    (
      #""filler": "caha", "fan": "chin", "radius_mm": 9, "volume_mL": 1, "plane": "subdermal""#,
      "exclude each other"
    ), (#""thread": "pdo", "from": "temple", "to": "menton", "tension_N": 1"#, "2 and 1"),
    (#""device": "mfu", "zones": [], "energy_J": 1"#, "needs at least one zone"),
    (#""lift": "smas-plication", "advance_mm": 50"#, "0 to 35 mm"),
  ]) func `what cannot be done is refused with what can`(members: String, reason: String) {
    let text = Self.problems(members)
    #expect(text.contains(reason), "\(text)")
  }

  // MARK: - Injections

  @Test func `the injected volume is there, swollen and resorbed by its course`()
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
      // det Fg is exact; what is pressed lets itself be compressed with K/μ = 500: a third of a hundredth here.
      #expect(abs(change / (1e-6 * expected) - 1) < 5e-3, "\(change)")
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
        #""filler": "fat-graft", "landmark": "pogonion", "volume_mL": 1, "plane": "subcutaneous""#)
        + #", {"id": "later", "wait_days": 1000}, {"id": "less", "treat": {"fat_removal": "submental", "volume_mL": 2, "plane": "subcutaneous"}}"#
    )
    let volumes = result.steps.map { Self.volume(prepared, $0.displacements) }
    let before = Self.volume(
      prepared, Array(repeating: .zero, count: prepared.face.tissue.mesh.positions.count))
    // 20 % of swelling are there at once; 33 half-lives later all that goes is gone.
    #expect(abs((volumes[0] - before) / 1e-6 - 1.2) < 6e-3)
    #expect(abs((volumes[1] - before) / 1e-6 - 0.5) < 2.5e-3)
    #expect(abs((volumes[2] - volumes[1]) / 1e-6 + 2) < 1e-2)
  }

  @Test func `what is in a cell is as stiff as the geometric mean of tissue and product`() throws {
    let scenario = try Self.read(
      Self.treat(#""filler": "caha", "fan": "chin", "volume_mL": 1, "plane": "subcutaneous""#))
    var clock = StageClock()
    let prepared = try PreparedFace(
      scenario, folder: SharedData.meshes, meshes: SharedData.meshes, clock: &clock)
    guard case .treat(let treatment) = scenario.steps[0].action else { return }
    var changing = ChangingTissue(
      prepared.face, of: prepared.atlas, rest: prepared.face.tissue.mesh.positions)
    try changing.add(treatment, after: 0)
    let fat = try #require(changing.result.layers[.superficialFat])
    let (growth, stiffness) = (try #require(fat.growth), try #require(fat.stiffness))
    let block = prepared.face.tissue.mesh.blocks[2]
    let volumes = block.volumes(positions: prepared.face.tissue.mesh.positions)
    // 1 mL, and a fifth of swelling.
    // What grows beyond the cut rim does not count.
    let added = zip(growth, volumes).prefix(prepared.face.tissue.sheet.faceTriangles.count)
      .reduce(0) { $0 + ($1.0.determinant - 1) * $1.1 }
    #expect(abs(added / 1.2e-6 - 1) < 1e-12)
    for cell in growth.indices where growth[cell].determinant > 1 + 1e-9 {
      let own = prepared.face.solid.regions[2].material(ofCell: cell).shearModulus
      let share = 1 - 1 / growth[cell].determinant
      #expect(abs(stiffness[cell] * own / (1407 ** share * own ** (1 - share)) - 1) < 1e-9)
    }
  }

  // MARK: - Lifts

  @Test
  func `a plication lifts the jowl by less than it takes up, alike on both sides`()
    throws
  {
    let (result, prepared) = try Self.run(
      Self.treat(#""lift": "smas-plication", "advance_mm": 8"#)
        + #", {"id": "skin", "treat": {"lift": "skin-excision", "advance_mm": 4, "side": "left"}}"#)
    let (first, second) = (result.steps[0], result.steps[1])
    let left = try Self.lift("jowl.left", first)
    #expect((0.1e-3...8e-3).contains(left))
    // The mesh is mirrored to round-off, the search that untangles columns is not.
    #expect(abs(left / (try Self.lift("jowl.right", first)) - 1) < 0.02)
    #expect(try Self.lift("jowl.left", second) > left)
    #expect(try Self.lift("jowl.right", second) < left + 0.2e-3)
    // What is folded in pulls on both of its sides alike; skin that was not cut slides free of the seam.
    let seams = result.closures(in: first)
    #expect(seams.map(\.side) == [.left, .right] && seams.allSatisfy { $0.layer == .smas })
    #expect(seams.allSatisfy { (0.05...10).contains($0.tension) })
    #expect(abs(seams[0].tension / seams[1].tension - 1) < 0.05)
    #expect(result.closures(in: second).count == 3)
    // Six sutures on each side hold the lines of both lifts, and of the one on the left.
    #expect(prepared.threads.map(\.laid.count).reduce(0, +) == 18)
  }

  @Test func `SMAS that is released follows further`() throws {
    let plication = #""lift": "smas-plication", "advance_mm": 8"#
    let (tied, _) = try Self.run(Self.treat(plication))
    let (released, _) = try Self.run(
      Self.treat(plication + #", "released": ["cheek", "jowl"]"#))
    // Back and up along the skin: without ligaments it sags as well.
    let moved = try [released, tied].map { result in
      try #require(result.steps[0].zones.first { $0.zone == "jowl.left" }).tangential
    }
    #expect(moved[0] > 1.1 * moved[1], "\(moved)")
    guard case .treat(let treatment) = released.scenario.steps[0].action else { return }
    #expect("\(treatment)".hasSuffix("52.5°, released: cheek, jowl"))
  }

  @Test func `a fold keeps its volume, a cut takes out what lies in the strip`() throws {
    let (result, prepared) = try Self.run(
      Self.treat(#""lift": "smas-plication", "advance_mm": 8"#)
        + #", {"id": "cut", "treat": {"lift": "skin-excision", "advance_mm": 6, "side": "left"}}"#)
    let before = Self.volume(
      prepared, Array(repeating: .zero, count: prepared.face.tissue.mesh.positions.count))
    let (folded, cut) = (
      Self.volume(prepared, result.steps[0].displacements),
      Self.volume(prepared, result.steps[1].displacements)
    )
    // Compressed by what it pulls, K/μ = 500.
    #expect(abs(folded - before) < 0.02e-6)
    let seam = try #require(
      SoftTissueLift(.skinExcision, advance: 6e-3).seams(
        in: prepared.face.tissue, of: prepared.atlas
      ).first)
    let volumes = prepared.face.tissue.mesh.blocks[3].volumes(
      positions: prepared.face.tissue.mesh.positions)
    let taken = zip(seam.shortening, volumes).reduce(0) {
      $0 + $1.0 * $1.1 * seam.pull.dot(seam.across)
    }
    #expect(abs((folded - cut) / taken - 1) < 0.15, "\(1e6 * (folded - cut)) of \(1e6 * taken) mL")
    // 6 mm along the pull over the length of the line, through skin of one to two millimetres.
    #expect((0.1e-6...0.8e-6).contains(taken))
  }

  // MARK: - Threads

  @Test func `threads lift, let go with their material, and warn where barbs cannot hold`() throws {
    let (result, prepared) = try Self.run(
      #"{"id": "laid", "treat": {"thread": "pdo", "from": "temple", "to": "jowl", "tension_N": 1}}, {"id": "later", "wait_days": 300}, {"id": "cut", "treat": {"thread": "permanent", "from": "zygomatic-arch.left", "to": "cheek.left", "tension_N": 0.05, "barbed_mm": 5, "anchor": "floating"}}"#
    )
    let lifts = try result.steps.map { try Self.lift("jowl.left", $0) }
    #expect(lifts[0] > 0.1e-3)
    // e^(−10) of the pull is left.
    #expect(abs(lifts[1]) < 0.001 * lifts[0])
    #expect(prepared.threadWarnings.count == 0)
    let strong = try Self.read(
      Self.treat(
        #""thread": "plcl", "from": "temple.left", "to": "jowl.left", "tension_N": 4, "barbed_mm": 15"#
      ))
    var clock = StageClock()
    let warned = try PreparedFace(
      strong, folder: SharedData.meshes, meshes: SharedData.meshes, clock: &clock
    ).threadWarnings
    #expect(warned.count == 1 && warned[0].contains("pulls through"))
  }

  // MARK: - Toxin

  @Test func `without its tone the forehead lets the brow down for some months`() throws {
    let (result, _) = try Self.run(
      Self.treat(#""toxin": "frontalis", "tone_kPa": 5"#)
        + #", {"id": "height", "wait_days": 11}, {"id": "later", "wait_days": 720}"#)
    // Two days pass before anything is lost; both states are met to 10⁻⁸ m.
    #expect(result.steps[0].displacements.allSatisfy { $0.length < 1e-7 })
    #expect(try Self.lift("brow.left", result.steps[1]) < -0.05e-3)
    #expect(abs(try Self.lift("brow.left", result.steps[2])) < 1e-6)
    // Chin and jowl are held by others.
    #expect(abs(try Self.lift("jowl.left", result.steps[1])) < 0.02e-3)
  }

  // MARK: - Devices

  @Test func `a device of one's own does what the card with the same figures does`() throws {
    let own =
      #""device": {"name": "mine", "kinetics": "collagen-aksan", "focused-ultrasound": {"frequency_MHz": 4, "focal_depth_mm": 4.5, "f_number": 1, "energy_J": 1, "on_time_ms": 40, "point_pitch_mm": 1.5, "line_spacing_mm": 3}}, "zones": ["jowl.left"]"#
    let scenario = try Self.read(Self.treat(own))
    guard case .treat(.session(let session)) = scenario.steps[0].action else {
      Issue.record("no session")
      return
    }
    #expect(session.device == "mine" && session.card?.deviceClass == .focusedUltrasound)
    _ = try ScenarioPlan(scenario, meshes: SharedData.meshes)
    let short = Self.problems(
      #""device": {"kinetics": "collagen-aksan", "focused-ultrasound": {"frequency_MHz": 4}}, "zones": ["jowl"]"#
    )
    #expect(short.contains("focal_depth_mm"), "\(short)")
  }

  @Test func `a device that is not there, or cannot be set so, is refused with what can be`() throws
  {
    func refusal(_ members: String) throws -> String {
      let scenario = try Self.read(Self.treat(members))
      do {
        _ = try ScenarioPlan(scenario, meshes: SharedData.meshes)
        return ""
      } catch { return "\(error)" }
    }
    let unknown = try refusal(#""device": "mfu-9MHz", "zones": ["jowl"]"#)
    #expect(unknown.contains("step treated") && unknown.contains("mfu-4MHz-4.5mm"))
    let strong = try refusal(#""device": "mfu-4MHz-4.5mm", "zones": ["jowl"], "energy_J": 5"#)
    #expect(strong.contains("outside 0.1 to 2") && strong.contains("Meyer 2021"))
    #expect(
      try refusal(#""device": "mfu-4MHz-4.5mm", "zones": ["jowl"], "frequency_MHz": 5"#).contains(
        "fixed"))
  }

  @Test func `a sham does nothing to the bit, a session contracts at once and heals for months`()
    throws
  {
    let (sham, _) = try Self.run(
      Self.treat(#""device": "rf-microneedle", "zones": ["cheek"], "share_percent": 0"#))
    #expect(sham.steps[0].isAsCaptured && sham.steps[0].displacements.allSatisfy { $0 == .zero })
    let (result, prepared) = try Self.run(
      Self.treat(#""device": "rf-microneedle", "zones": ["cheek", "jowl"]"#)
        + #", {"id": "day-90", "wait_days": 90}, {"id": "years", "wait_days": 3650}"#)
    let means = result.steps.map { $0.zones.first { $0.zone == "cheek.left" }?.mean ?? 0 }
    #expect(means[0] > 0 && means[1] > means[0])
    // Nine time constants after it, what has healed is gone; what was denatured stays.
    #expect(abs(means[2] / means[0] - 1) < 0.05)
    let session = try #require(prepared.sessions.first)
    #expect(session.zones.count == 4)
    let skin = try #require(session.contraction.values.first?[.skin])
    #expect(
      skin.restShape.area < 1 && abs(skin.restShape.area * skin.restShape.thickness - 1) < 1e-12)
  }
}

infix operator ** : BitwiseShiftPrecedence
private func ** (base: Double, exponent: Double) -> Double { Double.power(base, exponent) }
