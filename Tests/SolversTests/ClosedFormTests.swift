import Assembly
import Materials
import Meshes
import Solvers
import Tensors
import TestSupport
import Testing

/// A block of one neo-Hookean material, its faces at 0 held on rollers.
private func block(
  shearModulus mu: Double = 1000, bulkRatio: Double, basis: PressureBasis = .thickness
) -> Solid {
  var solid = Solid(
    mesh: wedgeBox(cells: SIMD3(2, 2, 2), size: Vector3(1, 1, 1), distortion: 0.15),
    regions: [
      SolidRegion(
        material: .neoHookean(shearModulus: mu, bulkModulus: bulkRatio * mu), density: 1000)
    ], pressureBasis: basis)
  for (i, X) in solid.mesh.positions.enumerated() {
    for c in 0..<3 where X[c] == 0 { solid.constrained[i][c] = true }
  }
  return solid
}

/// Nominal stress P₁₁ on the face x = 1 when that face is moved to `stretch`.
private func nominalStress(_ solid: Solid, holding: [Int], at stretches: [Double]) throws -> Double
{
  var solid = solid
  var loading = Loading(forces: Array(repeating: .zero, count: solid.mesh.positions.count))
  for (i, X) in solid.mesh.positions.enumerated() {
    for (c, stretch) in zip(holding, stretches) where X[c] == 1 {
      solid.constrained[i][c] = true
      loading.prescribed[i][c] = stretch - 1
    }
  }
  let solver = try EquilibriumSolver(assembler: try Assembler(solid: solid))
  let result = try solver.solve(loading)
  return zip(solid.mesh.positions, result.reactions).reduce(0) { $0 + ($1.0.x == 1 ? $1.1.x : 0) }
}

/// K/μ of the near-incompressible blocks; the closed forms are those of K → ∞ and differ by O(μ/K).
private let bulkRatio = 1e7

@Test(arguments: [(0.7, -1.34082), (1.1, 0.27355), (1.3, 0.70828), (1.5, 1.05556), (2.0, 1.75)])
func `B1 uniaxial tension`(stretch: Double, target: Double) throws {
  let P = try nominalStress(block(bulkRatio: bulkRatio), holding: [0], at: [stretch]) / 1000
  #expect(abs(P - (stretch - 1 / (stretch * stretch))) < 1e-6)
  #expect(abs(P - target) < 6e-6)  // the target is rounded to five decimals
}

@Test(arguments: [(1.1, 0.47908), (1.3, 1.03067), (1.5, 1.36831)])
func `B2 equibiaxial tension`(stretch: Double, target: Double) throws {
  let P = try nominalStress(block(bulkRatio: bulkRatio), holding: [0, 1], at: [stretch, stretch])
  #expect(abs(P / 1000 - target) < 6e-6)
}

@Test(arguments: [(1.1, 0.34869), (1.3, 0.84483), (1.5, 1.20370)])
func `B3 pure shear`(stretch: Double, target: Double) throws {
  let P = try nominalStress(block(bulkRatio: bulkRatio), holding: [0, 1], at: [stretch, 1])
  #expect(abs(P / 1000 - target) < 6e-6)
}

@Test(arguments: PressureBasis.allCases)
func `the error of B1 is proportional to the compressibility`(basis: PressureBasis) throws {
  let exact = 1.5 - 1 / 2.25
  let errors = try [1e3, 1e4].map { ratio in
    abs(
      try nominalStress(block(bulkRatio: ratio, basis: basis), holding: [0], at: [1.5]) / 1000
        - exact)
  }
  #expect(abs(errors[0] / errors[1] - 10) < 0.05)
}

@Test func `B4 simple shear`() throws {
  let (gamma, mu) = (0.4, 1000.0)
  var solid = block(shearModulus: mu, bulkRatio: bulkRatio)
  solid.fix(nodes: solid.mesh.positions.indices)
  // Inner nodes are free, so that equilibrium is found and not prescribed.
  var loading = Loading(forces: Array(repeating: .zero, count: solid.mesh.positions.count))
  for (i, X) in solid.mesh.positions.enumerated() {
    loading.prescribed[i].x = gamma * X.z
    if (0..<3).allSatisfy({ X[$0] > 0 && X[$0] < 1 }) {
      solid.constrained[i] = .init(repeating: false)
    }
  }
  let solver = try EquilibriumSolver(assembler: try Assembler(solid: solid))
  let result = try solver.solve(loading)
  // Mean nominal stress P = (1/V) Σ f ⊗ X, and σ = P Fᵀ (J = 1).
  var P = Matrix3.zero
  for (X, f) in zip(solid.mesh.positions, result.reactions) { P = P + Matrix3(outer: f, X) }
  let F = Matrix3(1, 0, gamma, 0, 1, 0, 0, 0, 1)
  let sigma = P * F.transpose
  #expect(abs(sigma.xz / mu - gamma) < 1e-6)
  #expect(abs((sigma.xx - sigma.zz) / mu - gamma * gamma) < 1e-6)
}

