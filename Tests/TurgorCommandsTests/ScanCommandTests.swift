import Foundation
import TestSupport
import Testing

@testable import TurgorCommands

@Suite struct ScanCommandTests {
  private struct Answer: Decodable {
    struct Repair: Decodable {
      var kind: String
      var count: Int
      var size_mm: Double?
      var at_mm: [Double]?
    }
    var verdict: String
    var unit: String
    var repairs: [Repair]
    var triangles: Int
    var area_cm2: Double
    var mean_edge_mm: Double
  }

  @Test(.enabled(if: SharedFaces.areHere)) func `prints the repairs as JSON`() throws {
    let result = turgor("scan", SharedFaces.file("bad/hole_cheek.ply").path, "--json")
    #expect(result.code == .done && result.error.isEmpty)
    let answer = try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
    #expect(answer.verdict == "good" && answer.unit == "mm")
    #expect(abs(answer.area_cm2 - 468.8) < 0.2 && abs(answer.mean_edge_mm - 3.06) < 0.02)
    let hole = try #require(answer.repairs.first { $0.kind == "hole" })
    #expect(hole.count == 35 && hole.at_mm == [56.2, -22.4, 50.3])
  }

  @Test(.enabled(if: SharedFaces.areHere)) func `prints the repairs as a table`() {
    let result = turgor("scan", SharedFaces.file("bad/coarse_1k.ply").path)
    #expect(result.code == .done)
    #expect(
      result.output.hasPrefix("unit mm · 999 triangles · area 464.2 cm² · mean edge 10.927 mm\n"))
    #expect(result.output.hasSuffix("\n\nverdict: usable: see the warnings\n"))
    #expect(
      result.error
        == "warning: the mesh is coarse (mean edge 10.9 mm, above 5.0 mm): lips and lids are not"
        + " resolved\n")
  }

  @Test(.enabled(if: SharedFaces.areHere)) func `writes the repaired scan`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("scan-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = turgor(
      "scan", SharedFaces.file("bad/spike.ply").path, "-o", folder.path, "--json")
    #expect(result.code == .done && result.error.hasSuffix("scan.ply\n"))
    let again = turgor("scan", folder.appendingPathComponent("scan.ply").path)
    #expect(again.code == .done && again.output.contains("verdict: good"))
  }

  @Test func `refuses what is no face with exit code 3 and the reason`() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).obj")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n".utf8).write(to: file)
    let result = turgor("scan", file.path, "--json")
    #expect(result.code == .badInput && result.output.contains("\"verdict\" : \"unusable\""))
    #expect(result.error.contains("no size for a head"))
    #expect(turgor("scan", "no.ply").code == .badInput)
    #expect(turgor("scan", file.path, "--unit", "km").code == .usage)
  }
}
