import Foundation
import Probes
import Scenarios

/// The drawings of one probe, as SVG.
public struct ProbeDrawings: Sendable {
  public var step: String
  /// The curve over time.
  public var curve: String
  /// The layers under the instrument.
  public var section: String

  public init(step: String, curve: String, section: String) {
    (self.step, self.curve, self.section) = (step, curve, section)
  }
}

/// What probes on the skin found.
struct RecoilSection {
  private let result: ScenarioResult
  private let drawings: [ProbeDrawings]

  init(_ result: ScenarioResult, _ drawings: [ProbeDrawings]) {
    (self.result, self.drawings) = (result, drawings)
  }

  /// Nil where nothing was probed.
  var section: PageSection? {
    guard !result.probes.isEmpty else { return nil }
    let note: HTML = """
      <p>Computed on flat layers with the thickness and stiffness of the zone; the rest of the face does not move. How skin \
      relaxes is an engineering choice of low confidence, not fitted to a person or an instrument.</p>
      """
    return PageSection(
      id: "recoil", title: "Recoil under probes",
      content: [note] + zip(result.probes, drawings).map(part))
  }

  private func part(_ outcome: ProbeOutcome, _ drawings: ProbeDrawings) -> HTML {
    let p = outcome.run.curve.parameters
    let (mm, ratio) = (
      { (v: Double) in String(format: "%.3f mm", 1e3 * v) },
      { (v: Double) in String(format: "%.2f", v) }
    )
    let words = [
      ("Gives way (R0)", mm(p.r0)), ("Comes back in the end (R2)", ratio(p.r2)),
      ("Comes back at once, of what went at once (R5)", ratio(p.r5)),
      ("Comes back at once, of all (R7)", ratio(p.r7)),
      ("Left at the end of the first cycle (R1)", mm(p.r1)),
      (
        "Energy not given back", String(format: "%.0f %%", 100 * outcome.run.curve.unrestoredEnergy)
      ),
    ]
    return """
      <h3>\(outcome.step): \("\(outcome.probe)")</h3>
      \(HTML.facts(words.map { (name: $0.0, value: $0.1) }))
      <figure><img src="data:image/svg+xml;base64,\(Self.base64(drawings.curve))" alt="Motion of the skin over time; the \
      figures stand above"><figcaption>Motion of the middle of the skin in the \(Wording.zone(outcome.zone))</figcaption></figure>
      <figure><img src="data:image/svg+xml;base64,\(Self.base64(drawings.section))" alt="Layers under the instrument before, \
      under load and after"><figcaption>The layers in a cut through the axis of the instrument, true to scale</figcaption></figure>
      """
  }

  private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
}
