import Foundation
import Rendering
import Scenarios

/// The face before and after, view by view.
///
/// Without script, and on paper, all pictures of a view stand side by side; the script lays them on each other under a
/// slider.
struct PortraitSection {
  private let result: ScenarioResult
  private let portraits: [Portrait]

  init(_ result: ScenarioResult, _ portraits: [Portrait]) {
    (self.result, self.portraits) = (result, portraits)
  }

  var section: PageSection {
    get throws {
      PageSection(id: "pictures", title: "Before and after", content: try content)
    }
  }

  private var content: [HTML] {
    get throws {
      guard !portraits.isEmpty else {
        return ["<p>The scenario asks for no views, so that there are no pictures.</p>"]
      }
      let steps = result.movingSteps
      let figures = try result.scenario.views.map(figure)
      let note: HTML = """
        <p class="note">Same camera, light and exposure in all pictures of this run. \(face)</p>
        """
      return [note] + (steps.count > 1 ? [choice(steps)] : [])
        + ["<div class=\"comparisons\">\(figures)</div>"]
    }
  }

  private var face: String {
    result.prepared.scan == nil
      ? "The face is the atlas' own, nobody's." : "The face is the scan, moved as its skin moves."
  }

  private func choice(_ steps: [ScenarioResult.Step]) -> HTML {
    let options = steps.map { "<option value=\"\($0.id)\">\(Wording.step($0))</option>" as HTML }
    return """
      <p class="scripted" hidden><label for="after">Compare with</label>
      <select id="after">\(options)</select></p>
      """
  }

  private func figure(_ view: PortraitView) throws -> HTML {
    let shown = portraits.filter { $0.view == view }
    let pictures = try shown.map(picture)
    return """
      <figure class="comparison"><div class="stage" data-view="\(view.title)">
      \(pictures)
      </div><figcaption>\(view.title)</figcaption></figure>
      """
  }

  private func picture(_ portrait: Portrait) throws -> HTML {
    let bytes = try portrait.picture.encodedAsPNG()
    let source = HTML(trusted: "data:image/png;base64," + Data(bytes).base64EncodedString())
    let (width, height) = (portrait.picture.width, portrait.picture.height)
    let step = result.steps.first { $0.id == portrait.step }
    let kind: HTML = step.map { "class=\"after\" data-step=\"\($0.id)\"" } ?? "class=\"before\""
    return """
      <div \(kind)><img src="\(source)" width="\(width)" height="\(height)" alt="\(text(portrait, step))">
      <p>\(step.map(Wording.step) ?? result.capturedWords)</p></div>
      """
  }

  private func text(_ portrait: Portrait, _ step: ScenarioResult.Step?) -> String {
    guard let step else { return "\(portrait.view.title): the face \(result.capturedWords)." }
    return "\(portrait.view.title): the face in the step \(Wording.step(step)). "
      + StepSentences(step, of: result).alternative
  }
}
