import Meshes
import Rendering
import Scans
import Tensors

/// The prediction from three sides, in colour how far the later scan lies off it.
struct DistancePicture {
  let outcome: OutcomeComparison
  /// In mm, zero in the middle.
  let scale: ColorScale
  /// Pixels across one view.
  private static let width = 460
  private static let views: [PortraitView] = [.rightOblique, .front, .leftOblique]
  /// The scale reaches so far at least, in mm: what is less than the noise of a scanner stays pale.
  private static let leastExtreme = 1.0

  init(_ outcome: OutcomeComparison) {
    self.outcome = outcome
    let extreme = ColorScale.niceExtreme(of: outcome.distances.map { 1e3 * $0 })
    scale = .signed(
      upTo: max(extreme, Self.leastExtreme), title: "Scan off the prediction, positive outward")
  }

  /// Draws the sheet.
  ///
  /// - Parameters:
  ///   - typeface: for all text; nil leaves it out.
  ///   - threads: how many may work at a time.
  /// - Returns: the sheet.
  func draw(typeface: Typeface?, threads: Int) -> Picture {
    let frame = outcome.face.judged.laid.frame
    var surface = outcome.face.surface
    surface.positions = surface.positions.map(frame.head)
    var shown = outcome.face.judged.zones.surface
    shown.positions = shown.positions.map(frame.head)
    let renderer = FaceRenderer(
      surface: surface, framing: Framing(fitting: shown), threads: threads)
    let field = ScalarField(values: outcome.distances.map { 1e3 * $0 }, scale: scale)
    let panels = Self.views.map { view in
      PictureSheet.Panel(
        renderer.lit(from: view)
          .render(width: Self.width, height: Self.width * 4 / 3, field: field),
        label: view.title)
    }
    return PictureSheet(
      title: "\(outcome.name) against the prediction of \(outcome.step)", panels: panels,
      scale: scale, clipping: field.clipping, caption: caption
    ).compose(typeface: typeface)
  }

  private var caption: [String] {
    let floor = (1e3 * outcome.scan.meanDistance).text(2)
    return outcome.warnings.map { "Warning: \($0)." } + [
      """
      Laid over each other by \(outcome.scan.still.names.joined(separator: ", ")), which the scan misses by \
      \(floor) mm (mean): less says nothing. A phone's depth camera alone misses by 0.39 (0.36) mm.
      """,
      "Grey: not compared (a hole, the end of the scan, or off the simulated face).",
      "Research software. Not a medical device.",
    ]
  }
}
