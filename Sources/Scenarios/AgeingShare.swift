import Solvers
import Tensors
import Treatments

/// What one term of ageing has to do with where the skin is in a step.
public struct AgeingShare: Sendable {
  public let step: String
  public let term: AgeingTerm
  /// From the face without this term alone to the face as it is: what is missing when it is left out.
  public let removed: [ZoneStatistics]
  /// From the face as captured to the face in which this term alone has gone on; load, posture and changes left out.
  public let alone: [ZoneStatistics]
}

extension StepSolver {
  /// Solves again with one term of ageing removed, and with one term alone.
  ///
  /// - Parameters:
  ///   - term: that counts.
  ///   - found: a state in which the face has aged.
  ///   - prepared: the face.
  /// - Returns: displacements from the shape without load, in m.
  /// - Throws: `StepError`.
  func shares(
    of term: AgeingTerm, in found: Found, of prepared: PreparedFace
  ) throws(StepError) -> (without: [Vector3], alone: [Vector3]) {
    var others = prepared.ageing?.terms ?? []
    others.remove(term)
    var time = self.found[0].conditions
    time.time = found.conditions.time
    return (
      try displacements(prepared, terms: others, under: found.conditions),
      try displacements(prepared, terms: [term], under: time)
    )
  }

  private func displacements(
    _ prepared: PreparedFace, terms: Set<AgeingTerm>, under conditions: StepConditions
  ) throws(StepError) -> [Vector3] {
    var other = prepared
    other.ageing?.terms = terms
    let changed: ChangedTissue
    do {
      changed = try other.changedTissue(
        under: conditions, loaded: forces.loaded, upright: forces.upright)
    } catch { throw .change(error) }
    do { return try way(to: changed, under: conditions).state.displacements } catch {
      throw .solver(error)
    }
  }
}

extension ScenarioResult {
  /// The shares of all terms in the step in which the face has aged most; in one of ageing alone where there is one.
  ///
  /// In one step, for each term costs two solutions.
  ///
  /// - Parameter way: the solved steps; its solver has other materials and another factor afterwards.
  /// - Returns: one per term; none where no time goes by.
  /// - Throws: `RunFailure`.
  func ageingShares(after way: StepSolver) throws(RunFailure) -> [AgeingShare] {
    let captured = way.found[0].equilibrium.state.displacements
    var shares: [AgeingShare] = []
    func isOfAgeingAlone(_ step: Step) -> Bool {
      step.conditions.effects.isEmpty && step.conditions.stiffness.isEmpty
        && step.conditions.load == nil
    }
    let aged = steps.filter { $0.conditions.yearsAged != 0 }
    let candidates = aged.contains(where: isOfAgeingAlone) ? aged.filter(isOfAgeingAlone) : aged
    let most = candidates.map { abs($0.conditions.yearsAged) }.max()
    if let step = candidates.first(where: { abs($0.conditions.yearsAged) == most }),
      let found = way.found.first(where: { $0.conditions.areEquivalent(to: step.conditions) })
    {
      for term in prepared.ageingTerms {
        do {
          let (without, alone) = try way.shares(of: term, in: found, of: prepared)
          func statistics(_ start: [Vector3]?, _ end: [Vector3]) -> [ZoneStatistics] {
            func fromCaptured(_ u: [Vector3]) -> [Vector3] { zip(u, captured).map { $0 - $1 } }
            return prepared.statistics(
              of: SkinMotion(
                from: start.map(fromCaptured), to: fromCaptured(end), rest: rest.displacements),
              gravity: step.conditions.posture.gravityDirection)
          }
          shares.append(
            AgeingShare(
              step: step.id, term: term,
              removed: statistics(without, found.equilibrium.state.displacements),
              alone: statistics(nil, alone)))
        } catch {
          throw RunFailure(of: "\(step.id), share of \(term.rawValue)", error, on: prepared)
        }
      }
    }
    return shares
  }
}
