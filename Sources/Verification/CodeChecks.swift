import Assembly
import Materials
import Meshes
import Solvers
import Tensors

/// B23: identities that hold for any correct program.
public enum CodeChecks {
  private static let fibre = Vector3(0.6, 0.8, 0)
  private static let strain = Matrix3(1.15, 0.2, -0.05, 0.1, 0.95, 0.12, -0.08, 0.05, 1.02)

  private static func fibrous(_ direction: Vector3, kappa: Double) -> any HyperelasticLaw<Double> {
    Material.gasserOgdenHolzapfel(
      shearModulus: 500, k1: 900, k2: 0.3, kappa: kappa, fibres: [direction], bulkModulus: 5e4
    ).evaluated(over: Double.self)
  }

  /// Turning body and fibres before the deformation changes nothing: Ψ(F Qᵀ, Q a) = Ψ(F, a).
  private static func objectivity() -> Comparison {
    let Q = Matrix3(rotationBy: 0.8, about: Vector3(0.3, -1, 0.5))
    let straight = fibrous(fibre, kappa: 0.1).isochoricEnergy(at: strain)
    let turned = fibrous(Q * fibre, kappa: 0.1).isochoricEnergy(at: strain * Q.transpose)
    return Comparison(
      "Gasser–Ogden–Holzapfel with fibres turned along", unit: "J/m³", reference: straight,
      result: turned, allowed: .relative(1e-13), because: "round-off of about 100 operations")
  }

  /// κ = ⅓ makes the fibres a solid without direction.
  private static func isotropy() -> Comparison {
    let one = fibrous(fibre, kappa: 1.0 / 3).isochoricEnergy(at: strain)
    let other = fibrous(Vector3(0, 0, 1), kappa: 1.0 / 3).isochoricEnergy(at: strain)
    return Comparison(
      "κ = ⅓: energy with fibres elsewhere", unit: "J/m³", reference: one, result: other,
      allowed: .relative(1e-13), because: "round-off of about 100 operations")
  }

  /// A soft brick hanging on a wall.
  private static func brick(_ settings: NewtonSettings) throws -> (Equilibrium, weight: Vector3) {
    var problem = CubeState(.neoHookean(shearModulus: 5000, bulkModulus: 2.5e6)).problem
    problem.prescribe { $0.x < 1e-9 }
    problem.loading.forces = problem.solid.weight(acceleration: Vector3(3, -1, 0))
    let solver = try EquilibriumSolver(
      assembler: try Assembler(solid: problem.solid), settings: settings)
    return (try solver.solve(problem.loading), problem.loading.forces.reduce(.zero, +))
  }

  private static func balance() throws -> [Comparison] {
    var settings = NewtonSettings()
    settings.keepsFactor = false
    settings.tolerance = 1e-13
    let (result, weight) = try brick(settings)
    let held = result.reactions.reduce(.zero, +)
    // Out-of-balance forces above round-off, the last three.
    let floor = 1e-11 * weight.length
    let forces = result.history.map(\.imbalance).filter { $0 > floor }.suffix(3).map { $0 }
    let order =
      forces.count < 3
      ? .nan
      : Double.logarithm(forces[2] / forces[1]) / .logarithm(forces[1] / forces[0])
    return [
      Comparison(
        "reaction against the weight", unit: "N", reference: weight.length, result: held.length,
        allowed: .relative(1e-9), because: "Newton stops at 1e-13 m; stiffness 1e6 N/m"),
      Comparison(
        "order of Newton's convergence", reference: 2, result: order, allowed: .within(1.7...2.6),
        because: "quadratic; measured on three steps, of which the first is not yet asymptotic"),
    ]
  }

  /// Energy stored by a cube on the way equals the work done on it (Simpson over 20 steps).
  private static func work() throws -> Comparison {
    let H = strain - .identity
    let material = Material.neoHookean(shearModulus: 500, bulkModulus: 5e4)
    func at(_ t: Double) throws -> (power: Double, energy: Double) {
      let (problem, result) = try CubeState(material).held(at: .identity + H * t)
      let power = zip(problem.positions, result.reactions).reduce(0) { $0 + $1.1.dot(H * $1.0) }
      return (power, result.energy)
    }
    let steps = 20
    let samples = try (0...steps).map { try at(Double($0) / Double(steps)) }
    let work = samples.indices.reduce(0.0) { sum, i in
      let weight = i == 0 || i == steps ? 1.0 : (i % 2 == 1 ? 4 : 2)
      return sum + weight * samples[i].power / Double(3 * steps)
    }
    return Comparison(
      "work done against energy stored", unit: "J", reference: samples[steps].energy, result: work,
      allowed: .relative(1e-5), because: "Simpson's rule with 20 steps: (1/20)⁴ of the whole")
  }

  /// A free body that has grown bears no stress.
  private static func growth() throws -> Comparison {
    let Fg = Matrix3(diagonal: 1.15, 0.9, 1.05)
    let material = Material.neoHookean(shearModulus: 500, bulkModulus: 5e4).grown(by: Fg)
    var problem = CubeState(material).problem
    for c in 0..<3 { problem.prescribe([c]) { $0[c] < 1e-9 } }
    let most = try problem.solve().reactions.map(\.length).max() ?? .infinity
    return Comparison(
      "largest reaction after free growth / KA", reference: 0, result: most / 5e4,
      allowed: .absolute(1e-7), because: "Newton stops at 1e-8 of the edge; ten times K for sums")
  }

  public static let verification = VerificationCase(
    "B23", "Identities: objectivity, energy = work, balance, Newton's order, free growth",
    source: "mechanics"
  ) { _ in
    CaseOutcome([objectivity(), isotropy()] + (try balance()) + [try work(), try growth()])
  }
}
