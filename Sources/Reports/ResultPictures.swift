import Foundation
import Meshes
import Rendering
import Scenarios
import Tensors

/// The pictures of a run: the face in each step, and its displacement in colour.
struct ResultPictures {
  let result: ScenarioResult
  let threads: Int
  private let typeface = Typeface.find()
  private let framing: Framing

  init(_ result: ScenarioResult, threads: Int) {
    self.result = result
    self.threads = threads
    framing = Framing(fitting: result.prepared.skin, aspect: 0.75)
  }

  /// Whether the pictures have text.
  var hasTypeface: Bool { typeface != nil }

  /// Calls `write` with each picture and its name.
  func draw(_ write: (String, Picture) throws -> Void) throws {
    let shaded = Panels(self, displacements: [("Scan", nil)] + result.steps.map { ($0.id, $0.displacements) })
    try write("face", sheet("The face in each posture", shaded.skin(), scale: nil))

    // One scale for all steps, so that they can be compared.
    let fields = result.steps.map { step in lengths(step.displacements) }
    let scale = ColorScale.magnitude(
      upTo: ColorScale.niceExtreme(of: fields.flatMap { $0 }),
      title: "Displacement from the unloaded shape", contourStep: 1)
    for (step, field) in zip(result.steps, fields) {
      let coloured = ScalarField(values: field, scale: scale)
      let panels = Panels(self, displacements: [(step.id, step.displacements)])
      try write(
        "displacement-\(step.id)",
        sheet(
          "Displacement, \(step.posture.rawValue)", panels.coloured(coloured), scale: scale,
          clipping: coloured.clipping))
    }
    for change in result.changes {
      let field = lengths(change.displacements)
      let scale = ColorScale.magnitude(
        upTo: ColorScale.niceExtreme(of: field),
        title: "Displacement from \(change.from) to \(change.to)", contourStep: 0.5)
      let coloured = ScalarField(values: field, scale: scale)
      let last = result.steps.first { $0.id == change.to }
      let panels = Panels(self, displacements: [(change.to, last?.displacements)])
      try write(
        "change-\(change.from)-\(change.to)",
        sheet(
          "From \(change.from) to \(change.to)", panels.coloured(coloured), scale: scale,
          clipping: coloured.clipping))
    }
  }

  private func lengths(_ displacements: [Vector3]) -> [Double] {
    result.prepared.onSkin(displacements).map { 1e3 * $0.length }
  }

  private func sheet(
    _ title: String, _ panels: [PictureSheet.Panel], scale: ColorScale?,
    clipping: (below: Bool, above: Bool) = (false, false)
  ) -> Picture {
    let residual = result.steps.compactMap { $0.history.last?.correction }.max() ?? 0
    return PictureSheet(
      title: title, panels: panels, columns: result.scenario.views.count, scale: scale,
      clipping: clipping,
      caption: [
        """
        \(result.scenario.title). \(result.degreesOfFreedom) unknowns; converged to \
        \(String(format: "%.0e", 1e3 * residual)) mm. Simulation, not a prediction.
        """,
        """
        The face as scanned is taken as the unloaded shape; recovering the true unloaded shape \
        is not part of this version.
        """,
      ]
    ).compose(typeface: typeface)
  }

  /// Renderers of the face in several shapes, and the panels they draw.
  private struct Panels {
    let renderers: [(label: String, renderer: FaceRenderer)]
    let views: [PortraitView]

    init(_ pictures: ResultPictures, displacements: [(String, [Vector3]?)]) {
      let prepared = pictures.result.prepared
      views = pictures.result.scenario.views
      renderers = displacements.map { label, nodal in
        var surface = prepared.skin
        if let nodal {
          for (i, u) in prepared.onSkin(nodal).enumerated() { surface.positions[i] += u }
        }
        return (
          label,
          FaceRenderer(surface: surface, framing: pictures.framing, threads: pictures.threads)
        )
      }
    }

    func skin() -> [PictureSheet.Panel] { panels { $0.render(view: $1, width: 600, height: 800) } }

    func coloured(_ field: ScalarField) -> [PictureSheet.Panel] {
      panels { $0.render(view: $1, width: 750, height: 1000, field: field) }
    }

    private func panels(_ draw: (FaceRenderer, PortraitView) -> Picture) -> [PictureSheet.Panel] {
      renderers.flatMap { label, renderer in
        views.map { view in .init(draw(renderer, view), label: "\(label), \(view.title.lowercased())") }
      }
    }
  }
}
