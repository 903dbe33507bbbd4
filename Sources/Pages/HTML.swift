/// A piece of a page.
///
/// Literals are markup; text that is put into one is escaped, so that nothing from a file can become markup:
///
/// ```swift
/// let heading: HTML = "<h1>\(title)</h1>"
/// ```
package struct HTML: Sendable, Equatable, ExpressibleByStringInterpolation {
  package let markup: String

  /// - Parameter markup: that Turgor itself wrote.
  package init(trusted markup: String) { self.markup = markup }

  package init(stringLiteral markup: String) { self.markup = markup }

  package init(stringInterpolation pieces: StringInterpolation) { markup = pieces.markup }

  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var markup = ""

    package init(literalCapacity: Int, interpolationCount: Int) {
      markup.reserveCapacity(2 * literalCapacity)
    }

    package mutating func appendLiteral(_ literal: String) { markup += literal }

    package mutating func appendInterpolation(_ text: String) { markup += HTML.escaped(text) }

    package mutating func appendInterpolation(_ number: Int) { markup += String(number) }

    package mutating func appendInterpolation(_ piece: HTML) { markup += piece.markup }

    package mutating func appendInterpolation(_ pieces: [HTML]) {
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
