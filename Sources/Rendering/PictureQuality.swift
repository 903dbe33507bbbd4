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

  /// Rays from a vertex to the surroundings, on a surface of up to 40 000 vertices.
  ///
  /// The share of the surroundings that is seen is then known within half of its inverse (96: 0.5 %) in
  /// the open, within √(¼/n) (96: 5 %) at worst in a fold, before the skin spreads it.
  var raysToSky: Int {
    switch self {
    case .draft: 20
    case .standard: 96
    case .final: 384
    }
  }
}
