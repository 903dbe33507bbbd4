/// How much work a picture is worth.
///
/// The same shape, camera, light and colours; what differs is how evenly edges and soft shadows come out.
public enum PictureQuality: String, CaseIterable, Codable, Sendable {
  /// For a first look.
  case draft
  /// For results.
  case standard
  /// For print.
  case final

  /// Rays through a pixel; the filter weighs those of nine pixels.
  var raysPerPixel: Int {
    switch self {
    case .draft: 1
    case .standard: 4
    case .final: 16
    }
  }

  /// Rays from a vertex to the surroundings.
  ///
  /// Of n rays the share that is seen is known within ½/n (96: 0.5 %) in the open, within √(¼/n) (96: 5 %)
  /// at worst in a fold, before the skin spreads it. Denser vertices share their light with more
  /// neighbours: beyond 40 000 they need fewer rays each.
  func raysToSky(vertices: Int) -> Int {
    let most =
      switch self {
      case .draft: 12
      case .standard: 96
      case .final: 384
      }
    return min(max(most * 40_000 / max(vertices, 1), 10), most)
  }

  /// Rays from a vertex to the main lamp, whose shadows are narrower than those of the surroundings.
  func raysToLamp(vertices: Int) -> Int { raysToSky(vertices: vertices) * 2 / 5 }
}
