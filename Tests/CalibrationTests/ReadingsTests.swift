import Anatomy
import Documents
import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct ReadingsTests {
  private let text = """
    { "schema": "turgor.readings/1", "title": "a cheek", "at": "cheek.left",
      "thickness_mm": { "skin": 1.4 },
      "readings": [
        { "id": "cup", "suction": { "aperture_mm": 2, "pressure_mbar": 200, "on_s": 2, "off_s": 1,
          "uplift": [ { "time_s": 2, "uplift_mm": 0.3, "sd_mm": 0.02 } ] } },
        { "id": "ball", "indentation": { "shape": "sphere", "radius_mm": 5, "depth_mm": 1, "on_s": 3, "off_s": 1,
          "force": [ { "time_s": 1, "force_N": 0.05, "sd_N": 0.002 } ] } } ] }
    """

  private func readings(_ text: String) throws -> Readings {
    try Readings(parsing: Array(text.utf8), file: "readings.json")
  }

  private func complaint(_ old: String, _ new: String) -> String {
    precondition(text.contains(old))
    do {
      _ = try readings(text.replacing(old, with: new))
      return ""
    } catch { return "\(error)" }
  }

  @Test func `everything is read in SI units`() throws {
    let found = try readings(text)
    #expect(found.thicknesses[.skin] == 1.4e-3)
    #expect(found.parameters == CalibratedParameter.usual && found.usesPrior)
    guard case .suction(let cup) = found.readings[0].test,
      case .indentation(let ball) = found.readings[1].test
    else {
      Issue.record("other tests")
      return
    }
    #expect(cup.pressure == 20e3 && cup.probe.aperture == 1e-3 && cup.timing.off == 1)
    #expect(ball.goal == .depth(1e-3))
    #expect(found.readings[0].points == [.init(time: 2, value: 0.3e-3, deviation: 0.02e-3)])
    #expect(found.readings[1].points == [.init(time: 1, value: 0.05, deviation: 0.002)])
  }

  @Test func `what is missing, in another unit or senseless is named with its place`() {
    #expect(complaint(#", "sd_mm": 0.02"#, "").contains("sd_mm"))
    #expect(complaint("uplift_mm\"", "uplift_um\"").contains("uplift_um"))
    #expect(complaint(#""sd_mm": 0.02"#, #""sd_mm": 0"#).contains("sd_mm"))
    #expect(
      complaint(#""time_s": 2,"#, #""time_s": 3.5,"#).contains("after the end of the last cycle"))
    #expect(complaint(#""id": "ball""#, #""id": "cup""#).contains("already the id"))
    #expect(complaint("cheek.left", "chek.left").contains("cheek.left"))
    #expect(
      complaint(#""thickness_mm""#, #""fit": ["skin-modulus", "skin-modulus"], "thickness_mm""#)
        .contains("twice"))
    #expect(
      complaint(
        #""thickness_mm""#,
        #""fit": ["relaxation-times", "skin-relaxation-times"], "thickness_mm""#
      ).contains("exclude each other"))
    #expect(
      complaint(#""thickness_mm""#, #""fit": ["skin-modulos"], "thickness_mm""#).contains(
        "skin-modulus"))
  }

  private let postures = """
    { "schema": "turgor.readings/1", "title": "a face", "face": { "captured": "upright" },
      "postures": [
        { "id": "cheek", "from": "upright", "to": "supine", "at": "cheek.left", "lift_mm": 1.2, "sd_mm": 0.2 },
        { "id": "jowl", "from": "supine", "to": { "tilt": { "pitch_deg": 30 } }, "at": "jowl",
          "displacement_mm": 2, "sd_mm": 0.3 } ] }
    """

  @Test func `postures are read, and fitted with what they can tell`() throws {
    let found = try readings(postures)
    #expect(found.readings.isEmpty && found.parameters == CalibratedParameter.moduli)
    let cheek = try #require(ZoneSelection(name: "cheek.left"))
    #expect(
      found.postures[0]
        == .init(
          id: "cheek", from: .upright, to: .supine, zones: cheek, .lift, value: 1.2e-3,
          deviation: 0.2e-3))
    #expect(found.postures[1].end == .tilted(pitch: .pi / 6, roll: 0))
  }

  @Test func `postures that make no sense are named with their place`() {
    func complaint(_ old: String, _ new: String) -> String {
      precondition(postures.contains(old))
      do {
        _ = try readings(postures.replacing(old, with: new))
        return ""
      } catch { return "\(error)" }
    }
    #expect(complaint(#""lift_mm": 1.2, "#, "").contains("displacement_mm, lift_mm, normal_mm"))
    #expect(complaint(#""lift_mm""#, #""normal_mm": 1, "lift_mm""#).contains("exclude each other"))
    #expect(complaint(#""to": "supine""#, #""to": "upright""#).contains("nothing moves"))
    #expect(complaint(#""id": "jowl""#, #""id": "cheek""#).contains("already the id"))
    #expect(complaint(#""face""#, #""thickness_mm": { "skin": 1 }, "face""#).contains(#"add "at""#))
    #expect(complaint(#""postures""#, #""posture""#).contains("postures"))
    do {
      _ = try readings(#"{ "schema": "turgor.readings/1", "title": "nothing" }"#)
      Issue.record("nothing was read")
    } catch { #expect("\(error)".contains("readings, postures")) }
  }

  @Test func `every parameter has a name of its own, from which it is found`() {
    let names = CalibratedParameter.allCases.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(CalibratedParameter.allCases.allSatisfy { CalibratedParameter(name: $0.name) == $0 })
  }
}
