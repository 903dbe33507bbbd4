import ConstitutiveModels
import Documents
import Foundation
import Meshes
import ModelSolvers
import Models
import ReferenceElements
import Tensors
import Testing

@testable import Decks

/// A box of two materials in cells of a shape, held below, weighed, pressed and pulled at a node over two steps.
private func box(_ shape: CellShape, form: VolumetricEnergy.Form = .quadratic) -> Model {
  let mesh = VolumeMesh.box(of: shape, bricks: SIMD3(2, 1, 2), size: Vector3(2, 1, 2)) {
    $0 + Vector3(0.05 * $0.y, 0.03 * $0.z * $0.z, 0)
  }
  var model = Model()
  model.title = "box"
  model.positions = mesh.positions
  model.nodeNumbers = mesh.positions.indices.map { $0 + 3 }
  model.materials = [
    ModelMaterial(
      name: "soft", density: 2e-3, constitution: .law(MooneyRivlinSolid(c1: 0.5, c2: 0)),
      volumetric: VolumetricEnergy(form, bulkModulus: 20)),
    ModelMaterial(
      name: "stiff", density: 1e-3, constitution: .law(YeohSolid(coefficients: [1, 0.5, 0.1])),
      volumetric: VolumetricEnergy(form, bulkModulus: 40)),
  ]
  let cells = mesh.blocks[0]
  let isLinear = [.hexahedron8, .wedge6, .pyramid5].contains(shape)
  // C3D15 has nine points, penta15 has 21.
  let whole: CellFormulation =
    shape == .wedge15 && form != .logarithmic ? .reduced : .displacement
  let half = cells.count / 2
  for (index, range) in [0..<half, half..<cells.count].enumerated() {
    model.blocks.append(
      ModelBlock(
        name: "part \(index)", shape: shape, numbers: range.map { $0 + 11 },
        nodes: range.flatMap { cells.nodes(ofCell: $0) }, material: index,
        formulation: isLinear ? .meanDilatation(augmented: nil) : whole))
  }
  let low = mesh.positions.indices.filter { mesh.positions[$0].z == 0 }
  for axis in 0..<3 { model.supports.append(Support(name: "low", nodes: low, axis: axis)) }
  let (rise, turn) = (
    LoadCurve(points: [SIMD2(0, 0), SIMD2(1, 1), SIMD2(2, 0)]),
    LoadCurve(points: [SIMD2(0, 0), SIMD2(1, 0), SIMD2(2, 1)])
  )
  let top = mesh.positions.count - 1
  model.loads = [
    Load(name: "weight", kind: .gravity(Vector3(0, 0, -10)), scale: TimeValue(1, curve: rise)),
    Load(name: "weight aside", kind: .gravity(Vector3(3, 4, 0)), scale: TimeValue(2, curve: turn)),
    Load(
      name: "pull", kind: .nodal(nodes: [top], Vector3(0.01, 0, 0.02)),
      scale: TimeValue(1, curve: rise)),
  ]
  model.steps = [
    LoadStep(name: "down", duration: 1, stepSize: 0.5),
    LoadStep(name: "aside", duration: 1, stepSize: 0.5),
  ]
  return model
}

private func last(_ model: Model) throws -> ModelState {
  var last: ModelState?
  var run = try ModelRun(model)
  try run.solve { last = $0 }
  return try #require(last)
}

/// Nodes, cells, materials and what is solved are the same; numbers of an `.inp` file have fourteen digits.
private func expectSame(_ read: Model, _ written: Model, digits: Double) throws {
  #expect(read.nodeNumbers == written.nodeNumbers)
  let far = zip(read.positions, written.positions).map { ($0 - $1).length }.max() ?? 0
  #expect(far <= digits)
  #expect(read.blocks.map(\.shape) == written.blocks.map(\.shape))
  #expect(read.blocks.map(\.nodes) == written.blocks.map(\.nodes))
  #expect(read.blocks.map(\.numbers) == written.blocks.map(\.numbers))
  #expect(read.blocks.map(\.formulation) == written.blocks.map(\.formulation))
  #expect(read.blocks.map(\.material) == written.blocks.map(\.material))
  #expect(read.materials.map(\.density) == written.materials.map(\.density))
  #expect(read.materials.map(\.volumetric?.form) == written.materials.map(\.volumetric?.form))
  #expect(read.steps.map(\.duration) == written.steps.map(\.duration))
  #expect(read.steps.map(\.stepSize) == written.steps.map(\.stepSize))
  #expect(read.supports.map(\.nodes) == written.supports.map(\.nodes))
  #expect(read.supports.map(\.axis) == written.supports.map(\.axis))
  let (a, b) = (try last(read).displacements, try last(written).displacements)
  let size = b.map(\.length).max() ?? 0
  #expect(size > 0.01)
  let difference = zip(a, b).map { ($0 - $1).length }.max() ?? 0
  // Newton's method stops at 1e-9 of the displacement; the steps of a deck are the same.
  #expect(difference <= 1e-8 * size)
}

