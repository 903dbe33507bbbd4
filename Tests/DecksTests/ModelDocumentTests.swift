import Documents
import Foundation
import ModelSolvers
import Models
import Tensors
import Testing

@testable import Decks

private func document(
  _ mesh: String, law: String = #""neo_hookean": { "young_kPa": 3, "poisson": 0.25 }"#
) -> String {
  """
  {
    "schema": "turgor.model/1",
    "mesh": { \(mesh) },
    "materials": [ { "name": "rubber", "regions": ["body"], "law": { \(law) } } ],
    "supports": [
      { "on": "body", "hold": ["x", "y"] },
      { "on": "bottom", "hold": ["z"] }
    ],
    "loads": [ { "on": "top", "traction_kPa": [0, 0, 1.5] } ],
    "steps": [ { "name": "pull", "duration_s": 1, "step_s": 0.5 } ]
  }
  """
}

private let brick = """
  "positions_mm": [[0,0,0],[2,0,0],[2,2,0],[0,2,0],[0,0,2],[2,0,2],[2,2,2],[0,2,2]],
  "cells": [ { "region": "body", "shape": "hexahedron8", "nodes": [[1,2,3,4,5,6,7,8]] } ],
  "surfaces": [ { "name": "bottom", "shape": "quadrilateral4", "nodes": [[1,4,3,2]] },
                { "name": "top", "shape": "quadrilateral4", "nodes": [[5,6,7,8]] } ]
  """

@Suite struct ModelDocumentTests {
  /// Held sides: P = μ (s − 1/s) + λ ln s/s, here 1.2 (s − 1/s) + 1.2 ln s/s = 1.5 kPa.
  @Test func `a pulled brick stretches as the closed form`() throws {
    let model = try ModelDocument.read(Array(document(brick).utf8), file: "a.json").model
    let state = try solved(model)
    let s = 1 + state.displacements[6].z / 2
    #expect(abs(1.2 * (s - 1 / s) + 1.2 * log(s) / s - 1.5) < 1e-7)
  }

  /// 1 kg/m³ under 1 m/s² weighs 10⁻⁶ kPa per mm: a column of 8 mm³ and 1000 kg/m³ weighs 8·10⁻³ mN.
  @Test func `a weight is in millinewtons`() throws {
    let text = document(brick).replacing(
      #""on": "top", "traction_kPa": [0, 0, 1.5]"#, with: #""gravity_m_per_s2": [0, 0, -1]"#)
    let state = try solved(ModelDocument.read(Array(text.utf8), file: "a.json").model)
    let force = state.reactions.reduce(0) { $0 + $1.z }
    #expect(abs(force - 8e-3) < 1e-9)
  }

  @Test func `a mesh file beside the document gives regions and surfaces`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "model-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let seed = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fuzzing/corpus/msh/bytes41.msh")
    try FileManager.default.copyItem(at: seed, to: folder.appending(path: "brick.msh"))
    let text = document(#""file": "brick.msh", "unit": "m""#)
      .replacing(#""on": "bottom", "hold": ["z"]"#, with: #""on": "tip", "move": "z", "by_mm": 3"#)
    let place = folder.appending(path: "a.json")
    try Data(text.utf8).write(to: place)
    let model = try DeckReader.read(contentsOf: place.path).model
    #expect(model.positions[6] == Vector3(1000, 1000, 1000))
    #expect(model.supports.last?.nodes == [6] && model.supports.last?.value.value(at: 0.5) == 1.5)
  }

  @Test func `what is wrong is said with its place`() {
    func problem(_ text: String) -> String {
      do throws(DocumentError) {
        _ = try ModelDocument.read(Array(text.utf8), file: "a.json")
        return "read"
      } catch {
        return error.description
      }
    }
    #expect(
      problem(document(brick, law: #""magic": {}"#)).contains("unknown key \"magic\""))
    #expect(
      problem(document(brick).replacing("[5,6,7,8]", with: "[5,6,7,9]"))
        == "a.json: mesh.surfaces[1].nodes[0]: needs 4 nodes, each from 1 to 8")
    #expect(
      problem(document(brick).replacing("\"regions\": [\"body\"]", with: "\"regions\": [\"skin\"]"))
        == "a.json: materials: there is no region \"skin\"; there are body")
    #expect(
      problem(document(brick).replacing("0.25", with: "0.5")).contains(
        "0.5 is outside -0.99 to 0.4999"))
    #expect(
      problem(document(brick + ", \"file\": \"b.msh\"")).contains("exclude each other"))
  }
}
