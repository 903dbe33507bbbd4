import Anatomy
import Assembly
import Treatments

extension PreparedFace {
  /// Threads and sutures of one step as they lie in the face.
  public struct LaidThreads: Sendable {
    public var step: String
    public var treatment: Treatment
    public var laid: [LaidThread]
  }

  /// All threads that a scenario lays, in the order of its steps.
  static func threads(of scenario: Scenario, in tissue: TissueMesh, of atlas: Atlas)
    -> [LaidThreads]
  {
    scenario.steps.compactMap { step in
      guard case .treat(let treatment) = step.action, treatment.laysThreads else { return nil }
      return LaidThreads(
        step: step.id, treatment: treatment, laid: treatment.threads(in: tissue, of: atlas))
    }
  }

  /// The threads, each with what it pulls with under some conditions.
  ///
  /// - Parameter conditions: what was started in them, in the order of the steps; nil leaves all threads slack.
  /// - Returns: in the order of `threads`.
  func cables(under conditions: StepConditions?) -> [TensionedCable] {
    let started = conditions?.started.filter(\.laysThreads) ?? []
    return threads.enumerated().flatMap { number, threads in
      threads.laid.map { thread in
        let pulls =
          number < started.count
          ? threads.treatment.pulls(
            of: thread, after: (conditions?.time ?? 0) - started[number].start) : thread.slack
        return TensionedCable(points: thread.points, pulls: pulls)
      }
    }
  }

  /// What a thread or a suture does in a step.
  public struct ThreadPull: Sendable, Equatable {
    /// The step in which it was laid, and its number there, from 1.
    public var laidIn: String
    public var number: Int
    /// Most of all its pieces, in N.
    public var force: Double
    /// By how much it is shorter than in the face as captured, in m.
    public var shortening: Double
  }

  /// With what all threads and sutures pull in a step; those that were not laid yet are absent.
  public func threadPulls(in step: ScenarioResult.Step) -> [ThreadPull] {
    let places = zip(face.solid.mesh.positions, step.displacements).map { $0 + $1 }
    var cables = cables(under: step.conditions)[...]
    return threads.flatMap { threads in
      threads.laid.enumerated().compactMap { number, thread -> ThreadPull? in
        guard let cable = cables.popFirst(), cable.pulls.contains(where: { !$0.isSlack }) else {
          return nil
        }
        let lengths = cable.lengths(at: places)
        return ThreadPull(
          laidIn: threads.step, number: number + 1,
          force: zip(cable.pulls, lengths).map { $0.force(at: $1) }.max() ?? 0,
          shortening: thread.lengths.reduce(0, +) - lengths.reduce(0, +))
      }
    }
  }

  /// What is known to go wrong with threads, in sentences.
  public var threadWarnings: [String] {
    threads.flatMap { $0.treatment.warnings(of: $0.laid) }
  }
}

extension StartedChange {
  fileprivate var laysThreads: Bool {
    if case .treatment(let treatment) = cause { treatment.laysThreads } else { false }
  }
}
