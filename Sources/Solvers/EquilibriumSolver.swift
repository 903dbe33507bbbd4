import Assembly
import SparseAlgebra
import Tensors

/// What acts on a body.
public struct Loading: Sendable {
  /// Dead forces on the nodes in N.
  public var forces: [Vector3]
  /// Displacements in m; they count where a component is constrained.
  public var prescribed: [Vector3]

  public init(forces: [Vector3], prescribed: [Vector3]? = nil) {
    self.forces = forces
    self.prescribed = prescribed ?? Array(repeating: .zero, count: forces.count)
  }

  /// self + fraction · (other − self).
  func interpolated(to other: Loading, fraction: Double) -> Loading {
    func mix(_ a: [Vector3], _ b: [Vector3]) -> [Vector3] {
      zip(a, b).map { $0 + fraction * ($1 - $0) }
    }
    return Loading(
      forces: mix(forces, other.forces), prescribed: mix(prescribed, other.prescribed))
  }
}

/// A state of balance, and the way to it.
public struct Equilibrium: Sendable {
  public var state: SolidState
  /// Forces that the constraints exert on the body in N; zero at free components.
  public var reactions: [Vector3]
  /// Stored energy in J.
  public var energy: Double
  public var history: [NewtonIteration]
  /// Most deformed cell.
  public var worst: WorstCell

  public init(
    state: SolidState, reactions: [Vector3], energy: Double, history: [NewtonIteration],
    worst: WorstCell
  ) {
    (self.state, self.reactions, self.energy) = (state, reactions, energy)
    (self.history, self.worst) = (history, worst)
  }
}

/// When Newton's method stops, and how far it may go.
public struct NewtonSettings: Sendable {
  /// Converged when the next correction would move no node by more than this, in m.
  public var tolerance = 1e-8
  /// Iterations for one load step.
  ///
  /// Without buckling ten are enough; from there to the buckled shape it takes about thirty, all downhill.
  public var maximumIterations = 40
  /// Smallest load step as a fraction of the whole.
  public var smallestLoadStep = 1.0 / 64
  /// Factorizations for one solution, over all load steps.
  ///
  /// The hardest cases that end well take about a hundred; a hopeless one would take hundreds, load step
  /// after load step.
  public var maximumFactorizations = 160
  /// Whether a factor serves for several corrections while they fall fast.
  ///
  /// Such a correction costs a solve and no factorization. Switch it off to see Newton's own rate.
  public var keepsFactor = true
  /// Whether the factor at hand is of a state like the one that is sought, so that its pace is judged later.
  public var trustsFactor = false
  /// Corrections below this, in m, may come from the last factor.
  ///
  /// Larger ones turn cells so far that the pressure, which is updated linearly, no longer fits the old
  /// tangent.
  public var keptFactorThreshold = 1e-5
  /// Tangents after corrections below this, in m, are solved by conjugate gradients with the last factor.
  ///
  /// Nothing by default. A factor of 10⁵ unknowns and more costs as much as ten such steps, and a tangent that differs
  /// little from that of the factor needs about five.
  public var iteratedThreshold = 0.0
  /// Constrained nodes that have to move by less than this, in m, are put there at once, and the last factor tried.
  ///
  /// It shears the cells beside them, of some millimetres, by some hundredths.
  public var placedThreshold = 1e-4

  public init() {}
}

/// Finds the equilibrium of a body under dead loads by Newton's method.
///
/// Each iteration solves K δu = f − r with the condensed tangent, takes the step that the line search
/// allows, and updates pressure and dilatation by their own linearized equations. A factor that
/// is there, be it that of another load or a body of nearly this shape, is tried first, and near the
/// solution the last one serves as long as its corrections fall fast enough (`FactorReuse`). The load is
/// applied in one step when that converges, in adaptive steps when it does not. Either the tolerance is
/// met or an error says how far it came.
public final class EquilibriumSolver {
  public let assembler: Assembler
  public var settings: NewtonSettings
  /// The factor, analysed once; kept between loads.
  public private(set) var factor: CholeskyFactor
  /// Factorizations so far.
  public private(set) var factorizations = 0
  /// What the present factor was made of; nil before the first.
  public internal(set) var factorized: FactorizedTangent?
  /// Called after each iteration, so that a log shows those of a solution that fails as well.
  public var watch: (NewtonIteration) -> Void = { _ in }

