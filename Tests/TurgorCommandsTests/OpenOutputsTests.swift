import Foundation
import Meshes
import TestSupport
import Testing

@testable import TurgorCommands

@Suite(.serialized) struct OpenOutputsTests {
  private static let python = Python(having: "pyvista, meshio")

  private func run(in scratch: Scratch) throws -> String {
    let scenario = try scratch.write(
      """
      {
        "schema": "turgor.scenario/1", "title": "Test", "resolution": { "edge_mm": 30 },
        "steps": [ { "id": "upright", "posture": "upright" }, { "id": "supine", "posture": "supine" } ],
        "outputs": { "views": [] }
      }
      """, to: "s.json")
    let out = scratch.path + "/out"
    let result = turgor("run", scenario, "-o", out, "-q")
    #expect(result.code == .done, "\(result.error)")
    return out
  }

  @Test func `the face of a run comes back from its GLB, in metres`() throws {
    let scratch = try Scratch()
    let out = try run(in: scratch)
    let face = try SurfaceReader.read(URL(filePath: out + "/outcome.glb"))
    let atlas = try SurfaceReader.read(SharedData.meshes.appending(path: "atlas.ply"))
    #expect(face.triangles.count == atlas.triangles.count)
    for (t, u) in zip(face.triangles, atlas.triangles) {
      for c in 0..<3 {
        let (p, q) = (face.positions[Int(t[c])], 1e-3 * atlas.positions[Int(u[c])])
        // Single floats of lengths below 0.2 m.
        #expect((p - q).length < 2e-8)
      }
    }
  }

  @Test(
    .enabled(if: python != nil, "needs a Python with pyvista and meshio: TURGOR_PYTHON"))
  func `PyVista and meshio open what a run writes, with the same numbers`() throws {
    let scratch = try Scratch()
    let out = try run(in: scratch)
    let answer = try #require(Self.python?.run(Self.script, out))
    #expect(answer.code == 0)
    let read = try JSONDecoder().decode([String: [Double]].self, from: answer.output)
    let atlas = try SurfaceReader.read(SharedData.meshes.appending(path: "atlas.ply"))
    let counts = [Double(atlas.positions.count), Double(atlas.triangles.count)]
    #expect(read["pyvista"] == counts && read["meshio"] == counts)
    #expect(read["times"] == [0, 1] && read["volume times"] == [0, 1])
    let (most, other) = (read["largest, pyvista"] ?? [], read["largest, meshio"] ?? [])
    #expect(most == other && most.count == 1)
    let rows = try String(contentsOfFile: out + "/zones.csv", encoding: .utf8).split(
      separator: "\n")
    let face = try #require(rows.first { $0.hasPrefix("supine,face,") }).split(separator: ",")
    let table = try #require(Double(face[4]))
    // The same field at other points: vertices of the atlas, nodes of the tissue, points of the rule.
    for largest in most + (read["largest, volume"] ?? []) {
      #expect(largest > 0.9 * table && largest < 1.02 * table, "\(largest) and \(table) mm")
    }
    #expect(read["lift"]?.max() == 0, "up is the second axis of the atlas")
  }

  private static let script = """
    import json, sys, meshio, numpy, pyvista
    out = sys.argv[1]
    largest = lambda u: [float(numpy.linalg.norm(u, axis=1).max())]
    skin = pyvista.read(out + "/surfaces/supine.vtu")
    same = meshio.read(out + "/surfaces/supine.vtu")
    body = pyvista.read(out + "/fields/supine.vtu")
    print(json.dumps({
      "pyvista": [skin.n_points, skin.n_cells],
      "meshio": [len(same.points), len(same.cells_dict["triangle"])],
      "times": list(pyvista.get_reader(out + "/surfaces/steps.pvd").time_values),
      "volume times": list(pyvista.get_reader(out + "/fields/steps.pvd").time_values),
      "largest, pyvista": largest(skin.point_data["displacement_mm"]),
      "largest, meshio": largest(same.point_data["displacement_mm"]),
      "largest, volume": largest(body.point_data["displacement_mm"]),
      "lift": numpy.abs(skin["lift_mm"] - skin["displacement_mm"][:, 1]).tolist(),
    }))
    """
}
