import Solvers
import Tensors

/// What steps that last for some seconds owe to what is not known of the tissue.
///
/// Stiffness and thickness move such a step as they move the same load at rest, in the proportion of what has moved
/// until then (to first order exact where all layers relax alike, an approximation else). Strength and times of the
/// relaxation do not move a face at rest at all: the steps are followed anew with each of them off by one
/// standard deviation.
extension ScenarioResult {
  /// The equilibrium at rest that a step is like, by its number, and which part of it the step is.
  func likeness(ofStep number: Int, among way: StepSolver) -> (number: Int, part: Double) {
    func found(_ conditions: StepConditions) -> Int {
      way.found.firstIndex { $0.conditions.areEquivalent(to: conditions) } ?? 0
    }
    guard steps[number].curve != nil else { return (found(steps[number].conditions), 1) }
    let captured = way.found[0].conditions
    let loaded = steps[...number].last { !$0.conditions.areEquivalent(to: captured) }
    let likest = loaded.map { found($0.conditions) } ?? 0
    let start = way.found[0].equilibrium.state.displacements
    let atRest = zip(way.found[likest].equilibrium.state.displacements, start).map { $0 - $1 }
    let square = atRest.reduce(0) { $0 + $1.dot($1) }
    guard square > 0 else { return (0, 1) }
    let product = zip(steps[number].displacements, atRest).reduce(0) { $0 + $1.0.dot($1.1) }
    return (likest, product / square)
  }

  /// The responses of all steps to strength and times of the relaxation, by the number of the parameter.
  ///
  /// - Parameters:
  ///   - parameters: all of them.
  ///   - way: the solved steps; what timed steps are like is solved at rest as well.
  /// - Returns: one field per step, in m per unit of the logarithm; empty where no step lasts.
  /// - Throws: `RunFailure` of a step that cannot be followed any more.
  func timedResponses(to parameters: [UncertainParameter], after way: inout StepSolver)
    throws(RunFailure) -> [Int: [[Vector3]]]
  {
    guard steps.contains(where: { $0.curve != nil }) else { return [:] }
    var fields: [Int: [[Vector3]]] = [:]
    do {
      for step in steps { _ = try way.equilibrium(under: step.conditions) }
      for (number, parameter) in parameters.enumerated() {
        guard
          let change = parameter.quantity.relaxation(scaledBy: .exponential(parameter.deviation))
        else { continue }
        let moved = try displacements(with: change, on: way)
        fields[number] = zip(moved, steps).map { moved, step in
          zip(moved, step.displacements).map { ($0 - $1) / parameter.deviation }
        }
      }
    } catch {
      throw RunFailure(of: "error bars", error, on: prepared)
    }
    return fields
  }

  /// A standard deviation of the relaxation moves what creeps by a tenth, of which 20 µm is little enough; the moments on
  /// the way are not shown.
  private static var times: TimeSettings {
    var times = TimeSettings()
    (times.tolerance, times.firstStep, times.growth) = (2e-5, 0.5, 4)
    return times
  }

  /// The displacements of all steps from the face as captured for a tissue that relaxes otherwise.
  private func displacements(with change: RelaxationChange, on solved: StepSolver)
    throws(StepError) -> [[Vector3]]
  {
    var way = solved
    let start = way.found[0].equilibrium
    _ = try way.equilibrium(under: way.found[0].conditions)
    // The path of ageing follows the steps of the scenario; all of it is told at rest.
    let durations = scenario.steps.map(\.duration)
    return try steps.enumerated().map { number, step throws(StepError) in
      let duration = number < durations.count ? durations[number] : nil
      let state =
        if let duration {
          try way.follow(
            for: duration, under: step.conditions, relaxation: change,
            times: Self.times, watch: { _ in })
        } else { try way.equilibrium(under: step.conditions) }
      return zip(state.equilibrium.state.displacements, start.state.displacements)
        .map { $0 - $1 }
    }
  }
}