  private var history: [NewtonIteration] = []
  private var worst = WorstCell(minimumJ: 1, block: 0, cell: 0)
  /// The number of factorizations at which the present solution is given up.
  private var lastFactorization = 0

  public init(assembler: Assembler, settings: NewtonSettings = NewtonSettings())
    throws(FactorizationError)
  {
    self.assembler = assembler
    self.settings = settings
    factor = try assembler.makeFactor()
  }

  /// Forgets the factor at hand, so that the next solution does not depend on the way here.
  public func forgetFactor() {
    factor.forget()
    factorized = nil
  }

  /// The factor at hand, and what it was made of.
  public var factorAtHand: FactorAtHand {
    FactorAtHand(factor: factor, factorized: factorized)
  }

  /// Goes on with another factor of a body with the same unknowns.
  public func goOn(with other: FactorAtHand) {
    (factor, factorized) = (other.factor, other.factorized)
  }

  /// Equilibrium under `loading`.
  ///
  /// - Parameters:
  ///   - loading: forces and prescribed displacements.
  ///   - start: an equilibrium (or the undeformed state) to begin from.
  ///   - startLoading: what acted in `start`; needed when the load has to be applied in steps.
  /// - Returns: the state of balance.
  /// - Throws: `SolverError` when the tolerance is not met.
  public func solve(
    _ loading: Loading, from start: SolidState? = nil, startLoading: Loading? = nil
  ) throws(SolverError) -> Equilibrium {
    history = []
    lastFactorization = factorizations + settings.maximumFactorizations
    var state = start ?? assembler.undeformedState()
    let zero = [Vector3](repeating: .zero, count: loading.forces.count)
    let first = startLoading ?? Loading(forces: zero)
    var mayReuse = true
    var reached = 0.0
    var step = 1.0
    while reached < 1 {
      let target = min(1, reached + step)
      let load = first.interpolated(to: loading, fraction: target)
      defer { mayReuse = false }
      if let next = try converge(load, from: state, fraction: target, mayReuse: mayReuse) {
        state = next
        reached = target
        step *= 2
      } else {
        step = (target - reached) / 2
        if let end = end(beforeLoadStep: step) {
          throw .notConverged(reached: reached, history: history, worst: worst, end: end)
        }
      }
    }
    let (energy, worst) = assembler.assemble(at: state, wantsTangent: false)
    return Equilibrium(
      state: state, reactions: reactions(under: loading), energy: energy, history: history,
      worst: worst)
  }

  /// Why a load step should not be tried; nil when it should.
  private func end(beforeLoadStep step: Double) -> SearchEnd? {
    if factorizations >= lastFactorization {
      return .factorizations(settings.maximumFactorizations)
    }
    return step < settings.smallestLoadStep ? .smallestLoadStep(settings.smallestLoadStep) : nil
  }

  /// r − f at constrained components.
  private func reactions(under loading: Loading) -> [Vector3] {
    loading.forces.indices.map { i in
      (assembler.forces[i] - loading.forces[i])
        .replacing(with: Vector3.zero, where: .!assembler.solid.constrained[i])
    }
  }

  // MARK: - One load step

  /// Newton's method for one load; nil when it does not converge.
  private func converge(
    _ load: Loading, from start: SolidState, fraction: Double, mayReuse: Bool
  ) throws(SolverError) -> SolidState? {
    var (state, mayReuse) = (start, mayReuse && factor.isFactorized)
    var increments = prescribedIncrements(to: load, from: state)
    var lastSize = Double.infinity
    for _ in 0..<settings.maximumIterations {
      if settings.keepsFactor && mayReuse, let placed = placed(state, by: increments) {
        increments = nil
        let (reached, isDone) = reuseFactor(towards: load, from: placed, fraction: fraction)
        if isDone { return reached }
        state = reached
      }
      guard factorizations < lastFactorization else { return nil }
      let tangent: NewtonIteration.Tangent
      let correction: [Vector3]
      if lastSize < settings.iteratedThreshold, increments == nil,
        let iterated = iterated(towards: load, from: state)
      {
        (tangent, correction) = (.iterated, iterated)
      } else {
        guard let made = try factorize(at: state, increments: increments) else { return nil }
        tangent = made
        let right = assembler.rightHandSide(
          imbalance: imbalance(load, lifted: increments), increments: increments)
        correction = assembler.displacements(
          from: factor.solve(right), increments: increments)
      }
      let imbalance = imbalance(load, lifted: increments)
      let size = correction.largest
      lastSize = size
      guard size.isFinite else { return nil }
      let increment = assembler.increment(displacements: correction)
      let slope = assembler.slope(along: increment, imbalance: imbalance)
      let found = search(
        from: state, along: increment, load: load, slope: slope, before: imbalance.largest,
        isProjected: tangent == .projected,
        mustReach: increments != nil || size <= settings.tolerance)
      note(
        load, fraction: fraction, size: size, length: found?.length ?? 0,
        energy: found?.energy ?? .nan, tangent: tangent)
      guard let (next, length, _) = found else { return nil }
      state = next
      if length == 1 { increments = nil }
      if size * length <= settings.tolerance && length == 1 { return state }
      if let left = increments { increments = left.map { $0 * (1 - length) } }
      mayReuse = size < settings.keptFactorThreshold && tangent != .projected
    }
    return nil
  }

