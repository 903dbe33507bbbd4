import Assembly
import Foundation
import Materials
import Meshes
import Solvers
import Tensors
import TestSupport
import Testing

/// A unit cube of one material; its surface is held when `held`, otherwise its faces at 0 roll.
private func cube(_ material: Material, cells n: Int = 2, held: Bool) -> Solid {
  var solid = Solid(
    mesh: wedgeBox(cells: SIMD3(n, n, n), size: Vector3(1, 1, 1), distortion: 0.2),
    regions: [SolidRegion(material: material, density: 1000)])
  for (i, X) in solid.mesh.positions.enumerated() {
    for c in 0..<3 {
      let onSurface = (0..<3).contains { X[$0] == 0 || X[$0] == 1 }
      if held ? onSurface : X[c] == 0 { solid.constrained[i][c] = true }
    }
  }
  return solid
}

private func unloaded(_ solid: Solid) -> Loading {
  Loading(forces: Array(repeating: .zero, count: solid.mesh.positions.count))
}

/// Mean nominal stress (1/V) Σ f ⊗ X of the reactions.
private func meanStress(_ solid: Solid, _ result: Equilibrium) -> Matrix3 {
  var P = Matrix3.zero
  for (X, f) in zip(solid.mesh.positions, result.reactions) { P = P + Matrix3(outer: f, X) }
  return P
}

private let growth = Matrix3(1.06, 0.04, 0, -0.03, 0.95, 0.05, 0.02, 0, 1.03)

@Test(arguments: sampleMaterials.map(\.material))
func `patch test of every law: a linear field gives constant strain`(material: Material) throws {
  let H = Matrix3(0.1, 0.05, -0.08, 0.02, -0.06, 0.1, 0.03, 0.07, 0.04)
  for material in [material, material.grown(by: growth)] {
    let solid = cube(material, cells: 2, held: true)
    var loading = unloaded(solid)
    loading.prescribed = solid.mesh.positions.map { H * $0 }
    let result = try EquilibriumSolver(assembler: try Assembler(solid: solid)).solve(loading)
    for (X, u) in zip(solid.mesh.positions, result.state.displacements) {
      #expect((u - H * X).length < 1e-10)
    }
  }
}

@Test(arguments: sampleMaterials.map(\.material))
func `a free cube grows into its new shape without stress`(material: Material) throws {
  // Rollers at 0 admit stretch along the axes, not shear.
  let Fg = Matrix3(diagonal: 1.15, 0.9, 1.05)
  let solid = cube(material.grown(by: Fg), held: false)
  let result = try EquilibriumSolver(assembler: try Assembler(solid: solid)).solve(unloaded(solid))
  for (X, u) in zip(solid.mesh.positions, result.state.displacements) {
    #expect((u - (Fg * X - X)).length < 1e-8)
  }
  // Converged to 1e-8 of its size: what is left of the reactions is K × 1e-8 per area at most.
  let bulk = material.evaluated(over: Double.self).bulkModulus
  #expect(result.reactions.allSatisfy { $0.length < 1e-7 * bulk })
}

@Test(arguments: sampleMaterials.map(\.material))
func `a held cube with an isochoric prestretch bears the closed-form stress`(material: Material)
  throws
{
  // Held at F = 1 with Fg = diag(s, 1/√s, 1/√s): Fe = Fg⁻¹ everywhere, so P = P_iso(Fg⁻¹) Fg⁻ᵀ and no pressure.
  let s = 0.9
  let side = 1 / s.squareRoot()
  let Fg = Matrix3(diagonal: s, side, side)
  let solid = cube(material.grown(by: Fg), held: true)
  let result = try EquilibriumSolver(assembler: try Assembler(solid: solid)).solve(unloaded(solid))
  #expect(result.state.displacements.allSatisfy { $0.length < 1e-9 })
  let Fe = Fg.inverse
  let exact = material.isochoric(at: Fe).stress * Fe.transpose
  let scale = largestDifference(exact, .zero)
  #expect(largestDifference(meanStress(solid, result), exact) < 1e-8 * scale)
  // The first entry by hand for the neo-Hookean cube: μ(1/s² − s)·2/3.
  if material.law == .neoHookean {
    #expect(abs(exact.xx - 500 * 2 / 3 * (1 / (s * s) - s)) < 1e-9)
  }
}

@Test(arguments: sampleMaterials.map(\.material))
func `a nearly incompressible strip meets the incompressible stress`(material: Material) throws {
  // K/μ = 10⁷ differs from K → ∞ by O(μ/K); fibres across the strip stiffen it by less than 10².
  guard material.fibres.isEmpty else { return }
  var constants = material.constants
  let names = material.law.declaration.constants.map(\.name)
  if let K = names.firstIndex(of: "bulk_modulus") { constants[K] = 1e7 * material.shearModulus }
  let stiff = Material(material.law, constants: constants)
  var solid = cube(stiff, held: false)
  var loading = unloaded(solid)
  for (i, X) in solid.mesh.positions.enumerated() where X.x == 1 {
    solid.constrained[i][0] = true
    loading.prescribed[i].x = 0.3
  }
  let result = try EquilibriumSolver(assembler: try Assembler(solid: solid)).solve(loading)
  let P = zip(solid.mesh.positions, result.reactions).reduce(0) { $0 + ($1.0.x == 1 ? $1.1.x : 0) }
  let side = 1 / 1.3.squareRoot()
  let iso = material.isochoric(at: Matrix3(diagonal: 1.3, side, side)).stress
  let exact = iso.xx - iso.zz * side / 1.3
  #expect(abs(P / exact - 1) < 1e-5)
}