/// A long layered slab in plane strain, its base fixed, hanging along itself: u(z) at its middle, in mm.
private func hangingSlab(
  layers: [(thickness: Double, shear: Double, density: Double)], heights: Int = 48,
  bulkRatio: Double = 1e4
) throws -> [Double] {
  let height = layers.reduce(0) { $0 + $1.thickness }
  let length = Double(heights) * height
  var meshes: [(VolumeMesh, Double)] = []
  var base = 0.0
  for layer in layers {
    meshes.append(
      (
        wedgeBox(
          cells: SIMD3(2 * heights, 1, 1), size: Vector3(length, height / 4, layer.thickness)), base
      ))
    base += layer.thickness
  }
  // Glue the layers: nodes at one place become one.
  var positions: [Vector3] = []
  var known: [SIMD3<Int64>: Int32] = [:]
  var blocks: [CellBlock] = []
  for (mesh, base) in meshes {
    let map = mesh.positions.map { X -> Int32 in
      let at = X + Vector3(0, 0, base)
      let key = SIMD3<Int64>((at * 1e7).rounded(.toNearestOrEven))
      if let node = known[key] { return node }
      known[key] = Int32(positions.count)
      positions.append(at)
      return Int32(positions.count - 1)
    }
    var block = mesh.blocks[0]
    block.nodes = block.nodes.map { map[Int($0)] }
    blocks.append(block)
  }
  var solid = Solid(
    mesh: VolumeMesh(positions: positions, blocks: blocks),
    regions: layers.map {
      SolidRegion(
        material: .neoHookean(shearModulus: $0.shear, bulkModulus: bulkRatio * $0.shear),
        density: $0.density)
    })
  for (i, X) in positions.enumerated() {
    solid.constrained[i][1] = true
    if X.z == 0 { solid.constrained[i] = .init(repeating: true) }
  }
  let solver = try EquilibriumSolver(assembler: try Assembler(solid: solid))
  let result = try solver.solve(Loading(forces: solid.weight(acceleration: Vector3(9.81, 0, 0))))
  var top = 0.0
  return layers.map { layer in
    top += layer.thickness
    let middle = positions.indices.filter {
      abs(positions[$0].z - top) < 1e-6 && abs(positions[$0].x - length / 2) < 1e-6
    }
    return 1000 * (middle.first.map { result.state.displacements[$0].x } ?? .nan)
  }
}

@Test(arguments: [
  (10.0, 1000.0, 0.4905), (15, 1000, 1.1036), (15, 500, 2.2073), (20, 500, 3.9240),
  (15, 2000, 0.5518),
])
func `B13 a slab hanging along its plane`(height: Double, shear: Double, target: Double) throws {
  let u = try hangingSlab(layers: [(height / 1000, shear, 1000)])[0]
  let exact = 1000 * 1000 * 9.81 * (height / 1000) * (height / 1000) / (2 * shear)
  // The closed form is for K → ∞ and an endless slab: O(μ/K) = 1e-4 of γ², and the ends,
  // whose pressure decays like e^(−0.6 x/h): 24 heights away 1e-6.
  #expect(abs(u / exact - 1) < 2e-5, "u = \(u) mm")
  #expect(abs(u - target) < 1e-4)
}

@Test func `B14 four layers hanging along their plane`() throws {
  // The stiff skin drags the ends along over the shear-lag length √(E t h/G) ≈ 3.3 heights: a long slab.
  let u = try hangingSlab(
    layers: [
      (0.006, 300, 950), (0.002, 3000, 1050), (0.004, 300, 950), (0.0016, 10_000, 1100),
    ], heights: 96)
  for (value, target) in zip(u, [2.0621, 2.1053, 2.5840, 2.5854]) {
    #expect(abs(value / target - 1) < 5e-5, "u = \(u) mm")
  }
}
