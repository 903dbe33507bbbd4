import Foundation
import Scenarios
import TestSupport
import Testing

@testable import Reports

@Suite struct ClinicalFindingsTests {
  /// The bundle of the atlas on its back, coarse.
  private static let file: Result<Data, any Error> = Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "fhir-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "s.json").path
    let text = """
      { "schema": "turgor.scenario/1", "title": "T", "case": "P-1", "resolution": { "edge_mm": 30 },
        "steps": [ { "id": "back", "posture": "supine" } ] }
      """
    try Data(text.utf8).write(to: URL(filePath: path))
    let file = try ScenarioFile(contentsOf: path)
    var clock = StageClock()
    let prepared = try PreparedFace(
      file.scenario, folder: folder, meshes: SharedData.meshes, clock: &clock)
    let result = try file.scenario.run(
      on: prepared, threads: 2, clock: clock, wantsErrorBars: true)
    let identity = try RunIdentity(
      inputs: RunInputs(of: file.scenario, at: path, meshes: SharedData.meshes), file: file,
      scenario: file.scenario, outputs: [])
    return try ClinicalFindings(result, identity: identity).data()
  }

  private func bundle() throws -> [String: Any] {
    let json = try JSONSerialization.jsonObject(with: try Self.file.get())
    return try #require(json as? [String: Any])
  }

  private func resources(_ type: String) throws -> [[String: Any]] {
    let entries = try #require(try bundle()["entry"] as? [[String: Any]])
    return entries.compactMap { $0["resource"] as? [String: Any] }
      .filter { $0["resourceType"] as? String == type }
  }

  @Test func `is what FHIR R4 calls a bundle of a report and observations`() throws {
    let found = FHIRDefinition.problems(of: try bundle(), as: "Bundle", at: "Bundle")
    #expect(found.isEmpty, "\(found.prefix(10))")
    #expect(try resources("DiagnosticReport").count == 1)
    // 33 zones and the face, and more than ten measures.
    #expect(try resources("Observation").count > 34 + 10)
  }

  private static let python = Python(having: "fhir.resources")

  /// Release 6.4 of that package holds the published structures of R4 (4.0.1).
  @Test(.enabled(if: python != nil, "needs a Python with fhir.resources 6.4: TURGOR_PYTHON"))
  func `others that know the published structures of FHIR R4 read the bundle`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "fhir-\(UUID()).json")
    defer { try? FileManager.default.removeItem(at: folder) }
    try Self.file.get().write(to: folder)
    let script = """
      import sys, fhir.resources
      from fhir.resources.bundle import Bundle
      assert fhir.resources.__fhir_version__ == "4.0.1"
      print(len(Bundle.parse_file(sys.argv[1]).entry))
      """
    let answer = try #require(Self.python?.run(script, folder.path))
    #expect(answer.code == 0)
    let count = try #require(try bundle()["entry"] as? [Any]).count
    #expect(String(decoding: answer.output, as: UTF8.self) == "\(count)\n")
  }

  @Test func `the table of definitions refuses what FHIR refuses`() {
    func problems(_ json: String, _ type: String) -> [String] {
      let value = try? JSONSerialization.jsonObject(with: Data(json.utf8))
      return FHIRDefinition.problems(of: value as Any, as: type, at: type)
    }
    #expect(problems("{\"resourceType\":\"Bundle\",\"type\":\"pile\"}", "Bundle").count == 1)
    #expect(
      problems("{\"resourceType\":\"Observation\",\"status\":\"final\"}", "Observation").count == 1)
    #expect(problems("{\"value\":\"3\"}", "Quantity").count == 1)
    #expect(problems("{\"coding\":[]}", "CodeableConcept").count == 1)
    #expect(problems("{\"name\":\"x\"}", "Reference").count == 1)
    #expect(problems("{\"text\":\"x\"}", "CodeableConcept").isEmpty)
  }

  /// bdl-7: fullUrl is unique in a bundle; references resolve to it (hl7.org/fhir/R4/bundle.html#references).
  @Test func `the report refers to every observation, each of which has an address of its own`()
    throws
  {
    let entries = try #require(try bundle()["entry"] as? [[String: Any]])
    let addresses = entries.compactMap { $0["fullUrl"] as? String }
    #expect(addresses.count == entries.count && Set(addresses).count == entries.count)
    let uuid = "^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
    #expect(addresses.allSatisfy { $0.range(of: uuid, options: .regularExpression) != nil })
    let report = try #require(try resources("DiagnosticReport").first)
    let results = (report["result"] as? [[String: String]] ?? []).compactMap { $0["reference"] }
    #expect(results == Array(addresses.dropFirst()))
  }

  @Test
  func `every number has its unit in UCUM, every resource is preliminary and says what it is`()
    throws
  {
    let units: Set = ["mm", "mm2", "deg", "mL", "kPa", "1"]
    for observation in try resources("Observation") {
      let parts = observation["component"] as? [[String: Any]] ?? []
      let quantities = ([observation] + parts).compactMap { $0["valueQuantity"] as? [String: Any] }
      #expect(quantities.count > 1)
      let names = parts.compactMap { ($0["code"] as? [String: Any])?["text"] as? String }
      #expect(names.contains("half the width of the 95 % interval"))
      for quantity in quantities {
        #expect(quantity["system"] as? String == "http://unitsofmeasure.org")
        #expect(units.contains(quantity["code"] as? String ?? ""))
      }
    }
    for resource in try resources("Observation") + resources("DiagnosticReport") {
      #expect(resource["status"] as? String == "preliminary")
      let text = (resource["text"] as? [String: String])?["div"] ?? ""
      #expect(text.contains("simulation by research software, not a measurement"))
      let subject = resource["subject"] as? [String: Any]
      #expect(subject?.keys.sorted() == ["identifier", "type"])
      #expect((subject?["identifier"] as? [String: String])?["value"] == "P-1")
    }
  }
}