  /// The correction of the tangent at a state, by conjugate gradients with the factor at hand.
  ///
  /// - Returns: nil where there is no factor, or where the iteration does not come to an end soon enough.
  private func iterated(towards load: Loading, from state: SolidState) -> [Vector3]? {
    guard factor.isFactorized else { return nil }
    (_, worst) = assembler.assemble(at: state, wantsTangent: true)
    let right = assembler.rightHandSide(imbalance: imbalance(load, lifted: nil), increments: nil)
    let solution = ConjugateGradients.solution(
      of: assembler.matrix, right, preconditionedBy: factor)
    return solution.map { assembler.displacements(from: $0, increments: nil) }
  }

  /// A state with its constrained nodes where they belong and all others where they are.
  ///
  /// - Returns: nil where they are so far from there that the cells beside them would be turned too much.
  private func placed(_ state: SolidState, by increments: [Vector3]?) -> SolidState? {
    guard let increments else { return state }
    guard increments.largest <= settings.placedThreshold else { return nil }
    assembler.assemble(at: state, wantsTangent: false)
    let next = state.advanced(by: assembler.increment(displacements: increments), factor: 1)
    let (energy, found) = assembler.assemble(at: next, wantsTangent: false)
    return found.minimumJ > 0 && energy.isFinite ? next : nil
  }

  /// Corrections from the present factor.
  ///
  /// One such correction is as good as Newton's own when the factor is that of a near state: then less than half of it
  /// is left for the next. Of more the best counts.
  ///
  /// - Returns: the solution, or where the factor stopped being worth it the state to go on from: the one after
  ///   a single correction if it was good, of several the one with the smallest correction ahead.
  private func reuseFactor(towards load: Loading, from start: SolidState, fraction: Double) -> (
    state: SolidState, isDone: Bool
  ) {
    var (state, count) = (start, 0)
    var reuse = settings.trustsFactor ? FactorReuse.trusting : FactorReuse()
    var best = (state: start, size: Double.infinity)
    (_, worst) = assembler.assemble(at: state, wantsTangent: false)
    while true {
      let correction = correction(towards: load)
      let size = correction.largest
      guard reuse.goesOn(size: size, tolerance: settings.tolerance) else {
        // By the measure of a factor that did not serve no state is better than the first.
        if settings.trustsFactor { return (start, false) }
        return (size < (count < 2 ? 0.5 : 1) * best.size ? state : best.state, false)
      }
      if size < best.size { best = (state, size) }
      count += 1
      let next = reuse.next(from: state, by: assembler.increment(displacements: correction))
      let (energy, found) = assembler.assemble(at: next, wantsTangent: false)
      guard found.minimumJ > 0 && energy.isFinite else { return (start, false) }
      (state, worst) = (next, found)
      note(load, fraction: fraction, size: size, length: 1, energy: energy, tangent: .kept)
      if size <= settings.tolerance { return (state, true) }
    }
  }

  /// Adds an iteration to the history; the forces are those of the state it led to.
  private func note(
    _ load: Loading, fraction: Double, size: Double, length: Double, energy: Double,
    tangent: NewtonIteration.Tangent
  ) {
    let iteration = NewtonIteration(
      loadFraction: fraction, correction: size, stepLength: length,
      imbalance: imbalance(load, lifted: nil).largest, energy: energy, minimumJ: worst.minimumJ,
      tangent: tangent)
    history.append(iteration)
    watch(iteration)
  }

