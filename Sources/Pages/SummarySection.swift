import Scenarios

/// What came out, in plain words made from the numbers.
struct SummarySection {
  private let result: ScenarioResult
  private let warnings: [String]

  init(_ result: ScenarioResult, warnings: [String]) {
    (self.result, self.warnings) = (result, warnings)
  }

  var section: PageSection {
    let steps = result.movingSteps
    let told: [HTML] =
      steps.isEmpty
      ? ["<p>No step moves the face: in all of them it is as captured.</p>"]
      : steps.map(paragraphs)
    let reading: HTML = """
      <p class="note">± is half the width of the 95 % interval. Left and right are the subject's.</p>
      """
    return PageSection(
      id: "summary", title: "Summary", content: told + [reading] + expectations + cautions)
  }

  private func paragraphs(_ step: ScenarioResult.Step) -> HTML {
    let sentences = StepSentences(step, of: result)
    let lines = sentences.all.map { "<p>\($0)</p>" as HTML }
    return "<h3>\(Wording.step(step))</h3>\n\(lines)"
  }

  private var expectations: [HTML] {
    let outcomes = result.expectationOutcomes
    if outcomes.isEmpty { return [] }
    let missed = outcomes.filter { !$0.isMet }
    let count = "\(outcomes.count - missed.count) of \(outcomes.count)"
    return ["<p>\(count) expectations of the scenario are met.</p>"]
      + (missed.isEmpty ? [] : [.list(missed.map { "not met: \($0)" })])
  }

  private var cautions: [HTML] {
    warnings.isEmpty ? [] : ["<h3>Warnings</h3>", .list(warnings)]
  }
}
