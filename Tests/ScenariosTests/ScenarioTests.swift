import Anatomy
import Documents
import Foundation
import Rendering
import Testing

@testable import Scenarios

@Suite struct ScenarioTests {
  static let complete = """
    {
      // Everything that a scenario of this version may say.
      "schema": "turgor.scenario/1",
      "title": "Gravity", /* upright, then
                             on the back */
      "face": { "surface": "faces/f60.ply", "landmarks": "/data/f60.json" },
      "subject": { "age_years": 58, "sex": "female", "bmi": 24.5 },
      "tissue": { "preset": "adult", "layers": { "skin": { "shear_modulus_kPa": 12 },
                                                 "deep": { "shear_modulus_kPa": 2.5 } } },
      "resolution": { "edge_mm": 5 },
      "steps": [ { "id": "upright", "posture": "upright" }, { "id": "supine", "posture": "supine" } ],
      "outputs": { "views": ["front", "left-oblique", "submental"] }
    }
    """

  static func read(_ text: String, folder: String = "") throws(DocumentError) -> Scenario {
    try Scenario(parsing: Array(text.utf8), file: "a.json", folder: folder)
  }

  /// The complaint about `text`; empty when there is none.
  static func complaint(_ text: String) -> String {
    do {
      _ = try read(text)
      return ""
    } catch {
      return "\(error)"
    }
  }

  /// The complaint about a small scenario with `members` added to it.
  static func complaint(
    adding members: String, steps: String = #"[{"id": "a", "posture": "supine"}]"#
  )
    -> String
  {
    complaint(
      """
      {"schema": "turgor.scenario/1", "title": "T",
       "steps": \(steps),
       \(members)}
      """)
  }

