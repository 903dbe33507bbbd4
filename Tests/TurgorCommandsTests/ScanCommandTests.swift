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
      var zone: String?
    }
    struct ZoneRow: Decodable {
      var zone: String
      var verdict: String
      var coverage_fraction: Double
      var mean_edge_mm: Double
      var noise_mm: Double
      var residual_median_mm: Double
      var residual_p95_mm: Double
      var sd_mm: Double
    }
    struct Landmark: Decodable {
      var mm: [Double]
      var confidence: Double
    }
    struct Fit: Decodable { var median_mm, p95_mm, coverage_fraction, scale: Double }
    struct Asymmetry: Decodable {
      var rms_mm: Double
      var suspected: Bool
    }
    struct Mouth: Decodable { var open_suspected: Bool }
    struct Expression: Decodable { var suspected: [String] }
    struct Pose: Decodable {
      var known: Bool
      var up: String
      var pitch_deg, roll_deg, yaw_deg: Double
    }
    var schema: String
    var verdict: String
    var recapture: [String]
    var unit: String
    var repairs: [Repair]
    var triangles: Int
    var area_cm2: Double
    var mean_edge_mm: Double
    var zones: [ZoneRow]
    var landmarks: [String: Landmark]
    var registration: Fit
    var asymmetry: Asymmetry
    var mouth: Mouth
    var expression: Expression
    var pose: Pose
  }

  /// With the landmarks of its file, so that no time goes into finding them.
  private func scan(_ name: String, _ words: String...) -> (
    code: ExitCode, output: String, error: String
  ) {
    turgor(
      words: ["scan", SharedFaces.file("bad/\(name)").path]
        + ["--landmarks", SharedFaces.file("f35.landmarks.json").path] + words)
  }

  @Test(.enabled(if: SharedFaces.areHere)) func `prints everything as JSON`() throws {
    let result = scan("hole_cheek.ply", "--json")
    #expect(result.code == .done && result.error.isEmpty)
    let answer = try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
    #expect(answer.schema == "turgor.scan/1" && answer.verdict == "usable" && answer.unit == "mm")
    #expect(abs(answer.area_cm2 - 468.8) < 0.2 && abs(answer.mean_edge_mm - 3.06) < 0.02)
    let hole = try #require(answer.repairs.first { $0.kind == "hole" })
    #expect(hole.count == 35 && hole.at_mm == [56.2, -22.4, 50.3] && hole.zone == "cheek.left")
    #expect(answer.zones.count == 33)
    let cheek = try #require(answer.zones.first { $0.zone == "cheek.left" })
    #expect(cheek.verdict == "usable" && (0.7...0.89).contains(cheek.coverage_fraction))
    #expect(answer.landmarks.count == 44)
    #expect(answer.landmarks["pronasale"]?.mm.count == 3)
    #expect(answer.landmarks["pronasale"]?.confidence == 1)
    #expect(answer.registration.p95_mm < 0.2 && answer.pose.known && answer.pose.up == "+y")
    #expect(
      answer.recapture == ["turn the head to the right so that the left cheek is seen"])
  }

  @Test(.enabled(if: SharedFaces.areHere)) func `prints tables, and the verdict last`() {
    let result = scan("coarse_1k.ply")
    #expect(result.code == .done)
    #expect(
      result.output.hasPrefix("unit mm · 999 triangles · area 464.2 cm² · mean edge 10.927 mm\n"))
    #expect(result.output.contains("\n0 of 33 zones are good; --all-zones shows all\n"))
    #expect(
      result.output.hasSuffix(
        "\n\nverdict: usable, with wider error bars\nrecapture: export a finer mesh: edges of 2 mm"
          + " resolve lips and lids, above 5 mm they do not\n"))
    #expect(
      result.error
        == "warning: the mesh is coarse (mean edge 10.9 mm, above 5.0 mm): lips and lids are not"
        + " resolved\n")
  }

  @Test(.enabled(if: SharedFaces.areHere)) func `writes the repaired scan and its picture`() throws
  {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("scan-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = scan("spike.ply", "-o", folder.path, "--json")
    #expect(result.code == .done && result.error.contains("scan.ply\n"))
    #expect(result.error.hasSuffix("scan.png\n"))
    let again = turgor(
      "scan", folder.appendingPathComponent("scan.ply").path, "--landmarks",
      SharedFaces.file("f35.landmarks.json").path)
    #expect(again.code == .done && again.output.contains("verdict: good"))
  }

  @Test func `refuses what is no face with exit code 3 and the reason`() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).obj")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n".utf8).write(to: file)
    let result = turgor("scan", file.path, "--json")
    #expect(result.code == .badInput && result.output.contains("\"verdict\" : \"refused\""))
    #expect(result.output.contains("\"recapture\" : [\n    \"capture the whole face"))
    #expect(result.error.contains("no size for a head"))
    #expect(turgor("scan", "no.ply").code == .badInput)
    #expect(turgor("scan", file.path, "--unit", "km").code == .usage)
  }
}
