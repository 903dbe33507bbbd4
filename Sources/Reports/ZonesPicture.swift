import Anatomy
import Meshes
import Rendering
import Tensors

/// The zones of the face, each region in a colour and with a number; both sides share them.
struct ZonesPicture {
  private let pictures: ResultPictures
  private let atlas: Atlas
  private let skin: TriangleSurface
  /// Names of the regions in the order of their numbers.
  private let regions: [String]

  /// A point farther than this from the simulated face, in m, belongs to no zone.
  private static let reach = 3e-3
  private static let outside = LinearColor(sRGBGray: 0.74)

  init(_ pictures: ResultPictures) {
    self.pictures = pictures
    (atlas, skin) = (pictures.result.prepared.atlas, pictures.result.prepared.skin)
    let known = Set(atlas.zones.map(\.region))
    regions = Zone.regions.map(\.name).filter(known.contains)
  }

  /// Draws the sheet.
  func draw(on faces: [FaceRenderer.LitFace]) -> Picture {
    let colors = RegionPalette.colors(regions.count)
    let map = faces[0].regions(of: field(colors))
    let panels = faces.map { face in
      var picture = face.render(
        width: ResultPictures.size.width, height: ResultPictures.size.height, regions: map)
      number(on: &picture, view: face.view)
      return PictureSheet.Panel(picture, label: face.view.title)
    }
    let entries = zip(colors, regions).enumerated().map { number, entry in
      Legend.Entry(entry.0, "\(number + 1) \(entry.1)")
    }
    return PictureSheet(
      title: "Zones of the face", panels: panels, columns: faces.count, legend: Legend(entries),
      caption: [
        "Where there are two, .left is the person's left.", pictures.caption.text(),
      ]
    ).compose(typeface: pictures.typeface)
  }

  /// Zones of one region have lines between them and share a colour.
  private func field(_ colors: [LinearColor]) -> RegionField {
    let (atlas, index) = (atlas, SurfaceIndex(skin))
    let ofZones = atlas.zones.map { colors[regions.firstIndex(of: $0.region) ?? 0] }
    return RegionField(colors: ofZones, outside: Self.outside) { point in
      index.nearest(to: point, within: Self.reach).map { atlas.zoneOfTriangle[$0.triangle] }
    }
  }

  /// Writes its number into the middle of every zone that faces the camera.
  private func number(on picture: inout Picture, view: PortraitView) {
    let camera = Camera(
      view: view, framing: pictures.framing, width: picture.width, height: picture.height)
    let size = 0.026 * Double(picture.width)
    for (zone, name) in atlas.zones.enumerated() {
      guard let (middle, normal) = middle(of: zone),
        normal.dot((camera.position - middle).normalized) > 0.35,
        let place = camera.project(middle), let number = regions.firstIndex(of: name.region)
      else { continue }
      pictures.typeface?.draw(
        "\(number + 1)", x: place.x, y: place.y + 0.36 * size, on: &picture,
        style: .init(size: size, isBold: true), anchor: .middle)
    }
  }

  /// The triangle of a zone nearest to the mean of all of them, its middle in m and its unit normal.
  private func middle(of zone: Int) -> (Vector3, normal: Vector3)? {
    let pieces = skin.triangles.indices.filter { atlas.zoneOfTriangle[$0] == zone }.map { t in
      let p = (0..<3).map { skin.positions[Int(skin.triangles[t][$0])] }
      return (middle: (p[0] + p[1] + p[2]) / 3, area: (p[1] - p[0]).cross(p[2] - p[0]))
    }
    let whole = pieces.reduce(0) { $0 + $1.area.length }
    guard whole > 0 else { return nil }
    let mean = pieces.reduce(Vector3.zero) { $0 + $1.area.length / whole * $1.middle }
    let nearest = pieces.min { ($0.middle - mean).length < ($1.middle - mean).length }
    return nearest.map { ($0.middle, $0.area.normalized) }
  }
}
