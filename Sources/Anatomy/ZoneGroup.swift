/// A part of the face of several zones.
///
/// The thirds of the face, divided at glabella and subnasale: each region of the atlas belongs to the third
/// where most of it lies; what is under the mandible belongs to none. They do not overlap.
public enum ZoneGroup: String, CaseIterable, Sendable {
  /// All of it, the skin under the chin and of the neck included.
  case face
  /// From the hairline to the brows.
  case upperFace = "upper-face"
  /// From the brows to the base of the nose.
  case midface
  /// From the base of the nose to the chin.
  case lowerFace = "lower-face"

  /// Its regions.
  public var regions: [String] {
    switch self {
    case .face: Zone.regions.map(\.name)
    case .upperFace: ["forehead", "glabella", "temple", "brow"]
    case .midface:
      [
        "upper-lid", "lower-lid", "tear-trough", "malar", "zygomatic-arch", "cheek",
        "nasolabial-fold", "nose",
      ]
    case .lowerFace:
      ["perioral", "marionette", "jowl", "jawline", "mandibular-angle", "chin"]
    }
  }
}

extension Zone {
  /// A region of the atlas.
  public struct Region: Sendable, Equatable {
    public var name: String
    /// Whether there is one on each side.
    public var isPaired: Bool
  }

  /// All zones of these regions.
  public static let all: [Zone] = regions.flatMap { region in
    region.isPaired
      ? Side.allCases.map { Zone(region: region.name, side: $0) } : [Zone(region: region.name)]
  }

  /// The regions that files may name; a test holds them to the atlas.
  public static let regions: [Region] =
    ["forehead", "glabella", "nose", "perioral", "chin", "submental", "neck"].map {
      Region(name: $0, isPaired: false)
    }
    + [
      "temple", "brow", "upper-lid", "lower-lid", "tear-trough", "malar", "zygomatic-arch",
      "cheek", "nasolabial-fold", "marionette", "jowl", "jawline", "mandibular-angle",
    ].map { Region(name: $0, isPaired: true) }
}
