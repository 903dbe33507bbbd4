import Foundation
import Scenarios

/// The drawing of a step that lasts for some seconds, as SVG.
public struct CurveDrawing: Sendable {
  public var step: String
  public var svg: String

  public init(step: String, svg: String) { (self.step, self.svg) = (step, svg) }
}

/// How the face moves during steps that last for some seconds.
struct CurveSection {
  private let result: ScenarioResult
  private let drawings: [CurveDrawing]

  init(_ result: ScenarioResult, _ drawings: [CurveDrawing]) {
    (self.result, self.drawings) = (result, drawings)
  }

  /// Nil where every step is told at rest.
  var section: PageSection? {
    guard !drawings.isEmpty else { return nil }
    let note: HTML = """
      <p>Steps that last begin where the step before ended. How the layers relax is known for fat of pigs and assumed for \
      the rest; the moduli are those of the relaxed tissue.</p>
      """
    return PageSection(
      id: "seconds", title: "Seconds and minutes", content: [note] + drawings.map(figure) + [table])
  }

  private func figure(_ drawing: CurveDrawing) -> HTML {
    """
    <figure><img src="data:image/svg+xml;base64,\(Data(drawing.svg.utf8).base64EncodedString())" alt="Mean displacement of \
    the zones over time; the figures stand below"><figcaption>\(drawing.step)</figcaption></figure>
    """
  }

  private var table: HTML {
    let rows = result.steps.flatMap { step in
      (step.curve?.readings ?? []).map { reading -> HTML in
        let cells = [reading.before, reading.atOnce, reading.end, reading.excursion].map {
          String(format: "%.2f", 1e3 * $0)
        }
        let times = [reading.timeToInverseE, reading.timeToTenth].map {
          $0.map { String(format: "%.2f", $0) } ?? "–"
        }
        return """
          <tr><th scope="row">\(step.id)</th><td>\(Wording.zone(reading.zone))</td>\
          \((cells + times).map { "<td>\($0)</td>" as HTML })</tr>
          """
      }
    }
    return HTML.table(
      caption: "Mean displacement of each zone from the face as captured",
      heads: [
        "Step", "Zone", "Before, mm", "At once, mm", "At the end, mm", "Largest, mm",
        "To 1/e of before, s", "To a tenth, s",
      ], rows: rows, isSortable: true)
  }
}
