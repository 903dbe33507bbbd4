import Assembly
import Foundation
import Materials
import Meshes
import ReferenceElements
import Solvers
import Tensors
import TestSupport
import Testing

@Suite struct RestShapeTests {
  private let size = Vector3(0.03, 0.02, 0.015)

  /// A block of tissue held by its base.
  private func block(shearModulus mu: Double) -> Solid {
    let mesh = wedgeBox(cells: SIMD3(4, 3, 2), size: size, distortion: 0.1)
    var solid = Solid(
      mesh: mesh,
      regions: [
        SolidRegion(
          material: .neoHookean(shearModulus: mu, bulkModulus: 500 * mu), density: 1000)
      ])
    solid.fix(nodes: mesh.positions.indices.filter { mesh.positions[$0].z < 1e-9 })
    return solid
  }

  private func solver(_ solid: Solid) throws -> EquilibriumSolver {
    try EquilibriumSolver(assembler: Assembler(solid: solid))
  }

  /// The largest |∂u/∂X| (Frobenius) at a quadrature point.
  private func largestGradient(of u: [Vector3], in mesh: VolumeMesh) -> Double {
    let block = mesh.blocks[0]
    return block.shape.quadrature.points.reduce(0.0) { most, point in
      let dN = block.shape.reference.gradients(at: point)
      return (0..<block.count).reduce(most) { most, cell in
        let nodes = block.nodes(ofCell: cell)
        let G = jacobian(nodes: nodes, positions: mesh.positions, gradients: dN).inverse
        let H = jacobian(nodes: nodes, positions: u, gradients: dN) * G
        let square = (0..<9).reduce(0.0) { $0 + H[$1 / 3, $1 % 3] * H[$1 / 3, $1 % 3] }
        return max(most, square.squareRoot())
      }
    }
  }

  /// The loaded body is the target; the shape that is found is the one it was loaded from.
  ///
  /// One factor serves: that of the unloaded target, which differs from the derivative of the equations by a
  /// few times the mean of H := ∂u/∂X. The largest H of a sheared block is a few times its mean, so that
  /// corrections shrink by the largest |H| at least (measured: by half of it). Their mixing makes that the mean pace of all,
  /// not that of each.
  @Test(arguments: [250.0, 500, 1500])
  func `the rest shape of a loaded body is the shape that was loaded`(mu: Double) throws {
    var solid = block(shearModulus: mu)
    let mesh = solid.mesh
    let atRest = mesh.positions
    let weight = solid.weight(acceleration: Vector3(0, -9.81, 0))
    let loaded = try solver(solid).solve(Loading(forces: weight)).state
    solid.mesh.positions = zip(atRest, loaded.displacements).map { $0 + $1 }
    let inverse = try solver(solid)
    let shape = try RestShapeSolver(inverse).restShape(under: weight)
    let miss = zip(shape.positions, atRest).map { ($0 - $1).length }.max() ?? .infinity
    #expect(miss < 1e-8)
    let sag = loaded.displacements.map(\.length).max() ?? 0
    #expect(sag > 0.4e-3)
    #expect(inverse.factorizations == 1)
    let strain = largestGradient(of: loaded.displacements, in: mesh)
    let corrections = shape.history.map(\.correction)
    let fall = (corrections.last ?? .infinity) / corrections[0]
    let pace = Foundation.pow(fall, 1 / Double(corrections.count - 1))
    #expect(pace < strain, "|H| = \(strain), corrections \(corrections)")
  }

  @Test func `loading the rest shape leads back to the target`() throws {
    let solid = block(shearModulus: 300)
    let target = solid.mesh.positions
    let weight = solid.weight(acceleration: Vector3(0, -9.81, 0))
    let inverse = try solver(solid)
    let shape = try RestShapeSolver(inverse).restShape(under: weight)
    #expect(inverse.factorizations == 1)
    var atRest = solid
    atRest.mesh.positions = shape.positions
    let again = try solver(atRest).solve(Loading(forces: weight)).state
    let miss = again.displacements.indices.map {
      (shape.positions[$0] + again.displacements[$0] - target[$0]).length
    }
    #expect((miss.max() ?? .infinity) < 1e-8)
  }

  @Test func `a body that nothing loads is at rest`() throws {
    let solid = block(shearModulus: 300)
    let none = [Vector3](repeating: .zero, count: solid.mesh.positions.count)
    let shape = try RestShapeSolver(solver(solid)).restShape(under: none)
    #expect(shape.positions == solid.mesh.positions)
    #expect(shape.history.count == 1)
  }

  /// Twenty times softer than its height can bear.
  @Test func `a body too soft for its load has no rest shape, and is as it was afterwards`() throws
  {
    let solid = block(shearModulus: 5)
    let weight = solid.weight(acceleration: Vector3(0, -9.81, 0))
    let inverse = try solver(solid)
    let failure = #expect(throws: SolverError.self) {
      try RestShapeSolver(inverse).restShape(under: weight)
    }
    guard case .noRestShape(let reached, let history, _, _)? = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(reached < 1)
    #expect(!history.isEmpty)
    #expect(inverse.assembler.solid.mesh.positions == solid.mesh.positions)
  }

  /// Hanging from its base, at half of the stiffness at which the search needs no help.
  @Test func `a rest shape is found although corrections turn cells inside out on the way`() throws
  {
    let solid = block(shearModulus: 25)
    let target = solid.mesh.positions
    let weight = solid.weight(acceleration: Vector3(0, 0, 9.81))
    let inverse = try solver(solid)
    let shape = try RestShapeSolver(inverse).restShape(under: weight)
    #expect(shape.history.contains { $0.stepLength < 1 })
    var atRest = solid
    atRest.mesh.positions = shape.positions
    let again = try solver(atRest).solve(Loading(forces: weight)).state
    let miss = again.displacements.indices.map {
      (shape.positions[$0] + again.displacements[$0] - target[$0]).length
    }
    // Both searches stop at corrections of 1e-8 m; those of the shape shrink by about a third each.
    #expect((miss.max() ?? .infinity) < 5e-8)
  }

  @Test func `a hopeless search ends after as many corrections as it may take`() throws {
    let solid = block(shearModulus: 5)
    let search = RestShapeSolver(try solver(solid))
    search.settings.maximumCorrections = 12
    let failure = #expect(throws: SolverError.self) {
      try search.restShape(under: solid.weight(acceleration: Vector3(0, -9.81, 0)))
    }
    guard case .noRestShape(_, let history, _, let end)? = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(end == .corrections(12))
    #expect(history.count == 12)
  }
}
