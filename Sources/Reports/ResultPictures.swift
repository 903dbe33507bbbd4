import Foundation
import Meshes
import Pages
import Rendering
import Scenarios
import Tensors

/// The pictures of a run: the face in each step, and what colours say of it.
struct ResultPictures {
  let result: ScenarioResult
  let maps: StepMaps
  let threads: Int
  let subject: OutcomeSubject
  let caption: PictureCaption
  let framing: Framing
  let typeface = Typeface.find()

  /// Pixels of one view.
  static let size = (width: 600, height: 800)

  init(
    _ result: ScenarioResult, maps: StepMaps, subject: OutcomeSubject, caption: PictureCaption,
    threads: Int
  ) {
    (self.result, self.maps, self.subject) = (result, maps, subject)
    (self.caption, self.threads) = (caption, threads)
    framing = Framing(fitting: subject.shown, views: result.scenario.views)
  }

  /// Whether the pictures have text.
  var hasTypeface: Bool { typeface != nil }

  private var views: [PortraitView] { result.scenario.views }

  /// The steps in which the face is elsewhere than as captured.
  private var moved: [Int] { result.steps.indices.filter { !result.steps[$0].isAsCaptured } }

  /// Calls `write` with each picture and its name; there are none where no views are asked for.
  ///
  /// - Returns: the faces alone, as captured and in each step that moves them, without label or caption.
  func draw(_ write: (String, Picture) throws -> Void) throws -> [Portrait] {
    guard !views.isEmpty else { return [] }
    // Colours are put on the scan's own shape, so that maps can be laid over each other.
    let captured = lit(displacement: nil)
    let before = portraits(captured, step: nil)
    let after = moved.map { number in
      let step = result.steps[number]
      return portraits(lit(displacement: step.displacements), step: step.id)
    }
    try write(
      "face", sheet("The face as captured and in each step", panels(before + after.flatMap(\.self)))
    )
    if let strip = timeStrip(before: before, after: after) { try write("time-strip", strip) }
    var changes: [Change] = []
    for map in result.scenario.maps {
      switch map {
      case .zones: try write("zones", ZonesPicture(self).draw(on: captured))
      case .layers: try write("layers", LayersPicture(self).draw())
      case .lift, .displacement, .normal, .stretch, .tension:
        guard let quantity = map.quantity else { continue }
        let drawn = try draw(quantity, on: captured, write)
        if changes.isEmpty { changes = drawn }
      }
    }
    for step in result.steps {
      guard let curve = step.curve, let face = captured.first else { continue }
      let phases = PhasesPicture(self, view: views[0])
      try write("phases-\(step.id)", phases.draw(step, curve, on: face))
    }
    for (portraits, change) in zip(after, changes) {
      try write(
        "before-after-\(change.id)", beforeAfter(panels(before), panels(portraits), change))
    }
    return before + after.flatMap(\.self)
  }

  /// The first view at every moment, in the order of time; nil where no time goes by.
  private func timeStrip(before: [Portrait], after: [[Portrait]]) -> Picture? {
    guard let forecast = Forecast(result) else { return nil }
    let views = Dictionary(
      zip(moved.map { result.steps[$0].id }, after).map { ($0, $1) }, uniquingKeysWith: { $1 })
    let panels = forecast.moments.compactMap { moment -> PictureSheet.Panel? in
      let portraits = moment.step.map { views[$0] ?? [] } ?? before
      let when =
        moment.age.map { String(format: "at %.4g years", $0) }
        ?? String(format: "day %.4g", moment.days)
      return portraits.first.map {
        .init($0.picture, label: "\(moment.step ?? "as captured"), \(when)")
      }
    }
    return PictureSheet(
      title: "The face over time", panels: panels, columns: panels.count,
      caption: [result.scenario.title, caption.text()]
    ).compose(typeface: typeface)
  }

  /// The profile as captured and in each step in which it is elsewhere, as SVG.
  func profile() -> String {
    let states =
      [("as captured, \(result.rest.captured)", subject.surface)]
      + moved.map { (result.steps[$0].id, subject.displaced(by: result.steps[$0].displacements)) }
    let shown = subject.shown.positions
    let middle = shown.filter { abs($0.x) < Self.profileWidth }
    func bounds(_ pick: (Double, Double) -> Double) -> SIMD2<Double> {
      let points = (middle.isEmpty ? shown : middle).map { SIMD2($0.z, $0.y) }
      return points.dropFirst().reduce(points.first ?? .zero) {
        SIMD2(pick($0.x, $1.x), pick($0.y, $1.y))
      }
    }
    return ProfileOutlines(
      states.map { .init($0, of: $1) }, bounds: (bounds(min), bounds(max)), caption: caption.text()
    ).svg()
  }

  /// What lies so near to the middle of the face, in m, is seen in its profile.
  private static let profileWidth = 5e-3

  // MARK: - Maps

