import Assembly
import Solvers
import Tensors

/// Why a run ended without results: which step, where in the face, what was tried, what may help.
public struct RunFailure: Error, CustomStringConvertible {
  /// The step that failed.
  public var step: String
  public var reason: String
  /// Zone, layer and cell where it went wrong; nil where it went wrong nowhere in particular.
  public var place: String?
  /// What was tried before giving up; nil where there was nothing to try.
  public var attempts: String?
  /// What the user may change; nil where nothing is known.
  public var advice: String?
  /// Whether no equilibrium was found, as opposed to one that could not be sought.
  public var isDivergence: Bool { place != nil }

  init(step: String, reason: String) { (self.step, self.reason) = (step, reason) }

  /// Says in the words of the face what a solver said in those of cells.
  ///
  /// - Parameters:
  ///   - step: that failed.
  ///   - error: of the solver.
  ///   - prepared: the face whose cells it names.
  ///   - load: what lay on the skin besides gravity.
  init(
    of step: String, _ error: SolverError, on prepared: PreparedFace, under load: SkinLoad? = nil
  ) {
    switch error {
    case .notConverged(let reached, let history, let worst, let end):
      self.init(
        step: step, reason: "no equilibrium beyond \((100 * reached).formatted3) % of the load")
      attempts = [history.attempts, "\(end)"].compactMap { $0 }.joined(separator: "; ")
      place = prepared.place(of: worst)
      advice =
        load.map { "the load (\($0)) may be too large for the tissue under it: try a smaller one" }
        ?? "the tissue may be too soft for its weight: try a larger shear modulus there"
    case .noRestShape(let reached, let history, let worst, let end):
      self.init(
        step: step,
        reason: """
          no unloaded shape from which more than \((100 * reached).formatted3) % of the weight leads \
          to the scan
          """)
      attempts = [history.attempts, "\(end)"].compactMap { $0 }.joined(separator: "; ")
      place = prepared.place(of: worst)
      advice = """
        the tissue may be too soft to be held up in this shape: try a larger shear modulus there, and \
        check the posture it was captured in
        """
    case .factorization(let reason):
      self.init(step: step, reason: reason)
    }
  }

  /// Says why a step has no equilibrium.
  init(
    of step: String, _ error: StepError, on prepared: PreparedFace, under load: SkinLoad? = nil
  ) {
    switch error {
    case .solver(let error): self.init(of: step, error, on: prepared, under: load)
    case .change(let error): self.init(step: step, reason: "\(error)")
    }
  }

  public var description: String {
    let details = [("where", place), ("tried", attempts), ("try", advice)]
      .compactMap { name, text in text.map { "\n  \(name): \($0)" } }
    return "step \(step): \(reason)" + details.joined()
  }
}

extension PreparedFace {
  /// Layer, zone, number, middle and volume ratio of a cell, in words.
  func place(of worst: WorstCell) -> String {
    let block = face.tissue.mesh.blocks[worst.block]
    let zone = atlas.zones[face.tissue.sheet.zoneOfTriangle[worst.cell]].name
    let nodes = block.nodes(ofCell: worst.cell)
    let middle =
      nodes.reduce(Vector3.zero) { $0 + face.tissue.mesh.positions[Int($1)] } / Double(nodes.count)
    let millimetres = (0..<3).map { (1e3 * middle[$0]).formatted3 }.joined(separator: ", ")
    return """
      the \(block.region) of \(zone), most deformed in its cell \(worst.cell) at (\(millimetres)) mm \
      of the head's axes: volume ratio \(worst.minimumJ.formatted3) where 1 is unchanged and below 0 \
      inside out
      """
  }
}

extension [NewtonIteration] {
  /// How many iterations, load steps and tangents there were, and how the last one ended.
  fileprivate var attempts: String? {
    guard let last else { return nil }
    let loads = Set(map(\.loadFraction))
    let tangents = [NewtonIteration.Tangent.fresh, .kept, .projected]
      .map { kind in "\(count { $0.tangent == kind }) \(kind.rawValue)" }
    return """
      \(count) iterations (tangent \(tangents.joined(separator: ", "))) at \(loads.count) load levels, \
      the last \((100 * last.loadFraction).formatted3) %; last correction \
      \((1e3 * last.correction).formatted3) mm, largest force out of balance \
      \(last.imbalance.formatted3) N
      """
  }
}
