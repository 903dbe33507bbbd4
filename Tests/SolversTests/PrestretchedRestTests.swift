import Assembly
import Materials
import Meshes
import Solvers
import Tensors
import TestSupport
import Testing

/// The top layer of a block, stretched in the plane of its own top, whatever shape it has.
private struct TautTop: OrientedMaterials {
  let block = 1
  let cells: [[Int32]]
  let material = Material.neoHookean(shearModulus: 5000, bulkModulus: 2.5e6)

  func materials(of positions: [Vector3]) -> [Material] {
    cells.map { nodes in
      let corners = (3..<6).map { positions[Int(nodes[$0])] }
      let normal = (corners[1] - corners[0]).cross(corners[2] - corners[0]).normalized
      // Stretched by 1.2 to all sides, and swollen until nothing presses along the normal:
      // K ln θ = μ (I₁/3 − λ₃²).
      let (side, thin) = (1.44, 1 / 1.44)
      let press = 5000 * ((2 * side + thin * thin) / 3 - thin * thin)
      let swelling = Double.exponential(-press / 2.5e6 / 3)
      let thickening = Matrix3(outer: normal, normal) * (1 / thin - 1 / 1.2)
      return material.grown(by: (Matrix3.identity * (1 / 1.2) + thickening) * swelling)
    }
  }
}

@Suite struct PrestretchedRestTests {
  /// A hill of fat under a taut skin, held by its base.
  private func hill(taut: Bool = true) -> Solid {
    let n = SIMD3(6, 4, 2)
    var mesh = VolumeMesh.box(of: .wedge15, bricks: n, size: Vector3(0.03, 0.02, 2)) { p in
      let height = 8e-3 + 4e-3 * Double.sine(p.x / 0.03 * .pi) * Double.sine(p.y / 0.02 * .pi)
      return Vector3(p.x, p.y, p.z <= 1 ? p.z * height : height + 1.5e-3)
    }
    let nodes = mesh.blocks[0].nodes
    mesh.blocks = ["fat", "skin"].enumerated().map { k, name in
      CellBlock(
        region: name, shape: .wedge15,
        nodes: Array(nodes[k * nodes.count / 2..<(k + 1) * nodes.count / 2]))
    }
    let fat = Material.neoHookean(shearModulus: 400, bulkModulus: 2e5)
    let skin = (0..<mesh.blocks[1].count).map { Array(mesh.blocks[1].nodes(ofCell: $0)) }
    let top = TautTop(cells: skin)
    var solid = Solid(
      mesh: mesh,
      regions: [
        SolidRegion(material: fat, density: 1000),
        SolidRegion(material: top.material, density: 1000),
      ])
    if taut { solid.orient(top) }
    solid.fix(nodes: mesh.positions.indices.filter { mesh.positions[$0].z < 1e-9 })
    return solid
  }

  private func solver(_ solid: Solid) throws -> EquilibriumSolver {
    try EquilibriumSolver(assembler: Assembler(solid: solid))
  }

  @Test func `what holds a prestretched body in its shape keeps it there`() throws {
    let solver = try solver(hill())
    let held = solver.assembler.holdingForces()
    #expect((held.map(\.length).max() ?? 0) > 1e-3)
    let start = solver.assembler.heldState()
    let result = try solver.solve(Loading(forces: held), from: start)
    #expect(result.state.displacements.allSatisfy { $0.length < 1e-10 })
  }

  @Test func `a body that has not grown needs nothing to hold it`() throws {
    let assembler = try Assembler(solid: hill(taut: false))
    #expect(assembler.holdingForces().allSatisfy { $0 == .zero })
    let (held, undeformed) = (assembler.heldState(), assembler.undeformedState())
    #expect(held.pressures == undeformed.pressures && held.dilatations == undeformed.dilatations)
  }

  /// Found to 1e-8 m, and loaded again by Newton's method to 1e-8 m: their sum, with room for the factor between a
  /// correction and the error that it leaves.
  @Test func `loading the rest shape of a taut body leads back to the target, with one factor`()
    throws
  {
    let solid = hill()
    let target = solid.mesh.positions
    let weight = solid.weight(acceleration: Vector3(0, -9.81, 0))
    let solver = try solver(solid)
    let shape = try RestShapeSolver(solver).restShape(under: weight)
    #expect(solver.factorizations == 1 && shape.history.count < 15)
    let again = try solver.solve(
      Loading(forces: zip(weight, shape.holding).map { $0 + $1 }),
      from: solver.assembler.heldState(), startLoading: Loading(forces: shape.holding)
    ).state.displacements
    let miss = again.indices.map { (shape.positions[$0] + again[$0] - target[$0]).length }.max()
    #expect((miss ?? .infinity) < 3e-8)
    let sag = again.map(\.length).max() ?? 0
    #expect(sag > 1e-5)
  }

  @Test func `a taut body sags less than a slack one`() throws {
    let sags = try [true, false].map { taut -> Double in
      let solid = hill(taut: taut)
      let weight = solid.weight(acceleration: Vector3(0, -9.81, 0))
      let shape = try RestShapeSolver(solver(solid)).restShape(under: weight)
      return shape.loaded.displacements.map(\.length).max() ?? 0
    }
    #expect(sags[0] < 0.95 * sags[1])
  }
}
