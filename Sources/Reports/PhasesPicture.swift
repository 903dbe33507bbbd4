import Rendering
import Scenarios
import Tensors

/// A step that lasts for some seconds, at a few moments: the face above, how far it is from the scan below.
struct PhasesPicture {
  private let pictures: ResultPictures
  private let view: PortraitView

  init(_ pictures: ResultPictures, view: PortraitView) {
    (self.pictures, self.view) = (pictures, view)
  }

  /// Draws the sheet.
  ///
  /// - Parameters:
  ///   - step: the step.
  ///   - curve: its curve.
  ///   - captured: the face as captured, seen from the view.
  /// - Returns: a column for each moment, all in one scale.
  func draw(_ step: ScenarioResult.Step, _ curve: StepCurve, on captured: FaceRenderer.LitFace)
    -> Picture
  {
    let maps = curve.phases.map { pictures.result.displacementMap(of: $0.displacements) }
    let scale = SkinQuantity.displacement.scale(for: maps)
    let (width, height) = ResultPictures.size
    let moments = curve.phases.map(\.time)
    let faces = zip(curve.phases, moments).map { phase, time in
      PictureSheet.Panel(
        pictures.lit(displacement: phase.displacements, from: view).render(
          width: width, height: height,
          material: .skin(pictures.result.scenario.skinTone)),
        label: Self.label(time))
    }
    let fields = zip(maps, moments).map { map, time in
      PictureSheet.Panel(
        captured.render(
          width: width, height: height, field: pictures.subject.field(map, scale: scale)),
        label: "displacement, \(Self.label(time))")
    }
    return PictureSheet(
      title: "\(step.id), at \(moments.count) moments", panels: faces + fields,
      columns: moments.count, scale: scale,
      caption: [
        pictures.result.scenario.title,
        "Counted from the face as captured; without error bars. "
          + pictures.caption.text(step: step.id),
      ]
    ).compose(typeface: pictures.typeface)
  }

  private static func label(_ time: Double) -> String {
    time == 0 ? "at once" : "after \(ResultTables.decimal(time, digits: time < 10 ? 2 : 0)) s"
  }
}
