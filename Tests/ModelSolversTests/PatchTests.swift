import ConstitutiveModels
import Meshes
import Models
import ReferenceElements
import Tensors
import Testing

@testable import ModelSolvers

/// A cube of one material in cells of a shape, with inner nodes moved so that cells are skewed.
private func cube(_ shape: CellShape, formulation: CellFormulation = .displacement) -> Model {
  let mesh = VolumeMesh.box(
    of: shape, bricks: SIMD3(2, 2, 2), size: Vector3(1, 1, 1),
    map: { x in x == Vector3(0.5, 0.5, 0.5) ? Vector3(0.58, 0.44, 0.53) : x })
  var model = Model()
  model.positions = mesh.positions
  model.nodeNumbers = mesh.positions.indices.map { $0 + 1 }
  let isSplit = formulation != .displacement
  model.materials = [
    ModelMaterial(
      name: "rubber", density: 1,
      constitution: .law(
        isSplit ? MooneyRivlinSolid(c1: 0.5, c2: 0.1) : NeoHookeanSolid(mu: 1, lambda: 4)),
      volumetric: isSplit ? VolumetricEnergy(.logarithmic, bulkModulus: 50) : nil)
  ]
  for block in mesh.blocks {
    model.blocks.append(
      ModelBlock(
        name: "body", shape: block.shape, numbers: Array(1...block.count), nodes: block.nodes,
        material: 0, formulation: formulation))
  }
  model.steps = [LoadStep(name: "stretch", duration: 1, stepSize: 0.5)]
  return model
}

private let cases: [(CellShape, CellFormulation)] = [
  (.tetrahedron4, .displacement), (.tetrahedron10, .displacement), (.hexahedron8, .displacement),
  (.hexahedron8, .meanDilatation(augmented: nil)), (.hexahedron20, .displacement),
  (.hexahedron27, .displacement), (.wedge6, .displacement), (.wedge15, .reduced),
  (.wedge6, .meanDilatation(augmented: nil)), (.wedge15, .displacement),
  (.pyramid5, .displacement), (.pyramid5, .meanDilatation(augmented: nil)),
  (.tetrahedron4, .nodalAverage(share: 0.05, isIsochoric: true)),
]

/// Linear displacements on the surface are linear inside, and the stress is the same everywhere.
///
/// - Source: Taylor, Simo, Zienkiewicz & Chan, Int. J. Numer. Methods Eng. 22 (1986) 39.
@Test(arguments: cases.indices)
func `every cell passes the patch test at finite strain`(index: Int) throws {
  var model = cube(cases[index].0, formulation: cases[index].1)
  let G = Matrix3(0.2, 0.1, -0.05, 0.08, -0.1, 0.06, 0.03, -0.04, 0.12)
  for (node, X) in model.positions.enumerated() {
    guard (0..<3).contains(where: { X[$0] == 0 || X[$0] == 1 }) else { continue }
    let u = G * X
    let ramp = LoadCurve(points: [SIMD2(0, 0), SIMD2(1, 1)])
    for axis in 0..<3 {
      model.supports.append(
        Support(name: "surface", nodes: [node], axis: axis, value: TimeValue(u[axis], curve: ramp)))
    }
  }
  var last: ModelState?
  var run = try ModelRun(model)
  try run.solve { last = $0 }
  let state = try #require(last)
  for (X, u) in zip(model.positions, state.displacements) {
    // Newton ends at 10⁻⁸ of the largest displacement or better.
    #expect((u - G * X).length < 1e-8)
  }
  let first = state.stresses[0]
  for stress in state.stresses {
    let difference = stress - first
    #expect(difference.contracted(with: difference).squareRoot() < 1e-6)
  }
}

/// Held sides, F = diag(s, 1, 1): P₁₁ = μ (s − 1/s) + λ ln s/s, so that the force on the unit face is P₁₁.
@Test func `a stretched cube pulls with the force of the closed form`() throws {
  var model = cube(.hexahedron8)
  let s = 1.4
  let ramp = LoadCurve(points: [SIMD2(0, 0), SIMD2(1, s - 1)])
  let end = model.positions.indices.filter { model.positions[$0].x == 1 }
  for (node, X) in model.positions.enumerated() {
    model.supports.append(Support(name: "side", nodes: [node], axis: 1))
    model.supports.append(Support(name: "side", nodes: [node], axis: 2))
    if X.x == 0 { model.supports.append(Support(name: "wall", nodes: [node], axis: 0)) }
  }
  model.supports.append(
    Support(name: "end", nodes: end, axis: 0, value: TimeValue(1, curve: ramp)))
  var last: ModelState?
  var run = try ModelRun(model)
  try run.solve { last = $0 }
  let state = try #require(last)
  let force = end.reduce(0) { $0 + state.reactions[$1].x }
  let expected = (s - 1 / s) + 4 * Double.logarithm(s) / s
  #expect(abs(force - expected) < 1e-7)
  #expect(abs(state.volumeRatios[0] - s) < 1e-8)
}

