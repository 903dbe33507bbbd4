import Documents
import Foundation
import TestSupport
import Testing

@testable import Anatomy

@Suite struct TissuePresetReadingTests {
  static let layer =
    #"{"law": "neo-hookean", "shear_modulus_kPa": 2, "density_kg_per_m3": 1000, "source": "s", "confidence": "low"}"#
  static let skin =
    #"{"law": "yeoh", "c10_kPa": 3, "c20_kPa": 14, "density_kg_per_m3": 1109, "source": "s", "confidence": "medium"}"#
  /// A preset of one zone.
  static let text = """
    {"name": "adult", "bulk_to_shear": {"value": 500, "source": "s", "confidence": "high"},
     "layers": {"deep": \(layer), "smas": \(layer), "superficial-fat": \(layer), "skin": \(skin)},
     "zones": {"chin": {"depth_mm": 9, "skin_mm": {"female": 1.5, "male": 2},
       "superficial_fat_mm": 3, "smas_mm": 1, "support": "elastic",
       "backing": {"thickness_mm": 5, "shear_modulus_kPa": 2},
       "skin_tension_kPa": {"along": 20, "across": 10, "source": "s", "confidence": "low"}, "source": "s", "confidence": "low"}}}
    """

  static func complaint(_ old: String, _ new: String) -> String {
    do {
      let text = text.replacingOccurrences(of: old, with: new)
      _ = try TissuePreset(parsing: Array(text.utf8), file: "t.json")
      return "no error"
    } catch { return "\(error)" }
  }

  @Test func `reads a preset in SI units`() throws {
    let preset = try TissuePreset(parsing: Array(Self.text.utf8), file: "t.json")
    let chin = try #require(preset.zone(named: "chin"))
    #expect(abs(chin.depth - 9e-3) < 1e-15 && abs(chin.maleSkin - 2e-3) < 1e-15)
    // G/d = 2 kPa / 5 mm along, three times that across.
    guard case .elastic(let normal, let tangential) = chin.support else {
      Issue.record("no springs")
      return
    }
    #expect(abs(tangential / 4e5 - 1) < 1e-14 && abs(normal / 12e5 - 1) < 1e-14)
    #expect(preset.layers.count == 4)
    #expect(abs((preset.layers[.skin]?.material.shearModulus ?? 0) / 6e3 - 1) < 1e-14)
  }

  @Test(arguments: [
    (
      #""depth_mm": 9"#, #""depth_mm": -9"#,
      "3:33: zones.chin.depth_mm: -9 mm is outside 0.02 to 60 mm"
    ),
    (
      #""depth_mm": 9"#, #""depth": 9"#,
      "zones.chin.depth: unknown key \"depth\"; allowed here: depth_mm,"
    ),
    (#""value": 500"#, #""value": 1"#, "bulk_to_shear.value: 1 is outside 2 to 100000"),
    (#""c10_kPa": 3"#, #""c10_kPa": 0"#, "layers.skin.c10_kPa: 0 kPa is outside 0.01 to 10000 kPa"),
    (#""c10_kPa": 3"#, #""c40_kPa": 3"#, "layers.skin.c40_kPa: unknown key"),
    (
      "\"medium\"", "\"midium\"",
      "\"midium\" is not one of high, medium, low; did you mean \"medium\"?"
    ),
    (
      #""law": "yeoh""#, #""law": "yoeh""#,
      "layers.skin.law: \"yoeh\" is not one of neo-hookean, mooney-rivlin, yeoh,"
    ),
    (#""elastic""#, #""bone""#, "zones.chin.backing: bone has no backing"),
    (#""superficial_fat_mm": 3"#, #""superficial_fat_mm": 6"#, "leave nothing for the deep layer"),
    (
      #""across": 10"#, #""across": 30"#,
      "zones.chin.skin_tension_kPa.across: skin is tighter along its lines than across"
    ),
    (
      #""along": 20"#, #""along": 2000"#,
      "zones.chin.skin_tension_kPa.along: 2000 kPa is outside 0 to 500 kPa"
    ),
    (#""smas_mm": 1,"#, #""smas_mm": 1, "smas_mm": 2,"#, "duplicate object key"),
    (#""name": "adult""#, #""name": """#, "name: is empty"),
  ])
  func `says what is wrong, where, and what is allowed`(old: String, new: String, message: String) {
    let found = Self.complaint(old, new)
    #expect(found.hasPrefix("t.json:") && found.contains(message), "\(found)")
  }

  @Test func `reads or refuses a file with one wrong byte, or cut short`() {
    for broken in CorruptedBytes.all(of: Array(Self.text.utf8)) {
      guard let preset = try? TissuePreset(parsing: broken, file: "t.json") else { continue }
      #expect(preset.layers.count == 4 && preset.zones.count == 1)
    }
  }

  @Test func `names the zone of an atlas that has no figures`() throws {
    let preset = try TissuePreset(parsing: Array(Self.text.utf8), file: "t.json")
    let atlas = try AtlasFiles.atlas(in: atlasFolder)
    #expect {
      try preset.figures(of: atlas)
    } throws: {
      "\($0)".hasPrefix("tissue.adult.json: zones: there is no entry for \"")
    }
  }
}
