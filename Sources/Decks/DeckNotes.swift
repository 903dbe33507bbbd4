/// What a reader did that a user may want to know: settings left out, defaults filled in.
public struct DeckNotes: Sendable, Equatable {
  /// Settings that do not change the solution here, as `Output`.
  public private(set) var ignored: [String] = []
  /// Values that the deck does not give, as `Material 1: c2 = 0`.
  public private(set) var defaults: [String] = []

  public init() {}

  mutating func ignore(_ what: String) {
    if !ignored.contains(what) { ignored.append(what) }
  }

  mutating func fillIn(_ what: String) {
    if !defaults.contains(what) { defaults.append(what) }
  }

  /// One line of each kind.
  public var lines: [String] {
    var lines: [String] = []
    if !ignored.isEmpty { lines.append("not used: \(ignored.joined(separator: ", "))") }
    if !defaults.isEmpty {
      lines.append("defaults filled in: \(defaults.joined(separator: ", "))")
    }
    return lines
  }
}
