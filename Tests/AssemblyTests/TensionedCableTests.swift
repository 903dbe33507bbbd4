import Assembly
import Materials
import Meshes
import ReferenceElements
import Tensors
import TestSupport
import Testing

/// A box with a thread through three points of its cells.
private func box() -> Solid {
  var solid = Solid(
    mesh: wedgeBox(cells: SIMD3(2, 1, 1), size: Vector3(0.04, 0.02, 0.01), distortion: 0.2),
    regions: [
      SolidRegion(
        material: .neoHookean(shearModulus: 1000, bulkModulus: 5e5), density: 1000)
    ], pressureBasis: .displacement)
  let block = solid.mesh.blocks[0]
  let points = [
    (0, Vector3(0.2, 0.3, -0.4)), (1, Vector3(0.5, 0.1, 0.2)), (3, Vector3(0.3, 0.3, 0.6)),
  ]
  .map { cell, place in
    TensionedCable.Point(
      nodes: Array(block.nodes(ofCell: cell)), shapes: Wedge15.shapes(at: place))
  }
  solid.cables = [
    TensionedCable(
      points: points,
      pulls: [.init(tension: 1.5), .init(tension: 0.2, stiffness: 300, length: 8e-3)])
  ]
  return solid
}

private func state(of assembler: Assembler, seed: UInt64) -> SolidState {
  var random = SplitMix(seed: seed)
  var state = assembler.undeformedState()
  for i in state.displacements.indices {
    state.displacements[i] = Vector3(
      1e-3 * random.next() - 5e-4, 1e-3 * random.next() - 5e-4, 1e-3 * random.next() - 5e-4)
  }
  return state
}

@Test
func `a thread pulls with the derivative of its energy, and its stiffness is that of its pull`()
  throws
{
  // The threads alone: the body with them less the body without.
  let (with, without) = try (
    Assembler(solid: box()),
    {
      var bare = box()
      bare.cables[0].pulls = [.init(), .init()]
      return try Assembler(solid: bare)
    }()
  )
  let here = state(of: with, seed: 3)
  func pull(_ state: SolidState) -> (forces: [Vector3], energy: Double) {
    let a = with.assemble(at: state, wantsTangent: true).energy
    let b = without.assemble(at: state, wantsTangent: true).energy
    return (zip(with.forces, without.forces).map { $0 - $1 }, a - b)
  }
  let there = pull(here)
  // What pulls at one end pulls the other way at the other: no force and no moment in all.
  #expect(there.forces.reduce(.zero, +).length < 1e-12)
  let places = zip(box().mesh.positions, here.displacements).map { $0 + $1 }
  #expect(zip(places, there.forces).reduce(Vector3.zero) { $0 + $1.0.cross($1.1) }.length < 1e-13)
  let matrix = zip(with.matrix.values, without.matrix.values).map { $0 - $1 }
  #expect(matrix.contains { $0 != 0 })
  var random = SplitMix(seed: 9)
  var (up, down) = (here, here)
  let h = 1e-6
  var way = here.displacements
  for i in way.indices { way[i] = Vector3(random.next(), random.next(), random.next()) }
  for i in way.indices {
    up.displacements[i] += h * way[i]
    down.displacements[i] -= h * way[i]
  }
  let (above, below) = (pull(up), pull(down))
  let slope = zip(there.forces, way).reduce(0) { $0 + $1.0.dot($1.1) }
  #expect(abs((above.energy - below.energy) / (2 * h) / slope - 1) < 1e-6)
  var product = with.matrix
  product.values = matrix
  let b = product.multiplied(by: way.flatMap { [$0.x, $0.y, $0.z] })
  for i in way.indices {
    for c in 0..<3 {
      let difference = (above.forces[i][c] - below.forces[i][c]) / (2 * h)
      // T/l is about 100 N/m.
      #expect(abs(difference - b[3 * i + c]) < 1e-4)
    }
  }
}