@Test(arguments: sampleMaterials.map(\.material))
func `Newton converges quadratically with every law`(material: Material) throws {
  // A brick on a wall, under a pull that stretches its fibres; grown, so that nothing is at rest at the start.
  for material in [material, material.grown(by: Matrix3(diagonal: 0.97, 0.97, 1.02))] {
    var solid = Solid(
      mesh: wedgeBox(cells: SIMD3(2, 2, 2), size: Vector3(0.02, 0.02, 0.02), distortion: 0.15),
      regions: [SolidRegion(material: material, density: 1000)])
    solid.fix(nodes: solid.mesh.positions.indices.filter { solid.mesh.positions[$0].x == 0 })
    let pull = 1.5 * material.shearModulus / (1000 * 0.02)  // mean stress 0.75 μ
    var settings = NewtonSettings()
    settings.keepsFactor = false
    settings.tolerance = 1e-14
    let solver = try EquilibriumSolver(assembler: try Assembler(solid: solid), settings: settings)
    let result = try solver.solve(
      Loading(forces: solid.weight(acceleration: Vector3(pull, 0.4 * pull, 0))))
    // The weight is about μ × area = 0.2 N; below 1e-13 of it lies round-off.
    let forces = result.history.map(\.imbalance).filter { $0 > 3e-14 }.suffix(3).map { $0 }
    #expect(forces.count == 3)
    let order = log2(forces[2] / forces[1]) / log2(forces[1] / forces[0])
    #expect(order > 1.7, "\(material.law): \(result.history.map(\.imbalance))")
  }
}

@Test(arguments: VolumetricLaw.allCases)
func `a confined cube bears the pressure of its volumetric law`(choice: VolumetricLaw) throws {
  // F = diag(1.2, 1, 1) held on the whole surface: P₁₁ = P_iso,₁₁ + U′(J) J/λ, here with J = λ.
  var material = Material.neoHookean(shearModulus: 500, bulkModulus: 5e3)
  material.volumetric = choice
  let F = Matrix3(diagonal: 1.2, 1, 1)
  let solid = cube(material, held: true)
  var loading = unloaded(solid)
  loading.prescribed = solid.mesh.positions.map { F * $0 - $0 }
  let result = try EquilibriumSolver(assembler: try Assembler(solid: solid)).solve(loading)
  let pressure = choice.derivatives(at: 1.2, bulkModulus: 5e3).first
  let exact = material.isochoric(at: F).stress.xx + pressure
  #expect(abs(meanStress(solid, result).xx - exact) < 1e-8 * abs(exact))
}

@Test func `cells that have grown and cells that have not share a region`() throws {
  let plain = Material.neoHookean(shearModulus: 500, bulkModulus: 5e4)
  var solid = cube(plain, held: false)
  let whole = plain.grown(by: Matrix3(diagonal: 1.1, 1.1, 1.1))
  let count = solid.mesh.blocks[0].count
  let results = try [plain, plain.grown(by: .identity)].map { other in
    solid.regions[0].materials = (0..<count).map { $0 % 2 == 0 ? whole : other }
    return try EquilibriumSolver(assembler: try Assembler(solid: solid)).solve(unloaded(solid))
  }
  // A cell without growth in a region that has some is one that grew by nothing.
  #expect(results[0].state.displacements == results[1].state.displacements)
  // Half the cells want to be 1.1 times as long, the others as long as they were.
  let top = zip(solid.mesh.positions, results[0].state.displacements).filter { $0.0.z == 1 }
  let mean = top.reduce(0) { $0 + $1.1.z } / Double(top.count)
  #expect(mean > 0 && mean < 0.1)
}

@Test func `an impossible material is named with its region and cell`() {
  let plain = Material.neoHookean(shearModulus: 500, bulkModulus: 5e4)
  var solid = cube(plain, held: false)
  var materials = Array(repeating: plain, count: solid.mesh.blocks[0].count)
  materials[3] = .neoHookean(shearModulus: 0, bulkModulus: 5e4)
  solid.regions[0].materials = materials
  do {
    _ = try Assembler(solid: solid)
    Issue.record("accepted")
  } catch AssemblyError.impossibleMaterial(let region, let cell, let reason) {
    #expect(region == "body" && cell == 3)
    guard case .outOfRange(.neoHookean, let constant, 0) = reason else {
      Issue.record("\(reason)")
      return
    }
    #expect(constant.name == "shear_modulus")
  } catch { Issue.record("\(error)") }
}

@Test func `a step that overflows an exponential is shortened`() throws {
  // 60 μ on the soft toe region: the first correction strains by about 10, where e^(40 (Ī₁ − 3)) is infinite; the
  // step is shortened and the equilibrium found all the same.
  let material = Material.fungExponential(shearModulus: 500, b: 40, bulkModulus: 5e4)
  var solid = cube(material, held: false)
  for (i, X) in solid.mesh.positions.enumerated() where X.x == 0 {
    solid.constrained[i] = .init(repeating: true)
  }
  let solver = try EquilibriumSolver(assembler: try Assembler(solid: solid))
  let result = try solver.solve(
    Loading(forces: solid.weight(acceleration: Vector3(30, 0, 0))))
  #expect(result.history.contains { $0.stepLength < 1 })
  #expect(result.energy.isFinite)
  #expect(result.state.displacements.allSatisfy { $0.isFinite })
}
