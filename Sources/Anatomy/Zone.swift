/// A region of the face with a name of its own, such as `malar.left`.
public struct Zone: Sendable, Hashable {
  /// The side of the face, from the subject's own view: left is +x.
  public enum Side: String, Sendable, CaseIterable {
    case left, right
  }

  /// The long name of the region, in kebab-case.
  public var region: String
  /// nil for a zone that crosses the midline.
  public var side: Side?

  public init(region: String, side: Side? = nil) {
    self.region = region
    self.side = side
  }

  /// The name in files: the region, with `.left` or `.right` where there are two.
  public var name: String { side.map { "\(region).\($0.rawValue)" } ?? region }

  /// Reads a name such as `chin` or `malar.left`; nil when what follows the point is no side.
  public init?(name: String) {
    let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    self.init(region: String(parts[0]))
    if parts.count > 1 {
      guard let side = Side(rawValue: String(parts[1])) else { return nil }
      self.side = side
    }
  }
}
