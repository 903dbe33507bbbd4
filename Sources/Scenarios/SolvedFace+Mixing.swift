import Assembly

extension SolvedFace {
  /// What the steps of a schedule probably come to, from schedules like it: Σ wᵢ xᵢ of their states, step by step.
  ///
  /// A state is smooth in the settings of a schedule, so that what is linear in them is met. Where cells have grown otherwise the
  /// dilatations go with the growth of the first.
  ///
  /// - Parameters:
  ///   - schedules: that were solved on this face, the one most like it first.
  ///   - weights: as many; their sum is 1.
  /// - Returns: where to begin: steps of the first, those of which all have one of the name at the combination.
  public func mixed(_ schedules: [SolvedSteps], weights: [Double]) -> SolvedSteps {
    guard var first = schedules.first, schedules.count > 1 else {
      return schedules.first ?? SolvedSteps()
    }
    for (step, nearest) in first.byStep {
      let found = schedules.compactMap { $0.byStep[step] }
      guard found.count == schedules.count else { continue }
      let states = found.map { other in
        solver.assembler.swollen(
          other.equilibrium.state, by: nearest.changed.volumeRatios(over: other.changed))
      }
      first.byStep[step]?.equilibrium.state = .combination(of: states, weights: weights)
    }
    return first
  }
}
