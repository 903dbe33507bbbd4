import Assembly
import Materials
import Solvers
import Tensors

/// B23: a soft brick on a wall while gravity turns once around it: what it stores is what gravity gives.
enum ClosedCycle {
  private static let steps = 24

  /// Energy stored and displacements at every step of the turn, with the forces of that step.
  private static func turn() throws -> [(energy: Double, u: [Vector3], forces: [Vector3])] {
    var problem = CubeState(.neoHookean(shearModulus: 5000, bulkModulus: 2.5e6)).problem
    problem.prescribe { $0.x < 1e-9 }
    let solver = try EquilibriumSolver(assembler: try Assembler(solid: problem.solid, threads: 2))
    var state = solver.assembler.undeformedState()
    return try (0...steps).map { k in
      let angle = 2 * Double.pi * Double(k) / Double(steps)
      let gravity = 0.5 * Vector3(Double.cosine(angle), Double.sine(angle), 0)
      let forces = problem.solid.weight(acceleration: gravity)
      let result = try solver.solve(Loading(forces: forces), from: state)
      state = result.state
      return (result.energy, result.state.displacements, forces)
    }
  }

  /// Σ ½ (fᵢ + fᵢ₊₁)·(uᵢ₊₁ − uᵢ) from the first step to each, in J.
  private static func work(_ turn: [(energy: Double, u: [Vector3], forces: [Vector3])]) -> [Double]
  {
    var sums = [0.0]
    for (a, b) in zip(turn, turn.dropFirst()) {
      let step = a.u.indices.reduce(0.0) { sum, i in
        sum + 0.5 * (a.forces[i] + b.forces[i]).dot(b.u[i] - a.u[i])
      }
      sums.append(sums[sums.count - 1] + step)
    }
    return sums
  }

  static let verification = VerificationCase(
    "B23-cycle", "A closed cycle: gravity turns once around a brick, energy = work",
    source: "a hyperelastic body under dead loads stores all work"
  ) { _ in
    let turn = try turn()
    let work = work(turn)
    let energies = turn.map(\.energy)
    let swing = (energies.max() ?? 0) - (energies.min() ?? 0)
    let miss = zip(work, energies).map { abs($0 - ($1 - energies[0])) / swing }.max() ?? .nan
    let angle = 2 * Double.pi / Double(steps)
    return CaseOutcome([
      Comparison(
        "energy after the cycle over its swing", reference: 0,
        result: (energies[steps] - energies[0]) / swing, allowed: .absolute(1e-6),
        because: "the brick is where it was to 1e-8 m, of displacements of 1e-2 m"),
      Comparison(
        "work of the cycle over the swing of the energy", reference: 0, result: work[steps] / swing,
        allowed: .absolute(1e-6),
        because: "the trapezoidal rule on a whole period is exact but for its smooth remainder"),
      Comparison(
        "work against energy on the way, largest difference over the swing", reference: 0,
        result: miss, allowed: .absolute(angle * angle / 6),
        because: "trapezoidal rule in steps of 15°: h²/12 of the whole, twice that for both signs"),
    ])
  }
}
