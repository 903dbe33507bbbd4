import ConstitutiveModels
import Materials
import Meshes
import Models
import ReferenceElements
import Tensors
import Testing

@testable import ModelSolvers

/// A layer of wedges, n × n bricks wide and n/2 cells thick, its lower side held, pulled aside by its weight.
private func layer(_ n: Int, bulkOverShear: Double, weight: Double = 0.02) -> Model {
  let mesh = VolumeMesh.box(
    of: .wedge15, bricks: SIMD3(n, n, max(1, n / 2)), size: Vector3(2, 2, 1))
  var model = Model()
  model.positions = mesh.positions
  model.nodeNumbers = mesh.positions.indices.map { $0 + 1 }
  model.materials = [
    ModelMaterial(
      name: "fat", density: 1, constitution: .law(MooneyRivlinSolid(c1: 0.5, c2: 0)),
      volumetric: VolumetricEnergy(.quadratic, bulkModulus: bulkOverShear))
  ]
  for block in mesh.blocks {
    model.blocks.append(
      ModelBlock(
        name: "fat", shape: block.shape, numbers: Array(1...block.count), nodes: block.nodes,
        material: 0, formulation: .displacement))
  }
  let held = model.positions.indices.filter { model.positions[$0].z == 0 }
  for axis in 0..<3 { model.supports.append(Support(name: "bone", nodes: held, axis: axis)) }
  let ramp = LoadCurve(points: [SIMD2(0, 0), SIMD2(1, 1)])
  model.loads = [
    Load(
      name: "weight", kind: .gravity(Vector3(1, 0.5, -0.5)), scale: TimeValue(weight, curve: ramp))
  ]
  model.steps = [LoadStep(name: "hang", duration: 1, stepSize: 1)]
  return model
}

private func displacement(_ model: Model, threads: Int = 1) throws -> ModelState {
  var (run, last): (ModelRun, ModelState?) = (try ModelRun(model, threads: threads), nil)
  try run.solve { last = $0 }
  return try #require(last)
}

private func mixed(_ model: Model, threads: Int = 1) throws -> ModelState {
  var (run, last): (MixedRun, ModelState?) = (try MixedRun(model, threads: threads), nil)
  try run.solve { last = $0 }
  return try #require(last)
}

extension ModelState {
  /// Mean length of the displacements.
  fileprivate var mean: Double {
    displacements.reduce(0) { $0 + $1.length } / Double(displacements.count)
  }
}

@Suite struct MixedRunTests {
  /// Where nothing locks both converge to one answer, at least with h: the body has edges between held and free sides.
  @Test func `both formulations go to one answer under refinement`() throws {
    var differences: [Double] = []
    for n in [2, 4, 6] {
      let model = layer(n, bulkOverShear: 5, weight: 0.2)
      let (a, b) = (try displacement(model), try mixed(model))
      differences.append(abs(a.mean - b.mean) / b.mean)
    }
    #expect(differences[1] < 0.5 * differences[0] && differences[2] < 0.67 * differences[1])
  }

  /// A thin layer at K/μ = 5000 cannot keep its volume by displacements alone; pressure of its own lets it.
  @Test func `only the mixed one is soft near incompressibility`() throws {
    let coarse = layer(2, bulkOverShear: 5000)
    let fine = try mixed(layer(6, bulkOverShear: 5000)).mean
    let (locked, free) = (try displacement(coarse).mean, try mixed(coarse).mean)
    #expect(abs(free / fine - 1) < 0.5 * abs(locked / fine - 1))
    #expect(locked < free)
  }

  /// - Source: Taylor, Simo, Zienkiewicz & Chan, Int. J. Numer. Methods Eng. 22 (1986) 39.
  @Test func `linear displacements of the surface are linear inside`() throws {
    var model = layer(2, bulkOverShear: 50)
    model.loads = []
    let G = Matrix3(0.12, 0.06, -0.05, 0.08, -0.1, 0.06, 0.03, -0.04, 0.1)
    let ramp = LoadCurve(points: [SIMD2(0, 0), SIMD2(1, 1)])
    model.supports = []
    for (node, X) in model.positions.enumerated() {
      guard X.x == 0 || X.x == 2 || X.y == 0 || X.y == 2 || X.z == 0 || X.z == 1 else { continue }
      for axis in 0..<3 {
        model.supports.append(
          Support(
            name: "surface", nodes: [node], axis: axis,
            value: TimeValue((G * X)[axis], curve: ramp)))
      }
    }
    let (a, b) = (try mixed(model), try displacement(model))
    for (X, u) in zip(model.positions, a.displacements) {
      // The last correction is a millionth of the largest displacement, and the next would be far less.
      #expect((u - G * X).length < 1e-6)
    }
    for cell in a.stresses.indices {
      let d = a.stresses[cell] - b.stresses[cell]
      #expect(d.contracted(with: d).squareRoot() < 1e-4)
      #expect(abs(a.volumeRatios[cell] - b.volumeRatios[cell]) < 1e-6)
    }
  }

