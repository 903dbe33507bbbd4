import ConstitutiveModels
import Decks
import Exports
import Meshes
import ModelSolvers
import Models
import ReferenceElements
import Tensors
import Testing

/// Small decks solved by CalculiX and, as they are read back, by Turgor.
@Suite(.enabled(if: Calculix() != nil, "ccx is not in PATH; scripts/setup --ccx installs it"))
struct CalculixDeckTests {
  /// A skewed block of a material, on rollers so that it is free to change its section.
  private static func block(_ shape: CellShape, _ law: ModelMaterial) -> Model {
    let mesh = VolumeMesh.box(of: shape, bricks: SIMD3(2, 2, 2), size: Vector3(1, 1, 1)) {
      $0 == Vector3(0.5, 0.5, 0.5) ? Vector3(0.56, 0.45, 0.52) : $0
    }
    var model = Model()
    model.positions = mesh.positions
    model.nodeNumbers = mesh.positions.indices.map { $0 + 1 }
    model.materials = [law]
    let whole: CellFormulation = shape == .wedge15 ? .reduced : .displacement
    let isOneField = law.volumetric == nil || ![.hexahedron8, .wedge6].contains(shape)
    model.blocks = [
      ModelBlock(
        name: "block", shape: shape, numbers: Array(1...mesh.blocks[0].count),
        nodes: mesh.blocks[0].nodes, material: 0,
        formulation: isOneField ? whole : .meanDilatation(augmented: nil))
    ]
    for axis in 0..<3 {
      let nodes = mesh.positions.indices.filter { mesh.positions[$0][axis] == 0 }
      model.supports.append(Support(name: "roller", nodes: nodes, axis: axis))
    }
    model.steps = [
      LoadStep(name: "pull", duration: 1, stepSize: 0.5),
      LoadStep(name: "press", duration: 1, stepSize: 0.5),
    ]
    return model
  }

  private static func split(_ law: any StrainLaw, bulk: Double = 10) -> ModelMaterial {
    ModelMaterial(
      name: "rubber", density: 1, constitution: .law(law),
      volumetric: VolumetricEnergy(.quadratic, bulkModulus: bulk))
  }

  private static func course(_ first: Double, _ second: Double) -> TimeValue {
    TimeValue(1, curve: LoadCurve(points: [SIMD2(0, 0), SIMD2(1, first), SIMD2(2, second)]))
  }

  /// The largest difference of displacements after the last step, over the largest displacement.
  private static func difference(_ model: Model) throws -> Double {
    let text = try AbaqusWriter.text(model)
    let calculix = try #require(Calculix())
    let theirs = try calculix.displacements(
      of: text, nodes: model.nodeNumbers, steps: model.steps.count, threads: 1)
    var ours: [Vector3] = []
    var run = try ModelRun(try AbaqusReader.read(Array(text.utf8), file: "deck.inp").model)
    try run.solve { ours = $0.displacements }
    let last = try #require(theirs.last)
    let size = ours.map(\.length).max() ?? 0
    return (zip(ours, last).map { ($0 - $1).length }.max() ?? .infinity) / size
  }

  static let shapes: [CellShape] = [
    .tetrahedron4, .tetrahedron10, .hexahedron8, .hexahedron20, .wedge6, .wedge15,
  ]

  /// A state that is the same everywhere does not depend on points or pressures of an element.
  ///
  /// The block is pulled by a pressure on its end, then pressed. CalculiX takes the pressure on the surface of the iteration before
  /// and leaves 1.3e-4 with two increments in a step, 1.8e-5 with twenty, of the closed form.
  @Test(arguments: shapes) func `every element agrees where the state is the same everywhere`(
    shape: CellShape
  ) throws {
    var model = Self.block(shape, Self.split(MooneyRivlinSolid(c1: 0.5, c2: 0)))
    model.loads = [try Self.pressure(on: model, Self.course(-0.5, 0.3))]
    let far = try Self.difference(model)
    #expect(far < 3e-4)
  }

  private static func pressure(on model: Model, _ scale: TimeValue) throws -> Load {
    let block = model.blocks[0]
    var facets: [Facet] = []
    for cell in 0..<block.count {
      let nodes = Array(block.nodes(ofCell: cell))
      for (shape, corners) in block.shape.faces {
        let own = corners.map { nodes[$0] }
        if own.allSatisfy({ model.positions[Int($0)].z == 1 }) { facets.append(Facet(shape, own)) }
      }
    }
    try #require(!facets.isEmpty)
    return Load(
      name: "end", kind: .pressure(facets: facets, follows: true, isSymmetrized: true), scale: scale
    )
  }

  static let laws: [(name: String, material: ModelMaterial)] = [
    ("neo-Hooke", split(MooneyRivlinSolid(c1: 0.5, c2: 0))),
    ("Mooney-Rivlin", split(MooneyRivlinSolid(c1: 0.4, c2: 0.1))),
    ("Yeoh", split(YeohSolid(coefficients: [0.5, 0.3, 0.1]))),
    ("Ogden, one term", split(OgdenSolid(terms: [(2, 3)]))),
    ("Ogden, two terms", split(OgdenSolid(terms: [(1.2, 4), (0.6, -2)]))),
    (
      "elastic",
      ModelMaterial(
        name: "steel", density: 1, constitution: .law(SaintVenantKirchhoff(mu: 1, lambda: 1.5)))
    ),
  ]

  /// CalculiX prints seven digits.
  @Test(arguments: laws.indices) func `every law agrees in pull and shear`(index: Int) throws {
    let (name, material) = Self.laws[index]
    var model = Self.block(.hexahedron20, material)
    let top = model.positions.indices.filter { model.positions[$0].z == 1 }
    let bottom = model.positions.indices.filter { model.positions[$0].z == 0 }
    model.supports = (0..<3).map { Support(name: "bottom", nodes: bottom, axis: $0) }
    model.supports += [
      Support(name: "top", nodes: top, axis: 2, value: Self.course(0.2, 0.1)),
      Support(name: "top", nodes: top, axis: 0, value: Self.course(0, 0.3)),
      Support(name: "top", nodes: top, axis: 1),
    ]
    let far = try Self.difference(model)
    #expect(far < 2e-6)
  }

  /// A block that hangs aside from its bottom under its weight.
  ///
  /// Where points and fields of an element are CalculiX' own, seven digits agree. Else the difference tells what they do on two elements a
  /// side: C3D10 has 8 points here and 4 there; C3D8 and C3D6 have one pressure here.
  @Test(arguments: shapes) func `elements bend as their points and pressures let them`(
    shape: CellShape
  ) throws {
    var model = Self.block(shape, Self.split(MooneyRivlinSolid(c1: 0.5, c2: 0), bulk: 5))
    let bottom = model.positions.indices.filter { model.positions[$0].z == 0 }
    model.supports = (0..<3).map { Support(name: "bottom", nodes: bottom, axis: $0) }
    model.loads = [
      Load(name: "weight", kind: .gravity(Vector3(0.2, 0, 0)), scale: Self.course(1, 0)),
      Load(name: "other weight", kind: .gravity(Vector3(0, 0.1, 0.1)), scale: Self.course(0, 1)),
      Load(
        name: "corner", kind: .nodal(nodes: [model.positions.count - 1], Vector3(0.002, 0, 0)),
        scale: Self.course(1, 1)),
    ]
    let far = try Self.difference(model)
    switch shape {
    case .tetrahedron4, .hexahedron20, .wedge15: #expect(far < 2e-6)
    case .tetrahedron10: #expect(far < 1e-3)
    default: #expect(far < 0.2)
    }
  }
}
