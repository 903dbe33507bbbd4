import Assembly
import Materials
import Meshes
import Tensors
import TestSupport
import Testing

private let side = 0.02

/// A box whose upper face is pressed into an obstacle.
private func box(_ obstacle: RigidObstacle) -> Solid {
  var solid = Solid(
    mesh: wedgeBox(cells: SIMD3(2, 2, 1), size: Vector3(side, side, 0.01), distortion: 0.2),
    regions: [
      SolidRegion(
        material: .neoHookean(shearModulus: 1000, bulkModulus: 5e5), density: 1000)
    ], pressureBasis: .displacement)
  // The axis of the obstacle goes through the middle of the face, the face is at z = 0.
  solid.mesh.positions = solid.mesh.positions.map { $0 - Vector3(side / 2, side / 2, 0.01) }
  let facets = solid.mesh.boundaryFacets { $0.z > -1e-9 }
  solid.contacts = facets.map {
    RigidContact(
      facets: $0, positions: solid.mesh.positions, obstacle: obstacle, stiffness: 1e8)
  }
  return solid
}

/// A ball, a punch, and a ring whose rounded edges cut into the face.
private let obstacles = [
  RigidObstacle(.ball(radius: 8e-3), height: -1e-3),
  RigidObstacle(.ring(inner: nil, outer: 6e-3, edge: 2e-3), height: -5e-4),
  RigidObstacle(.ring(inner: 3e-3, outer: 8e-3, edge: 1e-3), height: -4e-4),
]

@Test(arguments: obstacles)
func `normal and curvature are the derivatives of the distance`(obstacle: RigidObstacle) {
  var random = SplitMix(seed: 5)
  let h = 1e-8
  for _ in 0..<200 {
    let x = Vector3(
      0.03 * random.next() - 0.015, 0.03 * random.next() - 0.015, 0.01 * random.next() - 0.005)
    let found = obstacle.distance(at: x)
    for c in 0..<3 {
      var step = Vector3.zero
      step[c] = h
      let (up, down) = (obstacle.distance(at: x + step), obstacle.distance(at: x - step))
      // Where outline and axis are smooth between the two; at a kink normals differ by order one.
      guard (up.normal - down.normal).length < 1e-3 else { continue }
      #expect(abs((up.gap - down.gap) / (2 * h) - found.normal[c]) < 1e-5)
      for r in 0..<3 {
        // Curvature is up to 1/edge = 1000 per metre; on the axis of the ball it is 125.
        #expect(
          abs((up.normal[r] - down.normal[r]) / (2 * h) - found.curvature[r, c])
            < 1e-3 * (1 + 1000))
      }
    }
  }
}

@Test func `distances are those of the outline`() {
  let ring = RigidObstacle(.ring(inner: 1, outer: 2, edge: 0.1), height: 3)
  #expect(abs(ring.distance(at: Vector3(1.5, 0, 2)).gap - 1) < 1e-12)
  #expect(abs(ring.distance(at: Vector3(0, 0.5, 9)).gap - 0.5) < 1e-12)
  // From the middle of the rounding at (1.1, 3.1) to the axis: √(1.1² + 0.1²) − 0.1.
  #expect(abs(ring.distance(at: Vector3(0, 0, 3)).gap - (1.22.squareRoot() - 0.1)) < 1e-12)
  #expect(ring.distance(at: Vector3(-1.5, 0, 3.2)).gap < 0)
}