  /// The supports bear the weight: the sum of their forces is −ρ b V.
  @Test func `supports bear the weight`() throws {
    let model = layer(2, bulkOverShear: 500)
    let sum = try mixed(model).reactions.reduce(Vector3.zero, +)
    #expect((sum + Vector3(1, 0.5, -0.5) * 0.02 * 4).length < 1e-6 * 0.08)
  }

  @Test func `results do not depend on the number of threads`() throws {
    let model = layer(4, bulkOverShear: 500)
    let (one, two) = (try mixed(model), try mixed(model, threads: 2))
    #expect(one.displacements == two.displacements && one.stresses == two.stresses)
    let (a, b) = (try displacement(model), try displacement(model, threads: 3))
    #expect(a.displacements == b.displacements && a.stresses == b.stresses)
  }

  @Test func `what cannot be solved is named`() {
    var model = layer(1, bulkOverShear: 500)
    model.blocks[0] = ModelBlock(
      name: "fat", shape: .wedge6, numbers: [1], nodes: [0, 1, 2, 3, 4, 5], material: 0,
      formulation: .displacement)
    model.materials[0] = ModelMaterial(
      name: "rubber", density: 1, constitution: .law(NeoHookeanSolid(mu: 1, lambda: 4)))
    model.loads = [
      Load(
        name: "cup", kind: .pressure(facets: [], follows: true, isSymmetrized: true),
        scale: TimeValue(1))
    ]
    let refusal = #expect(throws: MixedRefusal.self) { _ = try MixedRun(model) }
    #expect(
      refusal?.description == """
        the mixed formulation cannot solve this model: "fat" has cells of type wedge6, not wedge15; material "rubber" \
        is not a neo-Hookean, Mooney-Rivlin, Yeoh, Veronda-Westmann or Ogden solid with a volumetric energy of its \
        own; load "cup" follows the surface; only loads of fixed direction and size
        """)
  }

  @Test func `a cell turned inside out is named`() throws {
    var model = layer(1, bulkOverShear: 500)
    model.positions = model.positions.map { Vector3($0.x, $0.y, -$0.z) }
    var run = try MixedRun(model)
    #expect(throws: ModelError.inverted(cell: 1, block: "fat")) { try run.solve { _ in } }
  }

  /// At a point both are the same function, so that a homogeneous state has the same stress by either.
  @Test(arguments: [
    VolumetricEnergy.Form.logarithmic, .simoTaylor, .quadratic, .halfSquare,
  ])
  func `materials are the same solids in both`(form: VolumetricEnergy.Form) throws {
    let laws: [any StrainLaw] = [
      MooneyRivlinSolid(c1: 0.5, c2: 0), MooneyRivlinSolid(c1: 0.4, c2: 0.1),
      YeohSolid(coefficients: [0.5, 0.1]), VerondaWestmannSolid(c1: 0.5, c2: 2),
      OgdenSolid(terms: [(modulus: 1, exponent: 3), (modulus: 0.6, exponent: -2)]),
    ]
    for law in laws {
      let solid = ModelMaterial(
        name: "", density: 1, constitution: .law(law),
        volumetric: VolumetricEnergy(form, bulkModulus: 7))
      let F = Matrix3(1.2, 0.1, -0.05, 0.08, 0.9, 0.06, 0.03, -0.04, 1.1)
      let J = F.determinant
      let bound = try solid.constitution.bound(to: CellFrame(nodes: [], tables: [:]))
      let S = bound.response(
        at: MaterialInstant(time: 0, step: 0, F: F), history: [], isDistortion: true
      ).stress.values
      let material = try #require(solid.faceMaterial)
      let face = material.evaluated(over: Double.self)
      let difference = F * S - face.isochoricStress(at: F)
      #expect(difference.contracted(with: difference).squareRoot() < 1e-13)
      let U = try #require(solid.volumetric).derivatives(at: J)
      let own = face.volumetric(material.volumetric, at: J)
      #expect(abs(U.first - own.first) < 1e-13 && abs(U.second - own.second) < 1e-12)
    }
  }
}
