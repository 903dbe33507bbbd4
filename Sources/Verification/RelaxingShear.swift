import Assembly
import Materials
import Meshes
import Solvers
import Tensors

/// B11 and B12: a relaxing cube is sheared, at once or in a second, and held: σ₁₂(t) of a Prony series.
enum RelaxingShear {
  private static let (instantaneous, shear) = (1000.0, 0.1)
  private static let series = [
    PronySeries.Term(share: 0.3, time: 1), PronySeries.Term(share: 0.2, time: 10),
  ]

  /// σ₁₂ in Pa, linear viscoelasticity: γ G(t) after a step, γ ∫ G over a ramp of one second.
  private static func stress(at t: Double, ramped: Bool) -> Double {
    let rest = 1 - series.reduce(0) { $0 + $1.share }
    let sum = series.reduce(ramped ? rest * min(t, 1) : rest) { sum, term in
      guard ramped else { return sum + term.share * Double.exponential(-t / term.time) }
      let (from, to) = (max(0, t - 1), t)
      return sum + term.share * term.time
        * (Double.exponential(-from / term.time) - Double.exponential(-to / term.time))
    }
    return instantaneous * shear * sum
  }

  /// The cube with a surface that moves by γ y along x.
  private static func problem() throws -> StaticProblem {
    let series = try PronySeries(series)
    let relaxed = instantaneous * series.relaxedShare
    var region = SolidRegion(
      material: .neoHookean(shearModulus: relaxed, bulkModulus: 500 * relaxed), density: 1000)
    region.relaxation = series
    // Regular, so that what the sides x = 0 and 1 bring to the edges of the face cancels.
    let mesh = VolumeMesh.box(of: .wedge15, bricks: SIMD3(2, 2, 2), size: Vector3(1, 1, 1))
    var cube = StaticProblem(Solid(mesh: mesh, regions: [region]))
    cube.prescribe(where: CubeState.isOnSurface)
    return cube
  }

  /// σ₁₂ at some times, from the forces on the face y = 1 of the unit cube.
  private static func stresses(at times: [Double], ramped: Bool) throws -> [Double] {
    let problem = try problem()
    var sheared = problem.loading
    for (i, X) in problem.positions.enumerated() where CubeState.isOnSurface(X) {
      sheared.prescribed[i] = Vector3(shear * X.y, 0, 0)
    }
    let solver = try EquilibriumSolver(assembler: Assembler(solid: problem.solid, threads: 2))
    let creep = CreepSolver(solver)
    creep.settings.tolerance = 1e-5
    creep.settings.firstStep = 0.01
    var state = creep.relaxed(try solver.solve(problem.loading), under: problem.loading)
    var found: [Double] = []
    for time in times {
      let end = ramped ? problem.loading.part(min(time, 1), of: sheared) : sheared
      let start = ramped ? problem.loading.part(min(state.time, 1), of: sheared) : sheared
      state = try creep.follow(
        LoadSegment(duration: time - state.time, from: start, to: end), from: state)
      found.append(
        zip(problem.positions, state.equilibrium.reactions).reduce(0) {
          $0 + ($1.0.y > 1 - 1e-9 ? $1.1.x : 0)
        })
    }
    return found
  }

  private static func verification(
    _ id: String, _ title: String, times: [Double], ramped: Bool, because reason: String
  ) -> VerificationCase {
    VerificationCase(id, title, source: "linear viscoelasticity in closed form") { _ in
      let found = try stresses(at: times, ramped: ramped)
      return CaseOutcome(
        zip(times, found).map { time, stress in
          Comparison(
            "σ₁₂ after \(time) s", unit: "Pa", reference: Self.stress(at: time, ramped: ramped),
            result: stress, allowed: .relative(1e-4), because: reason)
        })
    }
  }

  static let step = verification(
    "B11", "Relaxation after a step of simple shear", times: [0, 0.1, 1, 10, 100], ramped: false,
    because: "four digits; the series is exact where the strain is held")

  static let ramp = verification(
    "B12", "Relaxation after a ramp of simple shear", times: [0.5, 1, 2, 10, 100], ramped: true,
    because:
      "four digits; at a shear of 0.1 the finite strain itself adds 0.7 in 10⁴ during the ramp"
  )
}

extension Loading {
  /// A part of the prescribed motion of another loading.
  fileprivate func part(_ fraction: Double, of other: Loading) -> Loading {
    Loading(forces: forces, prescribed: other.prescribed.map { fraction * $0 })
  }
}
