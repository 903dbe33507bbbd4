import Anatomy
import Foundation
import TestSupport
import Testing
import Treatments

@testable import Scenarios

@Suite struct ResolvedTissueTests {
  private let preset: TissuePreset
  private let atlas: Atlas
  private let law: AgeingLaw

  init() throws {
    preset = try TissuePreset(named: "adult", in: SharedData.meshes)
    atlas = try AtlasFiles.atlas(in: SharedData.meshes)
    law = try AgeingLaw.read(in: SharedData.meshes)
  }

  /// The tissue of a scenario with `members`.
  private func tissue(_ members: String) throws -> ResolvedTissue {
    let text = """
      {"schema": "turgor.scenario/1", "title": "T", "steps": [{"id": "a", "posture": "supine"}],
       \(members)}
      """
    return try Scenario(parsing: Array(text.utf8), file: "a.json")
      .resolvedTissue(preset, atlas: atlas, law: law)
  }

  private func entry(_ tissue: ResolvedTissue, _ zone: String) throws -> ResolvedTissue.ZoneEntry {
    try #require(tissue.zones.first { $0.zone.name == zone })
  }

  @Test func `nothing said, nothing moves`() throws {
    let tissue = try tissue(#""subject": {}"#)
    #expect(tissue.zones.map(\.figures) == (try preset.figures(of: atlas)))
    #expect(tissue.stiffness.isEmpty && tissue.preset == preset && tissue.rules.isEmpty)
    #expect(tissue.rows.allSatisfy { $0.zones == ["face"] && $0.thickness_from == "preset adult" })
  }

  @Test func `a side goes before a pair, a pair before a group, a zone before a layer`() throws {
    let tissue = try tissue(
      #"""
      "tissue": {
        "layers": { "skin": { "shear_modulus_kPa": 5 } },
        "zones": { "midface": { "skin": { "shear_modulus_kPa": 6 } },
                   "cheek": { "skin": { "shear_modulus_kPa": { "mean": 7, "sd": 2 } } },
                   "cheek.left": { "skin": { "shear_modulus_kPa": 8 } } } }
      """#)
    let moduli = [("neck", 5e3), ("nose", 6e3), ("cheek.right", 7e3), ("cheek.left", 8e3)]
    for (zone, modulus) in moduli {
      let skin = try #require(try entry(tissue, zone).layers[.skin])
      #expect(skin.shearModulus.mean == modulus, "\(zone)")
    }
    #expect(try entry(tissue, "cheek.right").layers[.skin]?.shearModulus.deviation == 2e3)
    // Factors count from the layer's own modulus, so that they give these moduli.
    let factors = try #require(tissue.stiffness[.skin])
    let base = try #require(tissue.preset.layers[.skin]).material.shearModulus
    for (zone, factor) in zip(tissue.zones, factors) {
      let wanted = zone.layers[.skin]?.shearModulus.mean ?? .nan
      #expect(abs(base * factor / wanted - 1) < 1e-14)
    }
    let row = try #require(tissue.rows.first { $0.zones == ["cheek.right"] })
    #expect(row.shear_modulus_sd_kPa == 2)
    #expect(row.shear_modulus_from == "scenario, tissue.zones.cheek.skin")
  }

  @Test func `a thicker fat puts the bone deeper and leaves the other layers`() throws {
    let usual = try tissue(#""subject": {}"#)
    let thick = try tissue(
      #""tissue": {"zones": {"cheek.left": {"superficial-fat": {"thickness_mm": 8}}}}"#)
    let (before, after) = (try entry(usual, "cheek.left"), try entry(thick, "cheek.left"))
    #expect(abs(after.figures.depth - before.figures.depth - 3e-3) < 1e-15)  // from 5 mm
    #expect(after.figures.superficialFat == 8e-3 && after.figures.smas == before.figures.smas)
    let (deepBefore, deepAfter) = (
      before.figures.thickness(of: .deep, sex: nil), after.figures.thickness(of: .deep, sex: nil)
    )
    #expect(abs(deepAfter - deepBefore) < 1e-15)
    #expect(try entry(thick, "cheek.right").figures == entry(usual, "cheek.right").figures)
  }

  @Test func `a shear-wave speed becomes a modulus by ρc², its deviation by 2ρcσ`() throws {
    let tissue = try tissue(
      #"""
      "tissue": { "layers": { "superficial-fat": { "reading": {
        "device": "shear-wave-elastography", "shear_wave_speed_m_per_s": { "mean": 2, "sd": 0.1 } } },
        "deep": { "reading": { "device": "shear-wave-elastography", "young_modulus_kPa": 6 } } } }
      """#)
    let layers = try entry(tissue, "chin").layers
    let fat = try #require(layers[.superficialFat]?.shearModulus)
    #expect(fat.mean == 911 * 4 && abs((fat.deviation ?? .nan) - 2 * 911 * 2 * 0.1) < 1e-9)
    #expect(abs((layers[.deep]?.shearModulus.mean ?? .nan) - 2000) < 1e-9)
    #expect(tissue.assumptions.count == 2)
    #expect(tissue.assumptions.allSatisfy { $0.contains("dynamic") && $0.contains("medium") })
  }

  /// The derived law of ageing: women's dermis −6 % and fat −8 % a decade from 25 on.
  @Test func `a woman of 65 has the skin and the fat that the law of ageing says`() throws {
    let young = try tissue(#""subject": {"age_years": 25, "sex": "female"}"#)
    let old = try tissue(#""subject": {"age_years": 65, "sex": "female"}"#)
    for zone in ["malar.left", "jowl.right", "neck"] {
      let (a, b) = (try entry(young, zone).layers, try entry(old, zone).layers)
      func ratio(_ value: (ResolvedTissue.Layer) -> Double, _ layer: TissueLayer) -> Double {
        (b[layer].map(value) ?? .nan) / (a[layer].map(value) ?? .nan)
      }
      #expect(abs(ratio({ $0.thickness.mean }, .skin) - 0.76) < 1e-12)
      #expect(abs(ratio({ $0.shearModulus.mean }, .skin) - 0.76) < 1e-12)
      #expect(abs(ratio({ $0.shearModulus.mean }, .superficialFat) - 0.68) < 1e-12)
      #expect(abs(ratio({ $0.shearModulus.mean }, .deep) - 0.68) < 1e-12)
      #expect(ratio({ $0.shearModulus.mean }, .smas) == 1)
    }
    #expect(young.zones.map(\.figures.depth) == (try preset.figures(of: atlas)).map(\.depth))
    #expect(old.rules.contains { $0.confidence == .low && $0.source.contains("Paluch") })
  }

  @Test func `what was measured goes before a rule of age`() throws {
    let tissue = try tissue(
      #""subject": {"age_years": 65, "sex": "male", "skin_thickness_mm": 1.2, "bmi": 30}"#)
    let cheek = try entry(tissue, "cheek.left")
    #expect(abs(cheek.figures.skin(of: .male) - 1.2e-3) < 1e-15)
    let about = tissue.rules.filter { $0.change?.target == .skinThickness }
    #expect(about.count == 1 && about[0].name == "skin thickness 1.2 mm")
  }

  @Test func `body mass thickens the fat of the face as that of the body, unless that is known`()
    throws
  {
    func fat(_ subject: String) throws -> (factor: Double, rule: SubjectRule?) {
      let tissue = try tissue("\"subject\": { \"age_years\": 65, \"sex\": \"male\", \(subject) }")
      let cheek = try entry(tissue, "cheek.left").figures.superficialFat
      let usual = try #require(preset.zone(named: "cheek")).superficialFat
      return (cheek / usual, tissue.rules.first { $0.name.hasPrefix("bmi") })
    }
    // p = 36 + 14.95 − 10.8 − 5.4 = 34.75 %, and 26.35 % of an index of 23.
    let heavy = try fat("\"bmi\": 30")
    #expect(abs(heavy.factor - 30 * 34.75 / (23 * 26.35)) < 1e-12)
    #expect(heavy.rule?.confidence == .low)
    #expect(try abs(fat("\"bmi\": 23").factor - 1) < 1e-12)
    let beyond = (try fat("\"bmi\": 60"), try fat("\"bmi\": 40"))
    #expect(beyond.0.factor == beyond.1.factor)
    #expect(beyond.0.rule?.about.contains("where measurements end") == true)
    let measured = try fat("\"bmi\": 30, \"fat_thickness_mm\": 7")
    #expect(measured.rule == nil)
  }
}
