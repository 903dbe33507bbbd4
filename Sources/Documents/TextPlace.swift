/// A place in a text; both count from 1, columns in characters.
public struct TextPlace: Equatable, Hashable, Sendable {
  public var line: Int
  public var column: Int

  public init(line: Int, column: Int) { (self.line, self.column) = (line, column) }
}
