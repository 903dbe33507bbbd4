import Foundation
import Meshes
import Pages
import Rendering
import Scenarios
import Tensors

/// The pictures of a run: the face in each step, and its displacement in colour.
struct ResultPictures {
  let result: ScenarioResult
  let threads: Int
  private let typeface = Typeface.find()
  private let subject: OutcomeSubject
  private let framing: Framing

  init(_ result: ScenarioResult, subject: OutcomeSubject, threads: Int) {
    self.result = result
    self.subject = subject
    self.threads = threads
    framing = Framing(fitting: subject.shown, views: result.scenario.views)
  }

  /// Whether the pictures have text.
  var hasTypeface: Bool { typeface != nil }

  /// The steps in which the face is elsewhere than as captured.
  private var moved: [ScenarioResult.Step] {
    result.steps.filter { !$0.isAsCaptured }
  }

  /// Calls `write` with each picture and its name; there are none where no views are asked for.
  ///
  /// - Returns: the faces alone, as captured and in each step that moves them, without label or caption.
  func draw(_ write: (String, Picture) throws -> Void) throws -> [Portrait] {
    guard !result.scenario.views.isEmpty else { return [] }
    // Colours are put on the scan's own shape, so that maps can be laid over each other.
    let scan = lit(displacement: nil)
    let shapes =
      [(nil, scan)] + moved.map { ($0.id, lit(displacement: $0.displacements)) }
    let material = SkinMaterial.skin(result.scenario.skinTone)
    let portraits = shapes.flatMap { step, faces in
      faces.map {
        Portrait(
          view: $0.view, step: step, $0.render(width: 600, height: 800, material: material))
      }
    }
    let shaded = portraits.map {
      panel($0.picture, label: $0.step ?? "as captured, \(result.rest.captured)", view: $0.view)
    }
    try write("face", sheet("The face as captured and in each step", shaded))

    // One scale for all steps, so that they can be compared.
    let fields = moved.map { subject.lengths($0.displacements) }
    let scale = ColorScale.magnitude(
      upTo: ColorScale.niceExtreme(of: fields.flatMap { $0 }),
      title: "Displacement from the face as captured", contourStep: 0.5)
    for (step, field) in zip(moved, fields) {
      let title = "From \(result.rest.captured), as captured, to \(step.conditions)"
      try write(
        "displacement-\(step.id)", map(title, field, scale: scale, on: scan, label: step.id))
    }
    // The way from a step that is as captured is the displacement itself.
    for change in result.changes where moved.contains(where: { $0.id == change.from }) {
      let field = subject.lengths(change.displacements)
      let scale = ColorScale.magnitude(
        upTo: ColorScale.niceExtreme(of: field),
        title: "Displacement from \(change.from) to \(change.to)", contourStep: 0.5)
      try write(
        "change-\(change.from)-\(change.to)",
        map("From \(change.from) to \(change.to)", field, scale: scale, on: scan, label: "change"))
    }
    return portraits
  }

  /// The face, displaced when asked, under the light of each view.
  private func lit(displacement nodal: [Vector3]?) -> [FaceRenderer.LitFace] {
    let renderer = FaceRenderer(
      surface: nodal.map(subject.displaced(by:)) ?? subject.surface, paint: subject.paint,
      framing: framing, threads: threads, quality: result.scenario.quality)
    return result.scenario.views.map { renderer.lit(from: $0) }
  }

  private func panel(_ picture: Picture, label: String, view: PortraitView) -> PictureSheet.Panel {
    .init(picture, label: "\(label), \(view.title.lowercased())")
  }

  /// A sheet of a field in colour.
  private func map(
    _ title: String, _ values: [Double], scale: ColorScale, on faces: [FaceRenderer.LitFace],
    label: String
  ) -> Picture {
    let field = subject.field(values, scale: scale)
    let panels = faces.map {
      panel($0.render(width: 600, height: 800, field: field), label: label, view: $0.view)
    }
    return sheet(title, panels, scale: scale, clipping: field.clipping)
  }

  private func sheet(
    _ title: String, _ panels: [PictureSheet.Panel], scale: ColorScale? = nil,
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
        Loading the recovered rest shape again leads back to the scan within \
        \(String(format: "%.0e", 1e3 * result.rest.roundTripMaximum)) mm.
        """,
      ]
    ).compose(typeface: typeface)
  }
}
