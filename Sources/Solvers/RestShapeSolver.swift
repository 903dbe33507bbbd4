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
    var (state, reached, step) = (assembler.heldState(), 0.0, 1.0)
    var hasFactor = try solver.factorizeTangent(at: state)
    while reached < 1 {
      let fraction = min(1, reached + step)
      if hasFactor, let next = try converge(to: target, forces, fraction: fraction, from: state) {
        (state, reached) = (next, fraction)
        step *= 2
      } else {
        step = (fraction - reached) / 2
        if let end = end(beforeLoadStep: hasFactor ? step : 0) {
          assembler.reshape(to: target)
          throw .noRestShape(reached: reached, history: history, worst: worst, end: end)
        }
        reshape(target, at: state)
        hasFactor = try solver.factorizeTangent(at: state)
      }
    }
    reshape(target, at: state)
    return RestShape(
      positions: assembler.solid.mesh.positions, loaded: state,
      holding: assembler.holdingForces(), history: history)
  }

  /// Why a step of the load should not be tried; nil when it should.
  private func end(beforeLoadStep step: Double) -> SearchEnd? {
    if history.count >= settings.maximumCorrections {
      return .corrections(settings.maximumCorrections)
    }
    return step < settings.smallestLoadStep ? .smallestLoadStep(settings.smallestLoadStep) : nil
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
    var valid = start
    for _ in 0..<settings.maximumIterations where history.count < settings.maximumCorrections {
      guard
        let (load, energy, length) = evaluate(
          &state, after: valid, target, forces, fraction: fraction)
      else { return nil }
      valid = state
      let correction = solver.correction(towards: load)
      let size = correction.largest
      note(
        NewtonIteration(
          loadFraction: fraction, correction: size, stepLength: length,
          imbalance: solver.imbalance(load, lifted: nil).largest, energy: energy,
          minimumJ: worst.minimumJ, tangent: tangent))
      guard size.isFinite else { return nil }
      guard reuse.goesOn(size: size, tolerance: settings.tolerance) else {
        guard tangent == .kept, try solver.factorizeTangent(at: state) else { return nil }
        (tangent, reuse) = (.fresh, .patient)
        continue
      }
      state = reuse.next(from: state, by: assembler.increment(displacements: correction))
      if size <= settings.tolerance { return state }
    }
    return nil
  }

  /// Gives the body the shape of a state and evaluates it there.
  ///
  /// Where a cell of that shape is inside out, the state goes back half of the way to one where none is, up to
  /// six times.
  ///
  /// - Returns: the load at this shape, the energy in J and the part of the way that was gone; nil where that
  ///   did not help.
  private func evaluate(
    _ state: inout SolidState, after valid: SolidState, _ target: [Vector3], _ forces: [Vector3],
    fraction: Double
  ) -> (load: Loading, energy: Double, length: Double)? {
    var length = 1.0
    while length > 1.0 / 64 {
      reshape(target, at: state)
      let load = Loading(forces: zip(forces, assembler.holdingForces()).map { fraction * $0 + $1 })
      let energy: Double
      (energy, worst) = assembler.assemble(at: state, wantsTangent: false)
      if worst.minimumJ > 0 { return (load, energy, length) }
      length /= 2
      state = .combination(of: [valid, state], weights: [0.5, 0.5])
    }
    return nil
  }

  /// Adds a correction to the history.
  private func note(_ iteration: NewtonIteration) {
    history.append(iteration)
    solver.watch(iteration)
  }
}
