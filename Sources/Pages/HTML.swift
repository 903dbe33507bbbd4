/// A piece of a page.
///
/// Literals are markup; text that is put into one is escaped, so that nothing from a file can become markup:
///
/// ```swift
/// let heading: HTML = "<h1>\(title)</h1>"
/// ```
struct HTML: Sendable, Equatable, ExpressibleByStringInterpolation {
  let markup: String

  /// - Parameter markup: that Turgor itself wrote.
  init(trusted markup: String) { self.markup = markup }

  init(stringLiteral markup: String) { self.markup = markup }

  init(stringInterpolation pieces: StringInterpolation) { markup = pieces.markup }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var markup = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      markup.reserveCapacity(2 * literalCapacity)
    }

    mutating func appendLiteral(_ literal: String) { markup += literal }

    mutating func appendInterpolation(_ text: String) { markup += HTML.escaped(text) }

    mutating func appendInterpolation(_ number: Int) { markup += String(number) }

    mutating func appendInterpolation(_ piece: HTML) { markup += piece.markup }

    mutating func appendInterpolation(_ pieces: [HTML]) {
      markup += pieces.map(\.markup).joined(separator: "\n")
    }
  }

  /// Text as it may stand between tags and in quoted attributes.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
