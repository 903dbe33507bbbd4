import Scenarios

/// What the model does not know, and what it takes for granted.
struct LimitSection {
  private let result: ScenarioResult
  private let assumptions: [String]

  init(_ result: ScenarioResult, assumptions: [String]) {
    (self.result, self.assumptions) = (result, assumptions)
  }

  var section: PageSection {
    let details: HTML = """
      <details><summary>All \(assumptions.count) assumptions with their sources</summary>
      \(HTML.list(assumptions))
      </details>
      """
    return PageSection(
      id: "limits", title: "Assumptions and limits", content: [.list(unknown), details])
  }

  private var unknown: [String] {
    [
      result.prepared.scan == nil
        ? "The face is the atlas' own: the numbers are about no person."
        : "Only the surface was scanned. What lies under it is taken from the atlas, fitted to the surface.",
      "Stiffness and thickness of the tissue are those of published groups, and of what the scenario says; nobody "
        + "measured them in this person unless the scenario says so.",
      "Muscles do not act: no expression, no tone, no speech. Healing and scars are in it only where a step says so.",
      result.steps.contains { $0.conditions.time != 0 }
        ? "Time changes the shape at rest and the stiffness of the tissue by laws whose slopes are assumptions; each step "
          + "is an equilibrium of elastic tissue."
        : "The steps are equilibria of elastic tissue, each for itself; nothing flows or remodels with time.",
      "Error bars hold the figures of the tissue, the mesh, and for a scan its noise and the misfit of the atlas. "
        + "The laws of the tissue, its attachments, posture and expression are not in them.",
      "Nothing here says how a person will look; it says what this model does under these assumptions.",
    ]
  }
}
