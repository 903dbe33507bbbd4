import Foundation
import Scenarios

/// How the equations were solved, and how far the answer can be trusted as an answer to them.
struct CheckSection {
  private let result: ScenarioResult

  init(_ result: ScenarioResult) { self.result = result }

  var section: PageSection {
    PageSection(
      id: "checks", title: "Convergence and verification",
      content: [HTML.facts(facts), solves, expectations].compactMap(\.self))
  }

  private var facts: [(name: String, value: String)] {
    let (prepared, rest) = (result.prepared, result.rest)
    let tissue = prepared.face.tissue
    let bound = 100 * prepared.meshErrors.bound(of: "face", edge: prepared.edge)
    var facts = [
      ("Unknowns", "\(result.degreesOfFreedom)"),
      (
        "Mesh",
        "\(tissue.mesh.blocks.reduce(0) { $0 + $1.count }) cells, \(tissue.mesh.positions.count) nodes, edge "
          + "\(Figure.decimal(1e3 * prepared.edge, 1)) mm"
      ),
      (
        "Error of the mesh",
        "at most \(Figure.decimal(bound, 1)) % of the mean displacement of the face, in 95 % of cases"
      ),
      (
        "Smallest scaled Jacobian", Figure.decimal(tissue.minimumScaledJacobian, 3) + " (1 is best)"
      ),
      (
        "Rest shape",
        "up to \(Figure.decimal(1e3 * (rest.displacements.map(\.length).max() ?? 0), 2)) mm from the face as captured, "
          + "\(rest.history.count) corrections"
      ),
      (
        "Round trip",
        "loaded again, the rest shape misses the face as captured by \(Self.power(1e3 * rest.roundTripMaximum)) mm at most"
      ),
    ]
    if let registration = prepared.registration {
      facts.append(
        (
          "Atlas on the scan",
          "\(Figure.decimal(1e3 * registration.medianResidual, 3)) mm off (median), "
            + "\(Figure.decimal(1e3 * registration.residual95, 2)) mm (95 %)"
        ))
    }
    return facts
  }

  private var solves: HTML {
    let rows = result.steps.map { step -> HTML in
      let last = step.history.last
      return """
        <tr><th scope="row">\(step.id)</th><td>\(step.history.count)</td>
        <td>\(last.map { Self.power(1e3 * $0.correction) } ?? "–")</td>
        <td>\(last.map { Self.power($0.imbalance) } ?? "–")</td>
        <td>\(Figure.decimal(step.minimumJ, 3))</td></tr>
        """
    }
    return HTML.table(
      caption: "Solves, one for each step",
      heads: [
        "step", "iterations", "last correction, mm", "force out of balance, N",
        "smallest ratio of volumes",
      ], rows: rows)
  }

  private var expectations: HTML? {
    let outcomes = result.expectationOutcomes
    if outcomes.isEmpty { return nil }
    let rows = outcomes.map { outcome -> HTML in
      """
      <tr><th scope="row">\(outcome.isMet ? "met" : "not met")</th><td>\("\(outcome)")</td>
      <td>\(outcome.expectation.reason)</td></tr>
      """
    }
    return HTML.table(
      caption: "What the scenario expects", heads: ["outcome", "expectation", "because"], rows: rows
    )
  }

  private static func power(_ value: Double) -> String { String(format: "%.1e", value) }
}
