extension ScenarioResult {
  /// Computes the statistics of all steps and changes from their displacements.
  mutating func takeStock() {
    for i in steps.indices { steps[i].zones = statistics(of: steps[i]) }
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
