import Anatomy
import Rendering
import Tensors

/// The layers of the tissue and the cells of its mesh, in a face whose left side is cut away.
struct LayersPicture {
  private let pictures: ResultPictures
  private let section: LayeredSection

  /// The plane cuts the face at this part of its half width: through orbit, cheek and jaw.
  private static let place = 0.42
  private static let views: [PortraitView] = [.leftOblique, .leftProfile]

  init(_ pictures: ResultPictures) {
    self.pictures = pictures
    let tissue = pictures.result.prepared.face.tissue
    let farthest = pictures.result.prepared.skin.positions.reduce(0) { max($0, $1.x) }
    section = LayeredSection(tissue, x: Self.place * farthest)
  }

  /// Draws the sheet.
  func draw() -> Picture {
    let renderer = FaceRenderer(
      surface: section.surface, framing: pictures.framing, threads: pictures.threads,
      closesLids: false)
    let map = renderer.regions(
      ofVertices: section.regions.map(\.rawValue),
      colors: LayeredSection.Region.allCases.map(\.color))
    let panels = Self.views.map { view in
      PictureSheet.Panel(
        renderer.lit(from: view).render(
          width: ResultPictures.size.width, height: ResultPictures.size.height, regions: map),
        label: view.title)
    }
    return PictureSheet(
      title: "Layers of the tissue and cells of the mesh", panels: panels,
      legend: Legend(
        LayeredSection.Region.fromOutside.map { .init($0.color, $0.words) }),
      caption: [
        "Cut \(Int((1e3 * section.x).rounded())) mm to the left of the middle; as captured.",
        pictures.caption.text(),
      ]
    ).compose(typeface: pictures.typeface)
  }
}

extension LayeredSection.Region {
  fileprivate static let fromOutside: [Self] = [
    .skin, .superficialFat, .smas, .deep, .surface, .bone, .line,
  ]

  fileprivate var words: String {
    switch self {
    case .deep: "deep fat and muscle"
    case .smas: "SMAS"
    case .superficialFat: "superficial fat"
    case .skin: "skin"
    case .surface: "outside"
    case .bone: "towards the bone"
    case .line: "border of cells"
    }
  }

  /// Near those of anatomical plates: fat yellow, muscle red, fascia pale.
  fileprivate var color: LinearColor {
    switch self {
    case .deep: LinearColor(sRGB: 0xC0695A)
    case .smas: LinearColor(sRGB: 0xE9E3D3)
    case .superficialFat: LinearColor(sRGB: 0xF0C85A)
    case .skin: LinearColor(sRGB: 0xD9967C)
    case .surface: LinearColor(sRGB: 0xE0B49E)
    case .bone: LinearColor(sRGB: 0xB9B4A6)
    case .line: LinearColor(sRGB: 0x3A3430)
    }
  }
}