  /// What the prescribed components have still to move; nil when they are where they belong.
  private func prescribedIncrements(to load: Loading, from state: SolidState) -> [Vector3]? {
    var needed = false
    let increments = load.prescribed.indices.map { i -> Vector3 in
      let difference = (load.prescribed[i] - state.displacements[i])
        .replacing(with: Vector3.zero, where: .!assembler.solid.constrained[i])
      if difference != .zero { needed = true }
      return difference
    }
    return needed ? increments : nil
  }

  /// f − r at free components, with what prescribed increments bring when they are given.
  func imbalance(_ load: Loading, lifted increments: [Vector3]?) -> [Vector3] {
    load.forces.indices.map { i in
      var force = load.forces[i] - assembler.forces[i]
      if increments != nil { force += assembler.liftedForces[i] }
      return force.replacing(with: Vector3.zero, where: assembler.solid.constrained[i])
    }
  }

  /// The displacement that the present factor answers the imbalance of the state last evaluated with.
  func correction(towards load: Loading) -> [Vector3] {
    let right = assembler.rightHandSide(
      imbalance: imbalance(load, lifted: nil), increments: nil)
    return assembler.displacements(from: factor.solve(right), increments: nil)
  }

  /// Assembles and factorizes the tangent at a state.
  ///
  /// - Returns: whether there is a factor now; a tangent that is not a number has none.
  public func factorizeTangent(at state: SolidState) throws(SolverError) -> Bool {
    try factorize(at: state, increments: nil) != nil
  }

  /// Assembles and factorizes the tangent; projects it when it is not positive definite.
  ///
  /// - Returns: how the tangent was had; nil where even the projected one is not positive definite.
  private func factorize(at state: SolidState, increments: [Vector3]?) throws(SolverError)
    -> NewtonIteration.Tangent?
  {
    for projected in [false, true] {
      (_, worst) = assembler.assemble(
        at: state, wantsTangent: true, projected: projected, increments: increments)
      do {
        factorizations += 1
        try factor.factorize(assembler.matrix)
        factorized = FactorizedTangent(
          positions: assembler.solid.mesh.positions, state: state, isProjected: projected)
        return projected ? .projected : .fresh
      } catch FactorizationError.notPositiveDefinite {
        continue
      } catch {
        throw .factorization("\(error)")
      }
    }
    return nil
  }

  /// The energy line search: the step length s at which the slope of the functional along the correction
  /// has fallen to 0.8 of what it was, |Π′(s)| ≤ 0.8 |Π′(0)|, no cell inside out.
  ///
  /// A step that lowers the largest out-of-balance force to a tenth is taken as well: near the solution
  /// the slope is a difference of small terms of both signs. Where the functional bends down, as it does beyond a
  /// bifurcation, a step that leads downhill all the way is taken, along a projected tangent a longer one.
  ///
  /// - Source: Matthies & Strang, Int. J. Numer. Methods Eng. 14 (1979) 1613.
  private func search(
    from state: SolidState, along increment: SolidState, load: Loading, slope: Double,
    before: Double, isProjected: Bool, mustReach: Bool
  ) -> (state: SolidState, length: Double, energy: Double)? {
    var bracket = StepBracket(slope: slope, longest: isProjected ? 8 : 1)
    var downhill: (state: SolidState, length: Double, energy: Double)?
    for _ in 0..<12 {
      let length = bracket.length
      let trial = state.advanced(by: increment, factor: length)
      let (energy, found) = assembler.assemble(at: trial, wantsTangent: false)
      worst = found
      // An exponential law answers a step far too long with an infinite energy.
      guard found.minimumJ > 0 && energy.isFinite else {
        bracket.shorten()
        continue
      }
      let rest = imbalance(load, lifted: nil)
      let now = assembler.slope(along: increment, imbalance: rest)
      // While prescribed nodes still move, the slope at the start does not know about them; of a
      // correction below the tolerance it is round-off.
      if mustReach || abs(now) <= 0.8 * abs(slope) || rest.largest < 0.1 * before {
        return (trial, length, energy)
      }
      if now * slope > 0 { downhill = (trial, length, energy) }
      guard bracket.narrow(slope: now) else { break }
    }
    guard let downhill else { return nil }
    // The forces are to be those of the state that is returned.
    (_, worst) = assembler.assemble(at: downhill.state, wantsTangent: false)
    return downhill
  }
}

extension [Vector3] {
  /// Length of the longest vector; not a number when one of them is not.
  var largest: Double {
    reduce(0) { $1.length > $0 || $1.length.isNaN ? $1.length : $0 }
  }
}
