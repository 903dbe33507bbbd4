extension ScenarioResult {
  /// Computes statistics and measures of all steps and changes from their displacements.
  ///
  /// - Parameter known: a result on the same skin; what has not moved since is not measured again.
  mutating func takeStock(known: ScenarioResult? = nil) {
    for i in steps.indices { steps[i].zones = statistics(of: steps[i]) }
    measures = MeasureSeries(self, known: known)
    guard let first = steps.first else { return }
    changes = steps.dropFirst().map { step in
      let motion = SkinMotion(
        from: first.displacements, to: step.displacements, rest: rest.displacements,
        stiffness: (first.conditions.stiffness[.skin], step.conditions.stiffness[.skin]))
      return Change(
        from: first.id, to: step.id, displacements: motion.displacements,
        zones: prepared.statistics(
          of: motion, gravity: step.conditions.posture.gravityDirection))
    }
  }

  private func statistics(of step: Step) -> [ZoneStatistics] {
    prepared.statistics(
      of: SkinMotion(
        to: step.displacements, rest: rest.displacements,
        stiffness: (nil, step.conditions.stiffness[.skin])),
      gravity: step.conditions.posture.gravityDirection)
  }
}
