import Assembly
import Tensors

/// A body in the shape it was captured in, and what acts on it in some state.
public struct LoadedBody: Sendable {
  /// In the captured shape, with its materials as captured.
  public var solid: Solid
  /// Dead forces on the nodes in N, without those that hold a prestretch.
  public var forces: [Vector3]
  /// Where the constrained nodes have been moved to, in m; nil where they are as captured.
  public var ground: [Vector3]?
  /// What has become of the materials since the capture.
  public var changed: @Sendable ([SolidRegion]) -> [SolidRegion]

  public init(
    solid: Solid, forces: [Vector3], ground: [Vector3]? = nil,
    changed: @escaping @Sendable ([SolidRegion]) -> [SolidRegion] = { $0 }
  ) {
    (self.solid, self.forces, self.ground, self.changed) = (solid, forces, ground, changed)
  }
}

/// The same body with one parameter moved by a little: ∂/∂s is the difference of both over `step`.
public struct VariedBody: Sendable {
  public var body: LoadedBody
  /// By how much the parameter differs.
  public var step: Double

  public init(_ body: LoadedBody, step: Double) { (self.body, self.step) = (body, step) }
}

/// How the rest shape of a captured body, and the equilibria that follow from it, change with parameters of the body.
///
/// With x the captured positions, X = x − u_c the rest shape, h(X) what holds it and R = f + h − r the imbalance of a
/// body displaced by u from X:
///
///     R_c(u_c; X = x − u_c, s) = 0   gives   M u_c′ = ∂R_c/∂s,   M = −dR_c/du_c (x held),
///     R_k(u_k; X, s) = 0             gives   K_k u_k′ = ∂R_k/∂s + ∂R_k/∂X (x′ − u_c′),
///
/// and d_k′ = u_k′ − u_c′ of the displacement d_k = u_k − u_c from the captured face. K_k is the tangent of the state:
/// one factor, one back-substitution per parameter. M differs from the tangent by the size of the strain, as in the
/// search of the rest shape, so that a few conjugate residuals with the factor of the captured state solve it. All partial
/// derivatives are differences of the imbalance: the condensed forces carry the linearized pressure with them.
public final class ResponseSolver {
  /// Conjugate residuals stop where the next correction would be less than this part of the solution.
  ///
  /// That correction is still made, for it costs nothing: what is left is its part that the next one would see.
  public static let accuracy = 0.05
  /// Conjugate residuals give up after so many directions of each system; `unsettled` says which did.
  public static let maximumSteps = 8
  /// Differences of the shape move nodes by this at most, in m: the second order is K/μ times the strain of it,
  /// 500 · 1e-9/1e-3, and round-off 1e-16 of stresses of 1 kPa against moduli of as much is far below.
  private static let shapeStep = 1e-9

  /// Numbers of the parameters whose responses were not met to `accuracy` at the last search.
  public private(set) var unsettled: [Int] = []

  private let solver: EquilibriumSolver
  private var assembler: Assembler { solver.assembler }
  /// As captured.
  private let captured: LoadedBody
  /// From the rest shape to the captured one.
  private let loaded: SolidState

  /// - Parameters:
  ///   - solver: its body and factor are others afterwards.
  ///   - captured: the body and what acted on it.
  ///   - loaded: the equilibrium then, counted from the rest shape.
  public init(_ solver: EquilibriumSolver, captured: LoadedBody, loaded: SolidState) {
    (self.solver, self.captured, self.loaded) = (solver, captured, loaded)
  }

  // MARK: - The rest shape

  /// How the displacement from the rest shape to the captured one changes, u_c′ for each parameter in m per unit of it.
  ///
  /// - Parameter varied: the body as captured with each parameter moved.
  /// - Returns: one field per parameter.
  /// - Throws: `SolverError.factorization` for want of memory, or where the state is none to linearize about.
  public func capturedResponses(to varied: [VariedBody]) throws(SolverError) -> [[Vector3]] {
    let base = imbalance(captured, at: loaded, loaded.displacements)
    // The factor at hand depends on the way here, which an interrupted run cuts short; and a factorization costs less
    // than the products that the factor of another posture needs more.
    try factorize(at: loaded)
    var systems = ConjugateResiduals(
      rightHandSides: varied.map { variation in
        let there = imbalance(variation.body, at: loaded, loaded.displacements)
        return slope(from: base, to: there, step: variation.step)
      })
    for _ in 0..<Self.maximumSteps {
      let corrections = solved(systems.residuals)
      let open = varied.indices.filter {
        !systems.isSolved($0, correction: corrections[$0], accuracy: Self.accuracy)
      }
      unsettled = open
      if open.isEmpty {
        systems.correct(by: corrections)
        break
      }
      for i in open {
        systems.advance(along: corrections[i], image: product(corrections[i], base: base))
      }
    }
    return systems.solutions.map { assembler.displacements(from: $0, increments: nil) }
  }

