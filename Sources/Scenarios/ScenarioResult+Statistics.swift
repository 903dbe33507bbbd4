extension ScenarioResult {
  /// Computes statistics and measures of all steps and changes from their displacements.
  ///
  /// - Parameter known: a result on the same skin; what has not moved since is not measured again.
  public mutating func takeStock(known: ScenarioResult? = nil) {
    for i in steps.indices { steps[i].zones = statistics(ofStep: i) }
    measures = MeasureSeries(self, known: known)
    guard let first = steps.first else { return }
    changes = steps.indices.dropFirst().map { number in
      let motion = motion(toStep: number, from: 0)
      return Change(
        from: first.id, to: steps[number].id, displacements: motion.displacements,
        zones: statistics(ofStep: number, from: 0))
    }
  }

  /// Where the tissue goes in a step.
  ///
  /// - Parameters:
  ///   - number: of the step.
  ///   - first: of the step that the way begins with; nil for the face as captured.
  /// - Returns: the way.
  func motion(toStep number: Int, from first: Int? = nil) -> SkinMotion {
    func skin(_ step: Int) -> [Double]? { steps[step].conditions.stiffness[.skin] }
    return SkinMotion(
      from: first.map { steps[$0].displacements }, to: steps[number].displacements,
      rest: rest.displacements, stiffness: (first.flatMap(skin), skin(number)),
      skin: (
        first.flatMap { steps[$0].changedLayers[.skin] }, steps[number].changedLayers[.skin]
      ))
  }

  /// The statistics of that way.
  public func statistics(ofStep number: Int, from first: Int? = nil) -> [ZoneStatistics] {
    prepared.statistics(
      of: motion(toStep: number, from: first),
      gravity: steps[number].conditions.posture.gravityDirection)
  }
}