@Test(arguments: obstacles)
func `contact forces are the derivative of the energy, and its tangent theirs`(
  obstacle: RigidObstacle
) throws {
  let solid = box(obstacle)
  let assembler = try Assembler(solid: solid)
  let free = try Assembler(
    solid: {
      var s = solid; s.contacts = []; return s
    }())
  let state = assembler.undeformedState()
  let h = 1e-9
  assembler.assemble(at: state, wantsTangent: true)
  free.assemble(at: state, wantsTangent: true)
  let forces = zip(assembler.forces, free.forces).map { $0 - $1 }
  #expect(forces.contains { $0.length > 1e-3 })
  let entries = zip(assembler.matrix.values, free.matrix.values).map { $0 - $1 }
  var K = [[Double]](
    repeating: Array(repeating: 0, count: assembler.equationCount),
    count: assembler.equationCount)
  for column in 0..<assembler.equationCount {
    let start = Int(assembler.matrix.columnStarts[column])
    for k in start..<Int(assembler.matrix.columnStarts[column + 1]) {
      let row = Int(assembler.matrix.rows[k])
      K[row][column] = entries[k]
      K[column][row] = entries[k]
    }
  }
  let scale = entries.map(abs).max() ?? 1
  for node in stride(from: 0, to: forces.count, by: 3) {
    for c in 0..<3 {
      var (up, down) = (state, state)
      up.displacements[node][c] += h
      down.displacements[node][c] -= h
      func contact(_ s: SolidState) -> (energy: Double, forces: [Vector3]) {
        var forces = [Vector3](repeating: .zero, count: s.displacements.count)
        var energy = 0.0
        for contact in solid.contacts {
          contact.addForces(displacements: s.displacements, to: &forces)
          energy += contact.energy(displacements: s.displacements)
        }
        return (energy, forces)
      }
      let (a, b) = (contact(up), contact(down))
      // Points that begin to touch within h change the energy by κ h³ only.
      #expect(abs((a.energy - b.energy) / (2 * h) - forces[node][c]) < 1e-5)
      for other in stride(from: 0, to: forces.count, by: 5) {
        for r in 0..<3 {
          let slope = (a.forces[other][r] - b.forces[other][r]) / (2 * h)
          // A free box has an equation for every component, numbered as its nodes are.
          #expect(abs(slope - K[3 * other + r][3 * node + c]) < 1e-5 * scale)
        }
      }
    }
  }
}

@Test func `nothing is felt of an obstacle that is apart`() throws {
  let solid = box(RigidObstacle(.ball(radius: 8e-3), height: 1e-9))
  let contact = try #require(solid.contacts.first)
  let still = [Vector3](repeating: .zero, count: solid.mesh.positions.count)
  var forces = still
  contact.addForces(displacements: still, to: &forces)
  #expect(forces == still)
  #expect(contact.energy(displacements: still) == 0)
  let touch = contact.touch(displacements: still)
  #expect(touch.force == .zero && touch.area == 0 && touch.deepest == 0 && touch.radii == nil)
}

@Test func `the force on the obstacle is what the nodes bear`() throws {
  let solid = box(obstacles[0])
  let contact = try #require(solid.contacts.first)
  let still = [Vector3](repeating: .zero, count: solid.mesh.positions.count)
  var forces = still
  contact.addForces(displacements: still, to: &forces)
  let touch = contact.touch(displacements: still)
  #expect((touch.force - forces.reduce(.zero, +)).length < 1e-12)
  #expect(touch.force.z > 0 && touch.deepest > 0.5e-3 && touch.deepest <= 1e-3)
}

@Test func `contact has the same bits for any number of threads`() throws {
  let results = try [1, 2].map { threads -> [Double] in
    let assembler = try Assembler(solid: box(obstacles[2]), threads: threads)
    assembler.assemble(at: assembler.undeformedState(), wantsTangent: true)
    return assembler.matrix.values + assembler.forces.flatMap { [$0.x, $0.y, $0.z] }
  }
  #expect(results[0] == results[1])
}

@Test func `a point deeper than the limit costs infinite energy`() throws {
  let solid = box(obstacles[0])
  let facets = try #require(solid.mesh.boundaryFacets { $0.z > -1e-9 }.first)
  let still = [Vector3](repeating: .zero, count: solid.mesh.positions.count)
  // The ball lies 1 mm deep.
  for (limit, isFinite) in [(0.5e-3, false), (1.1e-3, true)] {
    let contact = RigidContact(
      facets: facets, positions: solid.mesh.positions, obstacle: obstacles[0], stiffness: 1e8,
      limit: limit)
    #expect(contact.energy(displacements: still).isFinite == isFinite)
  }
}
