import Anatomy
import Documents
import Materials
import Tensors
import TestSupport
import Testing

@Suite struct LayerLawTests {
  private func preset(skin: String, fat: String = TissuePresetReadingTests.layer)
    throws(DocumentError) -> TissuePreset
  {
    let provenance = #""density_kg_per_m3": 1100, "source": "s", "confidence": "low"}"#
    let text = TissuePresetReadingTests.text
      .replacing(TissuePresetReadingTests.skin, with: "\(skin), \(provenance)")
      .replacing(
        #""superficial-fat": \#(TissuePresetReadingTests.layer)"#,
        with: #""superficial-fat": \#(fat)"#)
    return try TissuePreset(parsing: Array(text.utf8), file: "t.json")
  }

  /// K = 500 G for all of them; the shear modulus at rest by hand.
  @Test(arguments: [
    (#"{"law": "neo-hookean", "shear_modulus_kPa": 4"#, 4e3),
    (#"{"law": "mooney-rivlin", "c10_kPa": 3, "c01_kPa": 1"#, 8e3),
    (#"{"law": "yeoh", "c10_kPa": 3"#, 6e3),
    (#"{"law": "veronda-westmann", "c1_kPa": 2, "c2": 5"#, 10e3),
    (#"{"law": "fung-exponential", "shear_modulus_kPa": 7, "b": 2"#, 7e3),
    (
      #"{"law": "ogden", "terms": [{"mu_kPa": 4, "alpha": 9}, {"mu_kPa": 1, "alpha": -2}]"#, 5e3
    ),
    (
      #"{"law": "gasser-ogden-holzapfel", "shear_modulus_kPa": 6, "k1_kPa": 12, "k2": 0.13, "kappa": 0.14"#,
      6e3
    ),
  ])
  func `every law can be that of the skin`(text: String, modulus: Double) throws {
    let skin = try preset(skin: text).skin
    try skin.check()
    #expect(abs(skin.shearModulus / modulus - 1) < 1e-12)
    let bulk = skin.evaluated(over: Double.self).bulkModulus
    #expect(abs(bulk / (500 * modulus) - 1) < 1e-12)
  }

  @Test func `fibres run along the line, or to both sides of it`() throws {
    let law =
      #"{"law": "gasser-ogden-holzapfel", "shear_modulus_kPa": 6, "k1_kPa": 12, "k2": 0.1, "kappa": 0"#
    #expect(try preset(skin: law).skin.fibres == [Vector3(1, 0, 0)])
    let crossed = try preset(skin: law + #", "fibre_angle_deg": 30"#).skin.fibres
    #expect(crossed.count == 2 && crossed[0].y == -crossed[1].y)
    #expect(abs(crossed[0].y - 0.5) < 1e-15 && abs(crossed[0].length - 1) < 1e-15)
  }

  @Test(arguments: [
    (
      #"{"law": "goh""#,
      #"layers.skin.law: "goh" is not one of neo-hookean, mooney-rivlin, yeoh, veronda-westmann"#
    ),
    (
      #"{"law": "yeoh", "c10_kPa": 3, "bulk_modulus_kPa": 9"#,
      #"layers.skin.bulk_modulus_kPa: unknown key "bulk_modulus_kPa"; allowed here: law, c10_kPa"#
    ),
    (
      #"{"law": "gasser-ogden-holzapfel", "shear_modulus_kPa": 6, "k2": 1, "kappa": 0.5"#,
      "layers.skin.kappa: 0.5 is outside 0 to 0.333"
    ),
    (
      #"{"law": "gasser-ogden-holzapfel", "shear_modulus_kPa": 6, "k2": 1, "kappa": 0, "fibre_angle_deg": 91"#,
      "layers.skin.fibre_angle_deg: 91 ° is outside 0 to 90 °"
    ),
    (#"{"law": "ogden", "terms": []"#, "layers.skin.terms: 0 terms; the law takes 1 to 4"),
    (
      #"{"law": "ogden", "terms": [{"mu_kPa": 4, "alpha": 0}]"#,
      "layers.skin.terms[0].alpha: an exponent of 0 is none"
    ),
    (#"{"law": "ogden", "mu_kPa": 4"#, #"unknown key "mu_kPa"; allowed here: law, terms"#),
    (
      #"{"law": "mooney-rivlin""#,
      "layers.skin: the key \"c10_kPa\" is missing"
    ),
    (#"{"law": "veronda-westmann", "c1_kPa": 2"#, #"the key "c2" is missing"#),
  ])
  func `says what is wrong with a law`(text: String, message: String) {
    let error = #expect(throws: DocumentError.self) { try preset(skin: text) }
    let found = error.map { "\($0)" } ?? ""
    #expect(found.contains(message), "\(found)")
  }

  @Test func `only the skin can have fibres`() {
    let fat =
      #"{"law": "gasser-ogden-holzapfel", "shear_modulus_kPa": 6, "k2": 1, "kappa": 0, "density_kg_per_m3": 911, "source": "s", "confidence": "low"}"#
    let error = #expect(throws: DocumentError.self) {
      try preset(skin: #"{"law": "yeoh", "c10_kPa": 3"#, fat: fat)
    }
    let found = error.map { "\($0)" } ?? ""
    #expect(found.contains("only the skin has lines that they could follow"), "\(found)")
  }
}
