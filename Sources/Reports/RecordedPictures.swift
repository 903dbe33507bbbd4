import Meshes
import Rendering
import Scenarios
import Tensors

/// Pictures of a finished run, drawn from the skin that it has left.
public struct RecordedPictures {
  public let skin: RecordedSkin
  /// The face as captured, which maps are drawn on, under the light of each view.
  private let faces: [FaceRenderer.LitFace]
  private let framing: Framing
  private let width: Int
  private let threads: Int
  private let quality: PictureQuality
  private let material: SkinMaterial

  /// - Parameters:
  ///   - skin: of the run.
  ///   - views: from where.
  ///   - framing: what pictures show; nil fits it to the skin.
  ///   - width: pixels across one view.
  ///   - threads: how many may work at a time.
  ///   - quality: how much work they are worth.
  ///   - tone: of the skin; nil takes that of the run.
  public init(
    _ skin: RecordedSkin, views: [PortraitView], framing: Framing? = nil, width: Int, threads: Int,
    quality: PictureQuality = .standard, tone: SkinTone? = nil
  ) {
    (self.skin, self.width, self.threads) = (skin, width, threads)
    (self.quality, material) = (quality, .skin(tone ?? skin.tone))
    self.framing = framing ?? Framing(fitting: skin.surface, views: views)
    let renderer = FaceRenderer(
      surface: skin.surface, framing: self.framing, threads: threads, quality: quality)
    faces = views.map { renderer.lit(from: $0) }
  }

  /// A map in each view, and its field.
  public func map(_ map: SkinMap, scale: ColorScale) -> (panels: [Picture], field: ScalarField) {
    let field = ScalarField(values: map.values, scale: scale, bars: map.bars)
    return (faces.map { $0.render(width: width, height: width * 4 / 3, field: field) }, field)
  }

  /// The face in a step as skin, in each view; as captured without a step.
  public func photographs(of step: RecordedSkin.Step? = nil) -> [Picture] {
    guard let step else { return faces.map(photograph) }
    let renderer = FaceRenderer(
      surface: skin.surface(in: step), framing: framing, threads: threads, quality: quality)
    return faces.map { photograph(renderer.lit(from: $0.view)) }
  }

  private func photograph(_ face: FaceRenderer.LitFace) -> Picture {
    face.render(width: width, height: width * 4 / 3, material: material)
  }

  /// Before, after and the maps of a step, a view in each row.
  ///
  /// - Parameters:
  ///   - step: of the run.
  ///   - quantity: what colours show.
  ///   - scale: shared with other pictures.
  ///   - typeface: for all text; nil leaves it out.
  /// - Returns: the sheet; nil where the run has no such map.
  public func beforeAfter(
    _ step: RecordedSkin.Step, _ quantity: SkinQuantity, scale: ColorScale, typeface: Typeface?
  ) -> Picture? {
    guard let map = step.maps[quantity] else { return nil }
    let (before, after) = (photographs(), photographs(of: step))
    let (changes, field) = self.map(map, scale: scale)
    let panels = faces.indices.flatMap { number in
      let view = faces[number].view.title.lowercased()
      return [
        PictureSheet.Panel(before[number], label: "as captured, \(view)"),
        .init(after[number], label: "\(step.id), \(view)"),
        .init(changes[number], label: "\(quantity.rawValue), \(view)"),
      ]
    }
    return PictureSheet(
      title: "Before, \(step.id), and the change", panels: panels, columns: 3, scale: scale,
      clipping: field.clipping, legend: .grey(of: [map], showsMore: false),
      caption: [skin.title, skin.caption.text(step: step.id)]
    ).compose(typeface: typeface)
  }
}

extension RecordedSkin {
  /// The skin in a step, in m.
  public func surface(in step: Step) -> TriangleSurface {
    var moved = surface
    for (i, u) in step.displacements.enumerated() { moved.positions[i] += u }
    return moved
  }
}
