import Assembly
import SparseAlgebra
import Tensors

/// Finds the rest shape of a body of which the loaded shape is known.
///
/// With x the known positions under the load f, the rest positions X solve r(x − X; X) = f, where r are
/// the internal forces of a body of shape X displaced to x. Each correction is that of a forward Newton
/// step at the present guess, K δu = f − r, taken from the shape instead of added to the position:
/// X ← X − δu. It contracts about as fast as the strain is small, so that one factor, that of the
/// unloaded target, serves all corrections; where it does not contract, the factor is renewed at the
/// state reached, and then the load is taken off in steps.
///
/// A prestretched body is held in its rest shape by h(X) = r(0; X), the forces that its tension needs there
/// (fibres to the bone, the body beyond a cut), and r(x − X; X) = f + h(X). For u = 0 this holds for every X,
/// so that −K₀, the tangent *with* the stress of the prestretch, is the derivative with respect to X.
///
/// Dead loads and springs are those of the target: masses and supports are known on the body as it is.
///
/// - Source: the fixed-point view of Sellier, Comput. Methods Biomech. Biomed. Eng. 14 (2011) 461, with a
///   Newton step in place of a whole solution.
public final class RestShapeSolver {
  private let solver: EquilibriumSolver
  private var assembler: Assembler { solver.assembler }
  public var settings: RestShapeSettings
  private var history: [NewtonIteration] = []
  private var worst = WorstCell(minimumJ: 1, block: 0, cell: 0)

  /// - Parameters:
  ///   - solver: of the body in its loaded shape; its body has the rest shape afterwards.
  ///   - settings: tolerance and limits.
  public init(_ solver: EquilibriumSolver, settings: RestShapeSettings = RestShapeSettings()) {
    (self.solver, self.settings) = (solver, settings)
  }

  /// The rest shape of the body that has its present shape under `forces`.
  ///
  /// - Parameter forces: dead forces on the nodes in N.
  /// - Returns: the shape and the loaded state; the body of the solver has that shape.
  /// - Throws: `SolverError.noRestShape` when there is none to be found; the body then has its loaded
  ///   shape again.
  public func restShape(under forces: [Vector3]) throws(SolverError) -> RestShape {
    let target = assembler.solid.mesh.positions
    history = []
    var state = assembler.heldState()
    try solver.factorizeTangent(at: state)
    var (reached, step) = (0.0, 1.0)
    while reached < 1 {
      let fraction = min(1, reached + step)
      if let next = try converge(to: target, forces, fraction: fraction, from: state) {
        (state, reached) = (next, fraction)
        step *= 2
      } else {
        step = (fraction - reached) / 2
        guard step >= settings.smallestLoadStep else {
          assembler.reshape(to: target)
          throw .noRestShape(reached: reached, history: history, worst: worst)
        }
        reshape(target, at: state)
        try solver.factorizeTangent(at: state)
      }
    }
    reshape(target, at: state)
    return RestShape(
      positions: assembler.solid.mesh.positions, loaded: state,
      holding: assembler.holdingForces(), history: history)
  }

  /// Gives the body the shape from which `state` leads to the target.
  private func reshape(_ target: [Vector3], at state: SolidState) {
    assembler.reshape(to: zip(target, state.displacements).map { $0 - $1 })
  }

  /// Corrections for one fraction of the load; nil when they do not come to an end.
  private func converge(
    to target: [Vector3], _ forces: [Vector3], fraction: Double, from start: SolidState
  ) throws(SolverError) -> SolidState? {
    var (state, reuse, tangent) = (start, FactorReuse(), NewtonIteration.Tangent.kept)
    for _ in 0..<settings.maximumIterations {
      reshape(target, at: state)
      let load = Loading(forces: zip(forces, assembler.holdingForces()).map { fraction * $0 + $1 })
      let (energy, found) = assembler.assemble(at: state, wantsTangent: false)
      worst = found
      guard worst.minimumJ > 0 else { return nil }
      let correction = solver.correction(towards: load)
      let size = correction.largest
      history.append(
        NewtonIteration(
          loadFraction: fraction, correction: size, stepLength: 1,
          imbalance: solver.imbalance(load, lifted: nil).largest, energy: energy,
          minimumJ: worst.minimumJ, tangent: tangent))
      history.last.map(solver.watch)
      guard size.isFinite else { return nil }
      guard reuse.goesOn(size: size, tolerance: settings.tolerance) else {
        if tangent == .fresh { return nil }
        try solver.factorizeTangent(at: state)
        (tangent, reuse) = (.fresh, FactorReuse())
        continue
      }
      state = reuse.next(from: state, by: assembler.increment(displacements: correction))
      if size <= settings.tolerance { return state }
    }
    return nil
  }
}
