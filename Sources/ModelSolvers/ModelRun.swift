import Models
import Tensors

/// Solves a model step by step.
public struct ModelRun {
  private var newton: NewtonStep
  private let model: Model
  private var displacements: [Vector3]
  private var time = 0.0
  /// Where the present stage leads; nil for a body with a memory, whose steps in time follow from its iterations.
  private var path: StatePath?
  private let tolerances: ModelTolerances
  private var earlierFactorizations = 0

  /// Factorizations so far.
  public var factorizations: Int { earlierFactorizations + newton.solver.factorizations }

  /// - Parameters:
  ///   - model: to be solved.
  ///   - threads: for assembly; results do not depend on it.
  ///   - tolerances: when a step in time counts as solved.
  /// - Throws: `ModelError` where a cell has no volume or a material no axes.
  public init(_ model: Model, threads: Int = 1, tolerances: ModelTolerances = .init())
    throws(ModelError)
  {
    self.model = model
    self.tolerances = tolerances
    let body = try ModelBody(model, threads: max(1, threads))
    newton = NewtonStep(
      body: body, equations: StepEquations(body, step: 0), tolerances: tolerances)
    displacements = Array(repeating: .zero, count: model.positions.count)
  }

  /// Solves all steps, or up to a time.
  ///
  /// - Parameters:
  ///   - end: the last time; the end of the last step if nil.
  ///   - visit: takes every converged state in order.
  /// - Throws: `ModelError.diverged`, or what `visit` throws.
  public mutating func solve(until end: Double? = nil, visit: (ModelState) throws -> Void) throws {
    for (index, step) in model.steps.enumerated() {
      if index > 0 { newton.equations = StepEquations(newton.body, step: index) }
      earlierFactorizations = factorizations
      newton.solver = TangentSolver()
      var clock = StepClock(step, start: time, lastTime: end)
      let start = displacements
      let isElastic = !newton.body.hasMemory && newton.body.corrections.isEmpty
      path = isElastic ? StatePath(time: time, displacements: displacements) : nil
      while let size = clock.next() {
        let state = try advance(by: size, clock: &clock, step: index, start: start)
        try visit(state)
      }
      if let end, time >= end - StepClock.slack(end) { return }
    }
  }

  /// What a displacement found elsewhere means here: mean stresses of the cells, and how far from balance it is.
  ///
  /// Only for materials without a memory; the step in time begins where the body is now.
  ///
  /// - Parameters:
  ///   - displacements: of all nodes.
  ///   - time: at which loads are taken.
  /// - Returns: Cauchy stresses, and the norm of the unbalanced forces over that of the forces of all cells; nil where a cell
  ///   would be inverted.
  public func balance(at displacements: [Vector3], time: Double) -> (
    stresses: [Matrix3], imbalance: Double
  )? {
    let instant = ModelBody.Instant(
      time: time, step: 0, displacements: displacements, before: self.displacements)
    guard let response = try? newton.body.response(at: instant, loads: newton.equations.loads)
    else { return nil }
    var sum = 0.0
    for (k, unknown) in newton.equations.unknowns.enumerated() where unknown >= 0 {
      sum += response.residual[k / 3][k % 3] * response.residual[k / 3][k % 3]
    }
    let stresses = newton.body.cells.meshCells.map { response.stresses[$0] }
    return (stresses, sum.squareRoot() / max(response.forceScale, .leastNormalMagnitude))
  }

  /// One step in time, shortened until it converges.
  private mutating func advance(
    by first: Double, clock: inout StepClock, step: Int, start: [Vector3]
  ) throws(ModelError) -> ModelState {
    var (size, iterations) = (first, 0)
    var mayPredict = true
    while true {
      let target = clock.time(after: size)
      let given = newton.equations.supports.given(at: target, start: start)
      let predicted = mayPredict ? path?.prediction(at: target) : nil
      mayPredict = false
      do throws(NewtonStep.Failure) {
        var solution = try newton.solve(
          time: target, step: size, before: displacements,
          start: predicted ?? displacements,
          given: given)
        iterations += solution.iterations
        var round = 0
        while correctAndUpdate(at: solution.displacements, round: round) {
          round += 1
          solution = try newton.solve(
            time: target, step: size, before: displacements, start: solution.displacements,
            given: given)
        }
        clock.accept(size, iterations: solution.iterations)
        newton.body.histories = solution.response.histories
        (displacements, time) = (solution.displacements, target)
        path?.append(time: time, displacements: displacements)
        return state(of: solution, step: step, iterations: iterations)
      } catch {
        if predicted != nil { continue }
        // A tangent made symmetric may keep the iteration from its end; the true one comes first, then shorter steps.
        if newton.becomeExact() { continue }
        guard let shorter = clock.shorten(size) else {
          let name = model.steps[step].name
          throw error == .singular
            ? .singular(step: name, time: target)
            : .diverged(step: name, time: target, reason: error.reason)
        }
        size = shorter
      }
    }
  }

  /// Whether prestrains or multipliers have changed, so that the step is to be solved again.
  private mutating func correctAndUpdate(at u: [Vector3], round: Int) -> Bool {
    let isCorrected = newton.body.correctPrestrain(at: u, round: round)
    return newton.body.updateMultipliers(at: u, round: round) || isCorrected
  }

  private func state(of solution: NewtonStep.Solution, step: Int, iterations: Int) -> ModelState {
    var reactions = [Vector3](repeating: .zero, count: displacements.count)
    for support in newton.equations.supports {
      for node in support.nodes {
        reactions[node][support.axis] = solution.response.residual[node][support.axis]
      }
    }
    let cells = newton.body.cells.meshCells
    return ModelState(
      step: step, time: time, displacements: solution.displacements, reactions: reactions,
      stresses: cells.map { solution.response.stresses[$0] },
      strains: cells.map { solution.response.strains[$0] },
      volumeRatios: cells.map { solution.response.volumeRatios[$0] }, iterations: iterations)
  }
}

extension NewtonStep.Failure {
  var reason: String {
    switch self {
    case .inverted: "a cell turns inside out"
    case .slow: "the iteration does not come to an end"
    case .notFinite: "numbers overflow"
    case .singular: "the equations are singular"
    }
  }
}
