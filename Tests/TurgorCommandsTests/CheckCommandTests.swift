import Anatomy
import Assembly
import Foundation
import Scenarios
import TestSupport
import Testing

@testable import TurgorCommands

@Suite struct CheckCommandTests {
  private let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).json").path
    let text = """
      {
        "schema": "turgor.scenario/1", "title": "Plan", "resolution": { "edge_mm": 12 },
        "subject": { "age_years": 45, "sex": "female" },
        "tissue": { "zones": { "cheek": { "skin": { "shear_modulus_kPa": { "mean": 9, "sd": 2 } } } } },
        "steps": [
          { "id": "upright", "posture": "upright" },
          { "id": "press", "load": { "pressure": { "zone": "chin", "pressure_kPa": 0.3 } } } ]
      }
      """
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }

  @Test func `shows tissue with its origin, steps, and what the run will need`() throws {
    let result = turgor("check", path)
    #expect(result.code == .done, "\(result.error)")
    for text in [
      "age 45 years: skin modulus × 0.88 [low;", "9 ± 2 kPa",
      "scenario, tissue.zones.cheek.skin",
      "1 upright: posture upright (as captured, nothing to solve)",
      "2 press: pressure of 0.3 kPa on chin; in force: upright, pressure of 0.3 kPa on chin",
      "24819 unknowns",
    ] {
      #expect(result.output.contains(text), "\(text) in \(result.output)")
    }
    let json = turgor("check", path, "--json").output
    let plan = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    #expect((plan?["tissue"] as? [Any])?.count ?? 0 > 4 && plan?["estimate"] != nil)
  }

  @Test(arguments: [Scenario.Resolution.preview, .edge(0.012)])
  func `counts the unknowns that the solver has`(resolution: Scenario.Resolution) throws {
    var scenario = try Scenario(contentsOf: path)
    scenario.resolution = resolution
    let plan = try ScenarioPlan(scenario, meshes: SharedData.meshes)
    var clock = StageClock()
    let face = try PreparedFace(
      scenario, folder: SharedData.meshes, meshes: SharedData.meshes, clock: &clock)
    #expect(plan.estimate.unknowns == (try Assembler(solid: face.face.solid).equationCount))
  }

  @Test func `a run that does not fit is refused before it begins`() {
    let out = path + ".out"
    let result = turgor("run", path, "-o", out, "--max-memory", "50")
    #expect(result.code == .refused)
    #expect(result.error.contains("MB for 24819 unknowns, and --max-memory allows 50 MB"))
    #expect(!FileManager.default.fileExists(atPath: out))
    #expect(!FileManager.default.fileExists(atPath: out + ".partial"))
  }

  @Test func `refuses what is wrong, and a scan that is not there`() throws {
    let wrong = path + ".wrong.json"
    try #"{"schema": "turgor.scenario/1"}"#.write(toFile: wrong, atomically: true, encoding: .utf8)
    #expect(turgor("check", wrong).code == .badInput)
    let text = try String(contentsOfFile: path, encoding: .utf8)
      .replacing(#""subject""#, with: #""face": { "surface": "no.ply" }, "subject""#)
    try text.write(toFile: wrong, atomically: true, encoding: .utf8)
    let result = turgor("check", wrong)
    #expect(result.code == .badInput && result.error.contains("no.ply: there is no such file"))
  }
}

@Suite struct SchemaCommandTests {
  @Test func `prints a JSON Schema of the draft that editors read`() throws {
    let text = turgor("schema", "scenario").output
    let schema = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    let properties = try #require(schema["properties"] as? [String: [String: Any]])
    #expect(properties.values.allSatisfy { $0["description"] != nil })
    #expect(turgor("schema", "deck").code == .usage)
  }

  @Test func `the how-to page has every key, as the program prints them`() throws {
    let page = SharedData.meshes.appending(path: "../Documentation/how-to/scenario.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let table = turgor("schema", "scenario", "--markdown").output
    #expect(text.contains(table), "paste what `turgor schema scenario --markdown` prints")
  }
}