  @Test func `reads everything, in SI units`() throws {
    let scenario = try Self.read(Self.complete, folder: "cases/")
    #expect(
      scenario
        == Scenario(
          title: "Gravity",
          face: .init(surface: "cases/faces/f60.ply", landmarks: "/data/f60.json"),
          subject: .init(ageInYears: 58, sex: .female, bodyMassIndex: 24.5),
          tissue: .init(
            preset: .adult,
            layers: [
              .skin: .init(shearModulus: Estimate(12_000)),
              .deep: .init(shearModulus: Estimate(2_500)),
            ]),
          resolution: .edge(0.005),
          steps: [.init(id: "upright", posture: .upright), .init(id: "supine", posture: .supine)],
          views: [.front, .leftOblique, .submental]))
  }

  @Test func `reads the law of a skin with fibres, and its tension`() throws {
    let tissue = try Self.read(
      """
      {"schema": "turgor.scenario/1", "title": "T", "steps": [{"id": "a", "posture": "supine"}],
       "tissue": {"skin_tension_factor": 0.5, "laws": {"skin": {"law": "gasser-ogden-holzapfel",
         "shear_modulus_kPa": 6, "k1_kPa": 12, "k2": 0.1, "kappa": 0.14, "fibre_angle_deg": 30}}}}
      """
    ).tissue
    #expect(tissue.skinTensionFactor == 0.5 && tissue.layers.isEmpty)
    let law = LayerLaw(
      .gasserOgdenHolzapfel, constants: [6000, 12_000, 0.1, 0.14], fibreAngle: .pi / 6)
    #expect(tissue.laws == [.skin: law])
  }

  @Test func `reads the scenarios of the package`() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../scenarios")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".json") }
    #expect(files.contains("gravity.json"))
    for file in files { _ = try Scenario(contentsOf: folder.appendingPathComponent(file).path) }
  }

  @Test func `fills in what is not said`() throws {
    let scenario = try Self.read(
      #"{"schema": "turgor.scenario/1", "title": "T", "steps": [{"id": "a", "posture": "supine"}]}"#
    )
    #expect(scenario.face == .init() && scenario.subject == .init() && scenario.tissue == .init())
    #expect(scenario.resolution == .standard && scenario.views == [.front, .leftOblique])
  }

  @Test func `reads what is drawn, and how`() throws {
    let scenario = try Self.read(
      #"""
      {"schema": "turgor.scenario/1", "title": "T", "steps": [{"id": "a", "posture": "supine"}],
       "outputs": {"skin_tone": "brown", "quality": "draft",
         "views": ["submental", {"id": "low", "azimuth_deg": -30, "elevation_deg": -20, "roll_deg": 5}]}}
      """#)
    #expect(scenario.skinTone == .brown && scenario.quality == .draft)
    #expect(scenario.views[0] == .submental && scenario.views.count == 2)
    let free = scenario.views[1]
    #expect(free.id == "low" && abs(free.azimuth + .pi / 6) < 1e-15)
    #expect(abs(free.elevation + .pi / 9) < 1e-15 && abs(free.roll - .pi / 36) < 1e-15)
  }

  @Test(arguments: [
    ("", "a.json:1:1: not JSON: '[' or '{' expected near end of file"),
    (
      "[]",
      "a.json:1:1: expected an object with the keys schema, title, case, face, subject, tissue, resolution, steps, ageing, outputs, expect, found an empty list"
    ),
    (
      "{}",
      """
      a.json:1:1: the key "schema" is missing
      a.json:1:1: the key "title" is missing
      a.json:1:1: the key "steps" is missing
      """
    ),
    (
      "{\n  \"title\": \"T\",\n  \"title\": \"U\"\n}",
      "a.json:3:9: not JSON: duplicate object key near '\"title\"'"
    ),
    ("{\n /* open", "a.json:2:2: this comment is not closed; end it with */"),
    ("{\"title\": T}", "a.json:1:11: not JSON: invalid token near 'T'"),
  ])
  func `says where a text stops to be a scenario`(text: String, complaint: String) {
    #expect(Self.complaint(text) == complaint)
  }

  @Test(arguments: [
    (
      #""titel": 3"#,
      #"a.json:3:2: titel: unknown key "titel"; allowed here: schema, title, case, face, subject, tissue, resolution, steps, ageing, outputs, expect; did you mean "title"?"#
    ),
    (
      #""resolution": "standart""#,
      #"a.json:3:16: resolution: "standart" is not one of preview, standard, fine; did you mean "standard"?"#
    ),
    (
      #""resolution": 5"#,
      #"a.json:3:16: resolution: expected one of preview, standard, fine, or {"edge_mm": number}, found 5"#
    ),
    (#""resolution": {}"#, #"a.json:3:16: resolution: the key "edge_mm" is missing"#),
    (
      #""resolution": {"edge_mm": 0.005}"#,
      "a.json:3:28: resolution.edge_mm: 0.005 mm is outside 1 to 30 mm"
    ),
    (
      #""subject": {"age_years": 12}"#,
      "a.json:3:27: subject.age_years: 12 years is outside 18 to 110 years"
    ),
    (
      #""subject": {"age_years": "58"}"#,
      #"a.json:3:27: subject.age_years: expected a number from 18 to 110 years, found "58""#
    ),
    (
      #""subject": {"bmi": null, "sex": "Female"}"#,
      """
      a.json:3:21: subject.bmi: expected a number from 12 to 70 kg/m², found null
      a.json:3:34: subject.sex: "Female" is not one of female, male; did you mean "female"?
      """
    ),
    (
      #""tissue": {"layers": {"skin": {"shear_modulus_Pa": 12000}}}"#,
      #"a.json:3:33: tissue.layers.skin.shear_modulus_Pa: unknown key "shear_modulus_Pa"; allowed here: shear_modulus_kPa, thickness_mm, reading; did you mean "shear_modulus_kPa"?"#
    ),
    (
      #""tissue": {"layers": {"skin": {"shear_modulus": 3}}}"#,
      #"a.json:3:33: tissue.layers.skin.shear_modulus: unknown key "shear_modulus"; allowed here: shear_modulus_kPa, thickness_mm, reading; did you mean "shear_modulus_kPa"?"#
    ),
    (
      #""tissue": {"zones": {"cheeck.left": {}}}"#,
      "a.json:3:23: tissue.zones.cheeck.left: \"cheeck.left\" is no zone; there are "
        + "\(ZoneSelection.listedNames); did you mean \"cheek.left\"?"
    ),
    (
      #""tissue": {"zones": {"chin": {"skin": {"reading": {"device": "cutometer-2mm", "young_modulus_kPa": 9}}}}}"#,
      """
      a.json:3:63: tissue.zones.chin.skin.reading.device: "cutometer-2mm" cannot be used: a Cutometer shows \
      how far skin rises under suction, to which its tension, its thickness, its stiffening and the time of \
      the measurement contribute as much as its modulus; one number does not tell them apart. Give \
      "shear_modulus_kPa", or a reading of shear-wave-elastography
      """
    ),
    (
      #""subject": {"age": 58}"#,
      #"a.json:3:14: subject.age: unknown key "age"; allowed here: age_years, sex, bmi, skin_thickness_mm, fat_thickness_mm, smoking, sun, menopause_age_years; did you mean "age_years"?"#
    ),
    (
      #""tissue": {"skin_tension_factor": 3}"#,
      "a.json:3:36: tissue.skin_tension_factor: 3 is outside 0 to 2"
    ),
    (
      #""tissue": {"laws": {"skin": {"law": "yeoh", "c10_kPa": 3, "shear_modulus_kPa": 12}}}"#,
      #"a.json:3:60: tissue.laws.skin.shear_modulus_kPa: unknown key "shear_modulus_kPa"; allowed here: law, c10_kPa, c20_kPa, c30_kPa"#
    ),
    (
      #""tissue": {"layers": {"fat": {}}}"#,
      #"a.json:3:24: tissue.layers.fat: "fat" is no layer; there are skin, superficial-fat, smas, deep"#
    ),
    (
      #""face": {"landmarks": "l.json"}"#,
      #"a.json:3:24: face.landmarks: landmarks need the surface that they lie on: add "surface""#
    ),
    (#""face": {"surface": " "}"#, "a.json:3:22: face.surface: is empty"),
    (
      #""outputs": {"views": ["front", "left"]}"#,
      #"a.json:3:33: outputs.views[1]: "left" is not one of front, left-oblique, right-oblique, left-profile, right-profile, submental"#
    ),
    (
      #""outputs": {"views": ["front", "submental", "front"]}"#,
      #"a.json:3:46: outputs.views[2]: "front" is already the id of outputs.views[0]"#
    ),
    (
      #""outputs": {"views": [3]}"#,
      "a.json:3:24: outputs.views[0]: expected one of front, left-oblique, right-oblique, left-profile, right-profile, submental, or an object with id and angles, found 3"
    ),
    (
      #""outputs": {"skin_tone": "fair"}"#,
      #"a.json:3:27: outputs.skin_tone: "fair" is not one of very-light, light, intermediate, tan, brown, dark"#
    ),
    (
      #""outputs": {"views": "front"}"#,
      #"a.json:3:23: outputs.views: expected a list of views, found "front""#
    ),
  ])
  func `says where, what was found and what is allowed`(members: String, complaint: String) {
    #expect(Self.complaint(adding: members) == complaint)
  }

  @Test(arguments: [
    ("[]", "a.json:2:11: steps: needs at least one step"),
    (
      #"[{"id": "a", "posture": "supnie"}]"#,
      #"a.json:2:35: steps[0].posture: "supnie" is not one of upright, supine, prone, weightless; did you mean "supine"?"#
    ),
    (
      #"[{"id": "a", "posture": "supine"}, {"id": "a", "posture": "upright"}]"#,
      #"a.json:2:53: steps[1].id: "a" is already the id of steps[0]"#
    ),
    (
      #"[{"id": "a", "posture": "supine", "load": {}}]"#,
      """
      a.json:2:53: steps[0].load: "load" and "posture" exclude each other: give one of posture, load, elasticity, probe, change, treat, wait_days, wait_years, age_to_years
      a.json:2:53: steps[0].load: needs one of the keys pressure, stretch, pinch
      """
    ),
    (
      #"[{"id": "a", "load": {"pressure": {"zone": "chin", "pressure": 1}}}]"#,
      """
      a.json:2:45: steps[0].load.pressure: the key "pressure_kPa" is missing
      a.json:2:62: steps[0].load.pressure.pressure: unknown key "pressure"; allowed here: zone, pressure_kPa; did you mean "pressure_kPa"?
      """
    ),
    (
      #"[{"id": "a/b", "posture": "supine"}]"#,
      #"a.json:2:19: steps[0].id: "a/b" is no id: use at most 64 letters, digits, - and _"#
    ),
    (
      #"[{"id": "a"}, 7]"#,
      """
      a.json:2:12: steps[0]: needs one of the keys posture, load, elasticity, probe, change, treat, wait_days, wait_years, age_to_years
      a.json:2:25: steps[1]: expected an object with the keys id, lasts_s, posture, load, elasticity, probe, change, treat, wait_days, wait_years, age_to_years, found 7
      """
    ),
  ])
  func `checks the steps`(steps: String, complaint: String) {
    #expect(Self.complaint(adding: #""subject": {}"#, steps: steps) == complaint)
  }

  @Test func `refuses another schema`() {
    let text =
      #"{"schema": "turgor.scenario/2", "title": "é", "steps": [{"id": "a", "posture": "supine"}]}"#
    #expect(
      Self.complaint(text)
        == #"a.json:1:12: schema: "turgor.scenario/2" is not a schema that this version reads; it reads "turgor.scenario/1""#
    )
  }

  @Test func `says that there is no such file`() {
    #expect(
      throws: DocumentError(
        file: "no/such.json",
        problems: [.init(place: nil, path: "", message: "there is no such file")])
    ) { try Scenario(contentsOf: "no/such.json") }
  }

  @Test func `survives every truncation`() {
    let bytes = Array(Self.complete.utf8)
    for length in 0..<bytes.count {
      #expect(throws: DocumentError.self) {
        try Scenario(parsing: Array(bytes.prefix(length)), file: "a.json")
      }
    }
  }

  @Test func `survives every corruption of one byte`() {
    let bytes = Array(
      #"{"schema":"turgor.scenario/1","title":"T",/*é*/"tissue":{"layers":{"skin":{"shear_modulus_kPa":1e1}}},"steps":[{"id":"a","posture":"supine"}],"resolution":{"edge_mm":5}}"#
        .utf8)
    #expect((try? Scenario(parsing: bytes, file: "a.json")) != nil)
    var refused = 0
    for i in bytes.indices {
      for value in UInt8.min...UInt8.max {
        var broken = bytes
        broken[i] = value
        do {
          _ = try Scenario(parsing: broken, file: "a.json")
        } catch {
          refused += 1
          #expect(!error.problems.isEmpty && error.description.hasPrefix("a.json"))
        }
      }
    }
    // Some letters of the title and the id may be others; nearly everything else must not.
    #expect(refused > bytes.count * 256 * 9 / 10)
  }

  @Test func `survives a tower of brackets`() {
    for text in [
      String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 100_000),
    ] {
      #expect(throws: DocumentError.self) { try Self.read(text) }
    }
  }
}
