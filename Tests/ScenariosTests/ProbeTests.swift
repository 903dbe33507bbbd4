import Anatomy
import Documents
import Foundation
import Probes
import TestSupport
import Testing
import Treatments

@testable import Scenarios

/// A scenario whose only step is a probe.
private func scenario(_ probe: String, _ members: String = "") throws -> Scenario {
  let text = """
    {"schema": "turgor.scenario/1", "title": "T", "steps": [{"id": "a", "probe": \(probe)}]\(members)}
    """
  return try Scenario(parsing: Array(text.utf8), file: "a.json")
}

@Test func `a probe is read with its units`() throws {
  let suction = try scenario(
    """
    {"suction": {"at": "cheek.left", "aperture_mm": 2, "pressure_mbar": 450, "on_s": 2, "off_s": 3, "cycles": 4}}
    """)
  guard case .probe(let probe) = suction.steps[0].action, case .suction(let test) = probe.test
  else {
    Issue.record("no suction")
    return
  }
  #expect(test.probe.aperture == 1e-3 && test.pressure == 45e3 && test.probe.rim == 2e-3)
  #expect(
    test.timing == RecoilCurve.Timing(on: 2, off: 3, ramp: SuctionTest.ramp, cycles: 4))
  #expect(
    "\(probe)" == "suction of 450 mbar through 2 mm on cheek.left, 2 s on and 3 s off, 4 times")
  let ball = try scenario(
    """
    {"indentation": {"at": "chin", "shape": "sphere", "radius_mm": 5, "force_N": 0.02, "on_s": 1, "off_s": 1}}
    """)
  #expect("\(ball.steps[0].action)".contains("pressed with 0.02 N on chin"))
}

@Test(arguments: [
  #"{"suction": {"at": "cheek", "aperture_mm": 0.1, "pressure_mbar": 450, "on_s": 2, "off_s": 2}}"#,
  #"{"suction": {"at": "cheke", "aperture_mm": 2, "pressure_mbar": 450, "on_s": 2, "off_s": 2}}"#,
  #"{"suction": {"at": "cheek", "aperture_mm": 2, "pressure_kPa": 45, "on_s": 2, "off_s": 2}}"#,
  #"{"indentation": {"at": "chin", "shape": "cone", "radius_mm": 5, "depth_mm": 1, "on_s": 1, "off_s": 1}}"#,
  #"{"indentation": {"at": "chin", "shape": "flat", "radius_mm": 5, "depth_mm": 1, "force_N": 1, "on_s": 1, "off_s": 1}}"#,
  #"{"indentation": {"at": "chin", "shape": "flat", "radius_mm": 5, "on_s": 1, "off_s": 1}}"#,
  #"{}"#,
])
func `a probe that says too little, too much or nonsense is refused`(probe: String) {
  #expect(throws: DocumentError.self) { try scenario(probe) }
}

@Test func `a probe sees the layers of its zone, as changed by subject and earlier steps`() throws {
  let preset = try TissuePreset(named: "adult", in: SharedData.meshes)
  let atlas = try AtlasFiles.atlas(in: SharedData.meshes)
  let probe =
    #"{"suction": {"at": "cheek", "aperture_mm": 2, "pressure_mbar": 450, "on_s": 2, "off_s": 2}}"#
  let resolved = try scenario(
    probe, #", "subject": {"age_years": 65, "sex": "female"}"#
  ).resolvedTissue(preset, atlas: atlas, law: AgeingLaw.read(in: SharedData.meshes))
  let cheek = try #require(resolved.zones.firstIndex { $0.zone.name == "cheek.left" })
  let tissue = try resolved.layeredTissue(
    ofZone: cheek, stiffness: [.skin: Array(repeating: 2, count: resolved.zones.count)])
  let skin = try #require(tissue.layers.last)
  // Four decades from 25 on: thinner and softer by 0.06 each; twice as stiff by the step.
  #expect(abs(skin.thickness - 1.3e-3 * (1 - 0.24)) < 1e-9)
  #expect(abs(skin.material.shearModulus / (2 * 6.36e3 * (1 - 0.24)) - 1) < 1e-9)
  // The relaxing part grows by 0.02 in each decade, from a half.
  let series = try #require(skin.relaxation)
  #expect(abs(series.relaxedShare - (0.5 - 0.08)) < 1e-9)
  #expect(abs(tissue.depth - resolved.zones[cheek].figures.depth) < 1e-9)
}

@Test func `no rule about relaxation speaks of a person of 25`() throws {
  let preset = try TissuePreset(named: "adult", in: SharedData.meshes)
  let subject = Scenario.Subject(ageInYears: 25)
  let law = try AgeingLaw.read(in: SharedData.meshes)
  let ageing = Scenario(title: "T", subject: subject, steps: []).ageing(by: law)
  let rules = SubjectRule.all(for: subject, preset: preset, ageing: ageing)
  #expect(!rules.contains { $0.change?.target == .skinRelaxation })
}