  /// M z, by a difference of the imbalance along z with the captured positions held.
  private func product(_ direction: [Double], base: [Vector3]) -> [Double] {
    let z = assembler.displacements(from: direction, increments: nil)
    let step = Self.shapeStep / max(z.largest, .leastNormalMagnitude)
    let moved = loaded.moved(by: z, factor: step)
    let there = imbalance(captured, at: moved, moved.displacements)
    return slope(from: base, to: there, step: -step)
  }

  // MARK: - A later state

  /// d_k′ for each parameter, in m per unit of it: how the displacement from the captured face changes.
  ///
  /// - Parameters:
  ///   - body: as it is in that state.
  ///   - state: the equilibrium, counted from the rest shape.
  ///   - varied: the body in that state with each parameter moved.
  ///   - capturedResponses: u_c′ for each.
  /// - Returns: one field per parameter.
  /// - Throws: `SolverError.factorization` for want of memory, or where the state is none to linearize about.
  public func responses(
    of body: LoadedBody, at state: SolidState, to varied: [VariedBody],
    capturedResponses: [[Vector3]]
  ) throws(SolverError) -> [[Vector3]] {
    let base = imbalance(body, at: state, loaded.displacements)
    try factorize(at: state)
    let moves = varied.map { groundMove(from: body, to: $0.body) }
    let rights = varied.indices.map { i in
      let shape = loaded.moved(by: capturedResponses[i], factor: varied[i].step).displacements
      let there = imbalance(
        varied[i].body, at: moves[i].map { state.moved(by: $0, factor: 1) } ?? state, shape)
      return slope(from: base, to: there, step: varied[i].step)
    }
    return zip(solved(rights), capturedResponses).enumerated().map { i, pair in
      let free = zip(assembler.displacements(from: pair.0, increments: nil), pair.1)
        .map { $0 - $1 }
      return moves[i].map { move in zip(free, move).map { $0 + $1 / varied[i].step } } ?? free
    }
  }

  /// Where the parameter moves the constrained nodes; nil where it does not.
  private func groundMove(from body: LoadedBody, to other: LoadedBody) -> [Vector3]? {
    guard let (here, there) = body.ground.flatMap({ here in other.ground.map { (here, $0) } }),
      here != there
    else { return nil }
    return here.indices.map { i in
      (there[i] - here[i])
        .replacing(with: Vector3.zero, where: .!assembler.solid.constrained[i])
    }
  }

  // MARK: - What both are made of

  /// f + h − r on the nodes, at a state of the body that has its captured positions less `shape` as rest shape.
  private func imbalance(_ body: LoadedBody, at state: SolidState, _ shape: [Vector3])
    -> [Vector3]
  {
    let positions = zip(body.solid.mesh.positions, shape).map { $0 - $1 }
    assembler.adopt(body.solid)
    assembler.reshape(to: positions)
    let holding = assembler.holdingForces()
    assembler.setMaterials(body.changed(assembler.solid.regions))
    assembler.assemble(at: state, wantsTangent: false)
    return body.forces.indices.map { body.forces[$0] + holding[$0] - assembler.forces[$0] }
  }

  /// (there − base)/step at free components, as a right-hand side.
  private func slope(from base: [Vector3], to there: [Vector3], step: Double) -> [Double] {
    let slope = base.indices.map { i in
      ((there[i] - base[i]) / step)
        .replacing(with: Vector3.zero, where: assembler.solid.constrained[i])
    }
    return assembler.rightHandSide(imbalance: slope, increments: nil)
  }

  private func factorize(at state: SolidState) throws(SolverError) {
    guard try solver.factorizeTangent(at: state) else {
      throw .factorization("the tangent of an equilibrium is no number, or not positive definite")
    }
  }

  /// All right-hand sides through the factor at once.
  private func solved(_ rights: [[Double]]) -> [[Double]] {
    guard let length = rights.first?.count else { return [] }
    let all = solver.factor.solve(rights.flatMap { $0 }, columns: rights.count)
    return rights.indices.map { Array(all[$0 * length..<($0 + 1) * length]) }
  }
}

extension SolidState {
  /// The state with its nodes moved, pressure and dilatation as they are.
  fileprivate func moved(by field: [Vector3], factor: Double) -> SolidState {
    var state = self
    for i in field.indices { state.displacements[i] += factor * field[i] }
    return state
  }
}
