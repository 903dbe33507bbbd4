/// The zones that a name in a file stands for: one, both of a pair, or those of a group.
public struct ZoneSelection: Sendable, Hashable {
  /// As in the file: `malar.left`, `malar` for both, or `midface`.
  public let name: String

  /// Nil for what is no name of a zone or of a group.
  public init?(name: String) {
    guard Self.names.contains(name) else { return nil }
    self.name = name
  }

  /// The whole face.
  public static let face = ZoneSelection(group: .face)

  public init(group: ZoneGroup) { name = group.rawValue }

  /// All names that there are.
  public static let names: [String] =
    ZoneGroup.allCases.map(\.rawValue)
    + Zone.regions.flatMap { region in
      [region.name] + (region.isPaired ? Zone.Side.allCases.map { "\(region.name).\($0)" } : [])
    }

  /// All names in a sentence.
  public static let listedNames =
    (ZoneGroup.allCases.map(\.rawValue) + Zone.regions.filter { !$0.isPaired }.map(\.name))
    .joined(separator: ", ") + ", and, also with .left or .right, "
    + Zone.regions.filter(\.isPaired).map(\.name).joined(separator: ", ")

  /// Whether a zone is meant.
  public func contains(_ zone: Zone) -> Bool {
    if let group = ZoneGroup(rawValue: name) { return group.regions.contains(zone.region) }
    return name == zone.name || name == zone.region
  }

  /// How much it takes in: a narrower one goes before a wider one where both speak of a zone.
  public enum Breadth: Int, Comparable, Sendable {
    case zone, pair, group, face

    public static func < (a: Breadth, b: Breadth) -> Bool { a.rawValue < b.rawValue }
  }

  public var breadth: Breadth {
    if let group = ZoneGroup(rawValue: name) { return group == .face ? .face : .group }
    return name.contains(".") || Zone.regions.contains { $0.name == name && !$0.isPaired }
      ? .zone : .pair
  }
}

extension Dictionary where Key == ZoneSelection {
  /// What is said of a zone: the entry of the narrowest selection that contains it.
  public func narrowest(for zone: Zone) -> Element? {
    filter { $0.key.contains(zone) }.min { $0.key.breadth < $1.key.breadth }
  }
}
