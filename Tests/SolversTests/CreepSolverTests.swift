import Assembly
import Materials
import Meshes
import Solvers
import Tensors
import TestSupport
import Testing

/// A cube of a strain-stiffening tissue, its surface prescribed.
private struct Cube {
  let solver: EquilibriumSolver
  let rest: Loading

  init(threads: Int = 1) throws {
    var region = SolidRegion(
      material: .yeoh(c10: 250, c20: 400, c30: 0, bulkModulus: 2.5e5), density: 1000)
    region.relaxation = try PronySeries([
      .init(share: 0.3, time: 1), .init(share: 0.2, time: 10),
    ])
    var solid = Solid(
      mesh: wedgeBox(cells: SIMD3(1, 1, 1), size: Vector3(0.01, 0.01, 0.01), distortion: 0),
      regions: [region])
    solid.fix(
      nodes: solid.mesh.positions.indices.filter { i in
        (0..<3).contains {
          solid.mesh.positions[i][$0] < 1e-9 || solid.mesh.positions[i][$0] > 0.01 - 1e-9
        }
      })
    solver = try EquilibriumSolver(assembler: Assembler(solid: solid, threads: threads))
    rest = Loading(forces: Array(repeating: .zero, count: solid.mesh.positions.count))
  }

  /// The surface moved by (F − 1) X.
  func moved(by F: Matrix3) -> Loading {
    Loading(
      forces: rest.forces, prescribed: solver.assembler.solid.mesh.positions.map { F * $0 - $0 })
  }

  func relaxed(_ creep: CreepSolver) throws -> CreepState {
    creep.relaxed(try solver.solve(rest), under: rest)
  }
}

@Test func `no closed path gives work back, however it winds`() throws {
  var random = SplitMix(seed: 11)
  for _ in 0..<6 {
    let cube = try Cube()
    let creep = CreepSolver(cube.solver)
    creep.settings.tolerance = 1e-5
    var state = try cube.relaxed(creep)
    for _ in 0..<4 {
      // Isochoric: a simple shear in a random frame, up to 0.8.
      let R = randomRotation(&random)
      let shear = Matrix3(1, 1.6 * random.next() - 0.8, 0, 0, 1, 0, 0, 0, 1)
      let goal = cube.moved(by: R * shear * R.transpose)
      state = try creep.follow(
        LoadSegment(duration: 20 * random.next(), from: state.loading, to: goal), from: state)
    }
    state = try creep.follow(
      LoadSegment(duration: 3, from: state.loading, to: cube.rest), from: state)
    #expect(state.work > 0)
  }
}

@Test func `a stretch of time may begin with a jump, and halves of it are as good as the whole`()
  throws
{
  let cube = try Cube()
  let goal = cube.moved(by: Matrix3(1, 0.2, 0, 0, 1, 0, 0, 0, 1))
  func work(_ durations: [Double]) throws -> Double {
    let creep = CreepSolver(cube.solver)
    var state = try cube.relaxed(creep)
    for duration in durations {
      state = try creep.follow(LoadSegment(duration: duration, holding: goal), from: state)
    }
    let reaction = zip(state.equilibrium.reactions, cube.moved(by: .identity).forces.indices)
      .reduce(0) { sum, entry in
        sum + (cube.solver.assembler.solid.mesh.positions[entry.1].y > 0.01 - 1e-9 ? entry.0.x : 0)
      }
    return reaction
  }
  let (whole, halves) = (try work([2]), try work([1, 1]))
  #expect(whole > 0)
  // Held strain: the series is exact, whatever the steps.
  #expect(abs(whole - halves) < 1e-9 * whole)
}

@Test
func `steps end at the times that are asked for, and find what equal ones find`() throws {
  let cube = try Cube()
  let goal = cube.moved(by: Matrix3(1, 0.2, 0, 0, 1, 0, 0, 0, 1))
  func end(_ ends: StepEnds) throws -> (times: [Double], work: Double) {
    let creep = CreepSolver(cube.solver)
    creep.settings.ends = ends
    var times: [Double] = []
    let end = try creep.follow(
      LoadSegment(duration: 4, from: cube.rest, to: goal), from: try cube.relaxed(creep)
    ) { times.append($0.time) }
    return (times, end.work)
  }
  let (listed, equal) = (try end(.at([1, 2, 3, 4])), try end(.equal(4)))
  #expect(listed.times == equal.times && listed.work == equal.work)
  #expect(try end(.at([0.1, 0.4, 4])).times == [0.1, 0.4, 4])
}

@Test
func `equal steps are taken when they are asked for, and what cannot be followed is an error`()
  throws
{
  let cube = try Cube()
  let creep = CreepSolver(cube.solver)
  creep.settings.ends = .equal(7)
  let goal = cube.moved(by: Matrix3(1, 0.2, 0, 0, 1, 0, 0, 0, 1))
  let start = try cube.relaxed(creep)
  var times: [Double] = []
  _ = try creep.follow(LoadSegment(duration: 7, from: cube.rest, to: goal), from: start) {
    times.append($0.time)
  }
  #expect(times == [1, 2, 3, 4, 5, 6, 7])
  creep.settings.ends = .adaptive
  creep.settings.maximumSteps = 3
  #expect(throws: SolverError.self) {
    try creep.follow(LoadSegment(duration: 7, from: cube.rest, to: goal), from: start)
  }
}
