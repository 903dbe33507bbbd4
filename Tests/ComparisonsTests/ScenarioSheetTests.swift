import Foundation
import Meshes
import Rendering
import Scenarios
import Tensors
import Testing

@testable import Comparisons
@testable import Reports

@Suite struct ScenarioSheetTests {
  /// A run of one step that has left a skin of one square of 100 mm, lifted by `lift` mm.
  private func run(lift: Double) throws -> WrittenRun {
    let run = try WrittenRun(
      scan: nil, zones: [WrittenRun.row("supine", "chin", mean: lift, bars: [0.3])],
      bars: ["displacement_mean_mm_95"])
    let skin = TriangleSurface(
      positions: [
        Vector3(-50, -50, 0), Vector3(50, -50, 0), Vector3(50, 50, 0), Vector3(-50, 50, 0),
      ], triangles: [SIMD3(0, 1, 2), SIMD3(0, 2, 3)])
    func constant(_ name: String, _ value: Double) -> PLYWriter.VertexField {
      .numbers(name: name, skin.positions.map { _ in value })
    }
    let bytes = PLYWriter.bytes(
      of: skin,
      fields: [
        constant("displacement_left_mm", 0), constant("displacement_up_mm", lift),
        constant("displacement_forward_mm", 0), constant("lift_mm", lift),
        constant("lift_mm_95", 0.3), constant("displacement_mm", abs(lift)),
      ])
    try FileManager.default.createDirectory(
      atPath: run.path + "/maps", withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(filePath: run.path + "/maps/supine.ply"))
    return run
  }

  private func sheet(_ runs: [WrittenRun]) throws -> ScenarioSheet {
    let columns = try zip(["A", "B", "C"], runs).map {
      try ScenarioSheet.Column($0, RunRecord(path: $1.path))
    }
    return ScenarioSheet(columns, views: [.front, .leftOblique], width: 120, threads: 1)
  }

  @Test func `all runs have the limits of the one that moves most`() throws {
    let runs = try [1.0, -2.9, 0.5].map(run)
    let scale = try #require(try sheet(runs).scale(.lift))
    #expect(scale.range == -3...3)
    let magnitude = try #require(try sheet(runs).scale(.displacement))
    #expect(magnitude.range == 0...3)
    #expect(try sheet(runs).scale(.tension) == nil, "no run has it")
  }

  @Test func `a skin comes back as it was written, in metres`() throws {
    let written = try run(lift: 1.25)
    let skin = try RecordedSkin(path: written.path)
    #expect(skin.surface.positions[2] == Vector3(0.05, 0.05, 0))
    let step = try #require(skin.steps.first)
    #expect(step.id == "supine" && step.displacements[0] == Vector3(0, 1.25e-3, 0))
    #expect(step.maps[.lift]?.values[3] == 1.25 && step.maps[.displacement]?.bars == [])
    // Bars are written as floats.
    #expect(abs((step.maps[.lift]?.bars[0] ?? 0) - 0.3) < 1e-7)
    #expect(skin.surface(in: step).positions[0] == Vector3(-0.05, -0.05 + 1.25e-3, 0))
  }

  @Test func `the table has a column per run, and brackets what is not told apart`() throws {
    let runs = try [1.0, 0.2].map(run)
    let table = try sheet(runs).zoneTable(.displacement, step: "supine")
    #expect(table.head == ["displacement_mean_mm", "A", "B"])
    #expect(table.rows == [["chin", "1.00 ± 0.30", "(0.20 ± 0.30)"]])
  }

  @Test func `a sheet is drawn of as many runs as there are`() throws {
    let runs = try [1.0, 2.0, 3.0].map(run)
    let picture = try #require(
      try sheet(runs).draw(.lift, step: "supine", typeface: nil))
    #expect(picture.width > 3 * 120 && picture.height > 4 * 160)
    #expect(try sheet(runs).draw(.lift, step: "prone", typeface: nil) == nil)
  }

  @Test func `a run without a skin is named with what to do`() throws {
    let bare = try WrittenRun()
    do {
      _ = try RecordedSkin(path: bare.path)
      Issue.record("accepted")
    } catch {
      #expect("\(error)".contains("has no maps/supine.ply, which pictures are drawn from"))
    }
  }
}
