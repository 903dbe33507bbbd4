import Anatomy
import Assembly
import Decks
import Exports
import Foundation
import ModelSolvers
import Models
import Scenarios
import Tensors
import Testing

/// A coarse face of the preset, sitting up and on its back with a weight on its chin.
private struct CoarseFace {
  static let shared = Result { try CoarseFace() }
  let scenario: Scenario
  let prepared: PreparedFace
  let solved: SolvedFace
  let bodies: [BodyAtRest]

  private init() throws {
    let meshes = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../meshes", directoryHint: .isDirectory)
    let text = """
      { "schema": "turgor.scenario/1", "title": "Coarse", "tissue": { "preset": "adult" },
        "resolution": { "edge_mm": 20 },
        "steps": [ { "id": "upright", "posture": "upright" },
                   { "id": "loaded", "load": { "pressure": { "zone": "chin", "pressure_kPa": 0.1 } } },
                   { "id": "supine", "posture": "supine" },
                   { "id": "firm", "elasticity": { "cheek.left": { "skin": { "factor": 2 } } } } ] }
      """
    scenario = try Scenario(parsing: Array(text.utf8), file: "coarse.json")
    var clock = StageClock()
    prepared = try PreparedFace(scenario, folder: meshes, meshes: meshes, clock: &clock)
    solved = try SolvedFace(scenario, on: prepared, threads: 1, clock: &clock)
    bodies = try solved.bodiesAtRest(of: scenario)
  }
}

@Suite struct DeckFaceTests {
  private func solved(_ model: Model) throws -> [[Vector3]] {
    var ends: [[Vector3]] = Array(repeating: [], count: model.steps.count)
    var run = try ModelRun(model)
    try run.solve { ends[$0.step] = $0.displacements.map { 1e-3 * $0 } }
    return ends
  }

  /// What a deck says is what Turgor's own solver computes: the same cells at the same points, found by two solvers that share no code for
  /// cells or laws. Newton's method stops at 1e-8 m in the one and at 1e-9 of the displacement in the other.
  @Test(arguments: DeckProgram.allCases)
  func `a deck that is read back moves as the face does`(program: DeckProgram) throws {
    let coarse = try CoarseFace.shared.get()
    let face = try DeckFace(
      title: "Coarse", Array(coarse.bodies[1...3]), for: program, bulkToShear: 20)
    let read: Model
    let basis: PressureBasis
    switch program {
    case .calculix:
      let text = try AbaqusWriter.text(face.model, remarks: face.remarks)
      read = try AbaqusReader.read(Array(text.utf8), file: "face.inp").model
      basis = .displacement
    case .febio:
      let text = try FEBioWriter.text(face.model, remarks: face.remarks)
      read = try FEBioReader.read(Array(text.utf8), file: "face.feb").model
      basis = .constant
    }
    #expect(read.steps.count == 3)
    let (own, others) = (try face.equilibria(basis, threads: 1), try solved(read))
    for (a, b) in zip(own, others) {
      let size = a.map(\.length).max() ?? 0
      #expect(size > 1e-3)
      let far = zip(a, b).map { ($0 - $1).length }.max() ?? .infinity
      #expect(far < 1e-5 * size)
    }
  }

  /// Loaded from the rest shape, the body is where the run says that it is.
  @Test func `the body at rest is the one that the run solves`() throws {
    let coarse = try CoarseFace.shared.get()
    let body = try #require(coarse.bodies.first { $0.step == "supine" })
    let result = try coarse.solved.run(coarse.scenario, only: ["supine"], takesStock: false)
    let found = try #require(result.steps.first)
    let u = zip(found.displacements, coarse.solved.rest.displacements).map { $0 - $1 }
    #expect(coarse.bodies.map(\.step) == ["as-captured", "upright", "loaded", "supine", "firm"])
    #expect(coarse.bodies.map(\.isTissueAsCaptured) == [true, true, true, true, false])
    // The resultant of the supports is the weight.
    let weight = body.solid.weight(acceleration: body.gravity).reduce(.zero, +)
    #expect(abs(weight.z + weight.length) < 1e-12 * weight.length)
    let grid = FaceGrid(body, of: coarse.prepared, displacements: u)
    let mesh = try GmshReader.read(Array(try grid.msh().utf8), file: "face.msh").mesh
    #expect(mesh.positions.count == u.count)
    #expect(Set(mesh.surfaces.keys).contains("jowl.left"))
    #expect(mesh.blocks.map(\.region).count == 4)
    #expect(try VTUReader.read(Array(grid.vtu), file: "face.vtu").mesh.blocks.count > 4)
  }

  @Test func `what a deck cannot say is refused or told`() throws {
    let coarse = try CoarseFace.shared.get()
    #expect(throws: DeckFaceError.changing(step: "firm")) {
      try DeckFace(title: "", coarse.bodies, for: .febio, bulkToShear: nil)
    }
    var lasting = coarse.bodies[1]
    lasting.duration = 3
    #expect(throws: DeckFaceError.lasting(step: "upright")) {
      try DeckFace(title: "", [lasting], for: .febio, bulkToShear: nil)
    }
    var grown = coarse.bodies[1]
    grown.hasGrown = true
    #expect(throws: DeckFaceError.grown(step: "upright")) {
      try DeckFace(title: "", [grown], for: .febio, bulkToShear: nil)
    }
    let face = try DeckFace(title: "", [coarse.bodies[4]], for: .calculix, bulkToShear: nil)
    let told = face.differences.map(\.what)
    for word in ["relaxation", "volume energy", "springs", "pressure"] {
      #expect(told.contains { $0.contains(word) }, "\(word)")
      #expect(face.remarks.contains { $0.contains(word) }, "\(word)")
    }
  }
}