  /// A map in all views.
  private struct Change {
    var id: String
    var panels: [PictureSheet.Panel]
    var field: ScalarField
    var map: SkinMap
  }

  /// Draws the maps of all steps in one scale, so that they can be compared, and of the ways between steps.
  ///
  /// - Returns: the maps of the steps.
  private func draw(
    _ quantity: SkinQuantity, on faces: [FaceRenderer.LitFace],
    _ write: (String, Picture) throws -> Void
  ) throws -> [Change] {
    let ofSteps = moved.map { maps[quantity][$0] }
    let scale = quantity.scale(for: ofSteps)
    let changes = zip(moved, ofSteps).map { number, map in
      change(map, scale: scale, on: faces, id: result.steps[number].id)
    }
    for change in changes {
      // Stress is what it is in the step, all else is counted from the face as captured.
      let way = quantity == .tension ? "in step" : "from the face as captured to"
      let title = "\(quantity.name) \(way) \(change.id)"
      try write("\(quantity.rawValue)-\(change.id)", sheet(title, change))
    }
    // The way from a step that is as captured is that from the face as captured.
    guard let first = result.steps.first, !first.isAsCaptured else { return changes }
    let later = result.steps.indices.dropFirst()
    let ways = try later.map { try result.skinMap(quantity, ofStep: $0, from: 0) }
    let common = quantity.scale(for: ways)
    for (number, map) in zip(later, ways) {
      let (from, to) = (first.id, result.steps[number].id)
      let title = "\(quantity.name) from \(from) to \(to)"
      try write(
        "\(quantity.rawValue)-\(from)-to-\(to)",
        sheet(title, change(map, scale: common, on: faces, id: to)))
    }
    return changes
  }

  private func change(
    _ map: SkinMap, scale: ColorScale, on faces: [FaceRenderer.LitFace], id: String
  ) -> Change {
    let field = subject.field(map, scale: scale)
    let panels = faces.map { face in
      panel(
        face.render(width: Self.size.width, height: Self.size.height, field: field),
        label: map.quantity.rawValue, view: face.view)
    }
    return Change(id: id, panels: panels, field: field, map: map)
  }

  // MARK: - Sheets

  /// The face, displaced when asked, under the light of each view.
  private func lit(displacement nodal: [Vector3]?) -> [FaceRenderer.LitFace] {
    let renderer = renderer(displacement: nodal)
    return views.map { renderer.lit(from: $0) }
  }

  /// The displaced face under the light of one view.
  func lit(displacement nodal: [Vector3], from view: PortraitView) -> FaceRenderer.LitFace {
    renderer(displacement: nodal).lit(from: view)
  }

  private func renderer(displacement nodal: [Vector3]?) -> FaceRenderer {
    FaceRenderer(
      surface: nodal.map(subject.displaced(by:)) ?? subject.surface, paint: subject.paint,
      framing: framing, threads: threads, quality: result.scenario.quality)
  }

  private func portraits(_ faces: [FaceRenderer.LitFace], step: String?) -> [Portrait] {
    let material = SkinMaterial.skin(result.scenario.skinTone)
    return faces.map { face in
      Portrait(
        view: face.view, step: step,
        face.render(width: Self.size.width, height: Self.size.height, material: material))
    }
  }

  private func panels(_ portraits: [Portrait]) -> [PictureSheet.Panel] {
    portraits.map {
      panel($0.picture, label: $0.step ?? "as captured, \(result.rest.captured)", view: $0.view)
    }
  }

  func panel(_ picture: Picture, label: String, view: PortraitView) -> PictureSheet.Panel {
    .init(picture, label: "\(label), \(view.title.lowercased())")
  }

  private func sheet(_ title: String, _ panels: [PictureSheet.Panel]) -> Picture {
    PictureSheet(
      title: title, panels: panels, columns: views.count,
      caption: [result.scenario.title, caption.text()]
    ).compose(typeface: typeface)
  }

  private func sheet(_ title: String, _ change: Change) -> Picture {
    sheet(title, change.panels, of: change, columns: views.count)
  }

  /// Before, after and change beside each other, a view in each row.
  private func beforeAfter(
    _ before: [PictureSheet.Panel], _ after: [PictureSheet.Panel], _ change: Change
  ) -> Picture {
    let panels = views.indices.flatMap { [before[$0], after[$0], change.panels[$0]] }
    return sheet("Before, \(change.id), and the change", panels, of: change, columns: 3)
  }

  private func sheet(
    _ title: String, _ panels: [PictureSheet.Panel], of change: Change, columns: Int
  ) -> Picture {
    PictureSheet(
      title: title, panels: panels, columns: columns, scale: change.field.scale,
      clipping: change.field.clipping,
      legend: .grey(of: [change.map], showsMore: result.prepared.detail != nil),
      caption: [result.scenario.title, caption.text(step: change.id)]
    ).compose(typeface: typeface)
  }
}