private let shapes: [CellShape] = [
  .tetrahedron4, .tetrahedron10, .hexahedron8, .hexahedron20, .wedge6, .wedge15,
]

@Suite struct DeckWriterTests {
  @Test(arguments: shapes) func `a model that is written for CalculiX is read back`(
    shape: CellShape
  )
    throws
  {
    let model = box(shape)
    let text = try AbaqusWriter.text(model, remarks: ["mm, N, t, s"])
    let read = try AbaqusReader.read(Array(text.utf8), file: "box.inp")
    try expectSame(read.model, model, digits: 1e-13)
  }

  @Test(arguments: shapes + [.hexahedron27, .tetrahedron15, .pyramid5])
  func `a model that is written for FEBio is read back`(shape: CellShape) throws {
    let model = box(shape, form: .logarithmic)
    let text = try FEBioWriter.text(model, remarks: ["mm, N, t, s -- as they are"])
    let read = try FEBioReader.read(Array(text.utf8), file: "box.feb")
    try expectSame(read.model, model, digits: 0)
  }

  @Test func `a pressure finds the faces of its elements`() throws {
    let (inp, feb) = (box(.wedge15), box(.wedge15, form: .logarithmic))
    let cell = Array(inp.blocks[0].nodes(ofCell: 0))
    let facets = [1, 2].map { face in
      let (shape, corners) = CellShape.wedge15.faces[face]
      return Facet(shape, corners.map { cell[$0] })
    }
    let ramp = LoadCurve(points: [SIMD2(0, 0), SIMD2(2, 2)])
    let press = [
      Load(
        name: "press", kind: .pressure(facets: facets, follows: true, isSymmetrized: true),
        scale: TimeValue(0.05, curve: ramp))
    ]
    let models = [inp, feb].map { model in
      var model = model
      model.loads = press
      return model
    }
    let abaqus = try AbaqusReader.read(
      Array(try AbaqusWriter.text(models[0]).utf8), file: "a.inp")
    let febio = try FEBioReader.read(Array(try FEBioWriter.text(models[1]).utf8), file: "a.feb")
    try expectSame(abaqus.model, models[0], digits: 1e-13)
    try expectSame(febio.model, models[1], digits: 0)
  }

  @Test(arguments: [CellShape.wedge15, .tetrahedron10, .hexahedron20, .pyramid5])
  func `a mesh that is written for Gmsh is read back`(shape: CellShape) throws {
    let model = box(shape)
    var mesh = DeckMesh()
    (mesh.nodeNumbers, mesh.positions) = (model.nodeNumbers, model.positions)
    mesh.blocks = model.blocks.map {
      DeckMesh.Block(region: $0.name, shape: $0.shape, numbers: $0.numbers, nodes: $0.nodes)
    }
    let cell = Array(model.blocks[0].nodes(ofCell: 0))
    for (name, face) in [("low", 0), ("side", 2)] {
      let (shape, corners) = shape.faces[face]
      mesh.surfaces[name] = [Facet(shape, corners.map { cell[$0] })]
    }
    let field = GmshWriter.NodeField(name: "displacement_mm", time: 0, values: mesh.positions)
    let text = try GmshWriter.text(mesh, fields: [field])
    let read = try GmshReader.read(Array(text.utf8), file: "a.msh").mesh
    #expect(read.positions == mesh.positions)
    #expect(read.nodeNumbers == mesh.nodeNumbers)
    #expect(read.blocks == mesh.blocks)
    #expect(read.surfaces == mesh.surfaces)
  }

  @Test func `what a format has no word for is named`() throws {
    #expect(
      throws: UnwritableModel(
        format: "CalculiX (.inp)", what: "material soft: a volume energy other than K/2 (J − 1)²")
    ) { try AbaqusWriter.text(box(.hexahedron8, form: .logarithmic)) }
    var model = box(.hexahedron8)
    model.materials[0].constitution = .law(VerondaWestmannSolid(c1: 1, c2: 1))
    #expect(
      throws: UnwritableModel(
        format: "CalculiX (.inp)", what: "material soft: the law VerondaWestmannSolid")
    ) { try AbaqusWriter.text(model) }
  }
}
