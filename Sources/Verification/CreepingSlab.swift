import Assembly
import Materials
import Meshes
import Solvers
import Tensors

/// A slab of fat on bone that is turned until it hangs along its plane: creep, recovery, and what is lost.
///
/// One-term series of share g and time τ: u(t) = u∞ (1 − g exp(−t/τc)) with τc = τ/(1 − g), and after the load has
/// gone at t₁ u(t) − u(t − t₁). A16 is the ratio of the displacement in the end to that at once, 1/(1 − g).
enum CreepingSlab {
  /// Fat of pigs, materials M035 and M036: Pa, kg/m³, m.
  private static let (modulus, density, height) = (530.0, 911.0, 15e-3)
  private static let term = PronySeries.Term(share: 0.39, time: 700)
  private static let retardation = term.time / (1 - term.share)

  /// u/u∞ at a time after loading.
  private static func creep(_ t: Double) -> Double {
    t < 0 ? 0 : 1 - term.share * Double.exponential(-t / retardation)
  }

  /// A column of the slab under a part of gravity, along x; what moves across the plane is held.
  private struct Column {
    struct Point {
      var time: Double
      var motion: Double
      var isLoaded: Bool
    }

    let problem: StaticProblem
    let top: Int
    let loading: Loading

    init(gravity: Double) throws {
      let mesh = VolumeMesh.box(
        of: .wedge15, bricks: SIMD3(1, 1, 2), size: Vector3(5e-3, 5e-3, height))
      var region = SolidRegion(
        material: .neoHookean(shearModulus: modulus, bulkModulus: 500 * modulus), density: density)
      region.relaxation = try PronySeries([term])
      var problem = StaticProblem(Solid(mesh: mesh, regions: [region]))
      problem.prescribe([1, 2]) { _ in true }
      problem.prescribe { $0.z < 1e-9 }
      loading = Loading(forces: problem.solid.weight(acceleration: Vector3(gravity, 0, 0)))
      top = problem.node(at: Vector3(0, 0, height))
      self.problem = problem
    }

    /// The top's motion in m along the way through some segments, with the work that was done.
    func follow(_ segments: [(duration: Double, isLoaded: Bool)], _ settings: TimeSettings) throws
      -> (points: [Point], work: Double)
    {
      let solver = try EquilibriumSolver(assembler: Assembler(solid: problem.solid, threads: 2))
      solver.settings.tolerance = 1e-12
      let creep = CreepSolver(solver, settings: settings)
      var state = creep.relaxed(try solver.solve(problem.loading), under: problem.loading)
      var points: [Point] = []
      for (duration, isLoaded) in segments {
        let segment = LoadSegment(
          duration: duration, holding: isLoaded ? loading : problem.loading)
        state = try creep.follow(segment, from: state) {
          points.append(
            Point(
              time: $0.time, motion: $0.equilibrium.state.displacements[top].x, isLoaded: isLoaded))
        }
      }
      return (points, state.work)
    }
  }

  static let verification = VerificationCase(
    "creep", "Creep and recovery of a hanging slab", source: "linear viscoelasticity in closed form"
  ) { _ in
    // A thousandth of gravity: what finite strain adds is below 10⁻⁷.
    let gravity = 9.81e-3
    let column = try Column(gravity: gravity)
    let final = density * gravity * height * height / (2 * modulus)
    let loaded = 1000.0
    var settings = TimeSettings()
    settings.tolerance = 1e-4 * final
    let way = try column.follow([(loaded, true), (4000, false)], settings)
    let errors = way.points.map { point in
      let exact = creep(point.time) - (point.isLoaded ? 0 : creep(point.time - loaded))
      return abs(point.motion / final - exact)
    }
    return CaseOutcome(
      [
        Comparison(
          "largest error over the final displacement", reference: 0,
          result: errors.max() ?? .nan, allowed: .absolute(1e-3),
          because: "ten steps of the error of 10⁻⁴ that each may have"),
        Comparison(
          "order in time", reference: 2, result: try order(column, final: final),
          allowed: .absolute(0.1), because: "the update is of second order"),
        Comparison(
          "dissipated over stored work", result: try dissipation(column),
          allowed: .within(1e-3...1), because: "a cycle that ends at rest loses energy"),
      ])
  }

  /// log₂ of the ratio of the errors with 8 and 16 steps.
  private static func order(_ column: Column, final: Double) throws -> Double {
    let errors = try [8, 16].map { count in
      var settings = TimeSettings()
      settings.ends = .equal(count)
      let way = try column.follow([(3000, true)], settings)
      return abs((way.points.last?.motion ?? .nan) / final - creep(3000))
    }
    return Double.logarithm(errors[0] / errors[1]) / Double.logarithm(2)
  }

  /// The work of a cycle over that of its loading.
  private static func dissipation(_ column: Column) throws -> Double {
    let load = try column.follow([(1000, true)], TimeSettings()).work
    return try column.follow([(1000, true), (20_000, false)], TimeSettings()).work / load
  }

  static let relaxation = VerificationCase(
    "A16", "Fat after a change of posture: displacement in the end over that at once",
    kind: .validation, source: "Sims 2010, confined indentation of pig fat"
  ) { _ in
    let column = try Column(gravity: 9.81)
    var settings = TimeSettings()
    settings.tolerance = 1e-5
    let way = try column.follow([(20_000, true)], settings)
    let (first, last) = (way.points.first?.motion ?? .nan, way.points.last?.motion ?? .nan)
    let middle = (first + last) / 2
    let half = zip(way.points, way.points.dropFirst()).first { $1.motion >= middle }.map { a, b in
      a.time + (b.time - a.time) * (middle - a.motion) / (b.motion - a.motion)
    }
    return CaseOutcome([
      Comparison(
        "displacement in the end over that at once", reference: 1.64, result: last / first,
        allowed: .relative(0.02), because: "1/(1 − 0.39); a shear of 0.25 is not small"),
      Comparison(
        "time to half of the creep", unit: "min", reference: 8, result: (half ?? .nan) / 60,
        allowed: .untold,
        because:
          "8 min is the half-life of the stress at held strain, τ ln 2; at held load it is τ ln 2/(1 − g) = 13 min"
      ),
    ])
  }
}