/// A slender beam under a small force at its end: δ = P L³/(3 E I), with Timoshenko's part of shear.
@Test func `a beam of quadratic bricks bends as a beam`() throws {
  let (length, side, E, force) = (10.0, 1.0, 1000.0, 1e-3)
  let mesh = VolumeMesh.box(
    of: .hexahedron20, bricks: SIMD3(10, 1, 1), size: Vector3(length, side, side))
  var model = Model()
  model.positions = mesh.positions
  model.nodeNumbers = mesh.positions.indices.map { $0 + 1 }
  model.materials = [
    ModelMaterial(
      name: "steel", density: 1, constitution: .law(SaintVenantKirchhoff(mu: E / 2, lambda: 0)))
  ]
  model.blocks = mesh.blocks.map {
    ModelBlock(
      name: "beam", shape: $0.shape, numbers: Array(1...$0.count), nodes: $0.nodes, material: 0,
      formulation: .displacement)
  }
  model.steps = [LoadStep(name: "load", duration: 1, stepSize: 1)]
  let wall = model.positions.indices.filter { model.positions[$0].x == 0 }
  for axis in 0..<3 { model.supports.append(Support(name: "wall", nodes: wall, axis: axis)) }
  let facets = model.blocks.flatMap { block in
    (0..<block.count).flatMap { cell -> [Facet] in
      let nodes = Array(block.nodes(ofCell: cell))
      return block.shape.faces.map { Facet($0.shape, $0.nodes.map { nodes[$0] }) }
    }
  }.filter { facet in facet.nodes.allSatisfy { model.positions[Int($0)].x == length } }
  model.loads = [
    Load(name: "tip", kind: .total(facets: facets, Vector3(0, 0, -force)), scale: TimeValue(1))
  ]
  var last: ModelState?
  var run = try ModelRun(model)
  try run.solve { last = $0 }
  let state = try #require(last)
  let tip = model.positions.indices.filter { model.positions[$0].x == length }
  let deflection = -tip.reduce(0) { $0 + state.displacements[$1].z } / Double(tip.count)
  // E I = E/12; the share of shear is 6/5 P L/(G A).
  let expected = force * 1000 / (3 * E / 12) + 1.2 * force * length / (E / 2)
  // The clamp holds the section, which the beam does not know: a local effect of order (side/length)².
  #expect(abs(deflection / expected - 1) < 0.01)
}

/// ∂force/∂displacement by central differences; h = 10⁻⁶ leaves 10⁻⁸ or so of truncation and round-off.
@Test func `a pressure that follows has its own derivatives`() {
  let positions = [
    Vector3(0, 0, 0), Vector3(1, 0, 0.1), Vector3(1.1, 1, 0), Vector3(0, 0.9, 0.2),
  ]
  for kind in [
    SurfaceLoad.Kind.followingPressure(isSymmetrized: false),
    .deformedTraction(Vector3(1, 2, -0.5)),
  ] {
    let load = SurfaceLoad(kind: kind, facets: [Facet(.quadrilateral4, [0, 1, 2, 3])])
    func forces(_ u: [Vector3]) -> [Vector3] {
      var f = [Vector3](repeating: .zero, count: 4)
      load.add(
        scale: 2, positions: positions, displacements: u, addForce: { f[Int($0)] += $1 },
        addTangent: nil)
      return f
    }
    let u = [Vector3(0.1, 0, 0), Vector3(0, 0.2, 0.1), Vector3(-0.1, 0, 0.3), .zero]
    var K: [Double] = []
    load.add(
      scale: 2, positions: positions, displacements: u, addForce: { _, _ in },
      addTangent: { _, tangent in K = tangent })
    let h = 1e-6
    for b in 0..<4 {
      for j in 0..<3 {
        var (up, down) = (u, u)
        up[b][j] += h
        down[b][j] -= h
        let (high, low) = (forces(up), forces(down))
        for a in 0..<4 {
          for i in 0..<3 {
            let slope = -(high[a][i] - low[a][i]) / (2 * h)
            #expect(abs(K[(3 * b + j) * 12 + 3 * a + i] - slope) < 1e-8)
          }
        }
      }
    }
  }
}

@Test func `a cell turned inside out is refused with its number`() throws {
  var model = cube(.hexahedron8)
  let nodes = Array(model.blocks[0].nodes.prefix(8))
  model.blocks[0].nodes.replaceSubrange(0..<8, with: [4, 5, 6, 7, 0, 1, 2, 3].map { nodes[$0] })
  #expect(throws: ModelError.inverted(cell: 1, block: "body")) { try ModelRun(model) }
}
