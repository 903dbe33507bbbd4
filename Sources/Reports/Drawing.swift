import Foundation

/// A drawing as SVG, in px, y downwards: lines, texts and paths one after the other.
struct Drawing {
  private let size: (width: Double, height: Double)
  private let title: String
  private let about: String
  private var parts: [String] = []

  /// Ink for texts and axes, and a lighter one for what is secondary.
  static let (ink, pale, grid) = ("#20242a", "#5b6470", "#dfe3e8")

  /// - Parameters:
  ///   - width: in px.
  ///   - height: in px.
  ///   - title: of the drawing.
  ///   - about: for whom does not see it.
  init(width: Double, height: Double, title: String, about: String) {
    (size, self.title, self.about) = ((width, height), title, about)
  }

  mutating func path(
    _ data: String, fill: String = "none", stroke: String = "none", width: Double = 1,
    _ more: String = ""
  ) {
    parts.append(
      "<path d=\"\(data)\" fill=\"\(fill)\" stroke=\"\(stroke)\" stroke-width=\"\(Self.number(width))\" \(more)/>"
    )
  }

  mutating func line(
    _ a: SIMD2<Double>, _ b: SIMD2<Double>, stroke: String, width: Double = 1, _ more: String = ""
  ) {
    path(Self.polyline([a, b]), stroke: stroke, width: width, more)
  }

  mutating func rectangle(_ a: SIMD2<Double>, _ b: SIMD2<Double>, fill: String, _ more: String = "")
  {
    parts.append(
      "<rect x=\"\(Self.number(a.x))\" y=\"\(Self.number(a.y))\" width=\"\(Self.number(b.x - a.x))\""
        + " height=\"\(Self.number(b.y - a.y))\" fill=\"\(fill)\" \(more)/>")
  }

  mutating func text(
    _ words: String, _ at: SIMD2<Double>, size: Double = 13, anchor: String = "start",
    color: String = Drawing.ink,
    weight: String = "normal", turned: Bool = false
  ) {
    let turn = turned ? " transform=\"rotate(-90 \(Self.number(at.x)) \(Self.number(at.y)))\"" : ""
    parts.append(
      "<text x=\"\(Self.number(at.x))\" y=\"\(Self.number(at.y))\" font-size=\"\(Self.number(size))\" fill=\"\(color)\""
        + " text-anchor=\"\(anchor)\" font-weight=\"\(weight)\"\(turn)>\(Self.escaped(words))</text>"
    )
  }

  mutating func markup(_ text: String) { parts.append(text) }

  var svg: String {
    let (w, h) = (Self.number(size.width), Self.number(size.height))
    let head = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(w) \(h)\" width=\"\(w)\" height=\"\(h)\""
        + " font-family=\"DejaVu Sans, sans-serif\">",
      "<title>\(Self.escaped(title))</title>", "<desc>\(Self.escaped(about))</desc>",
      "<rect width=\"\(w)\" height=\"\(h)\" fill=\"#ffffff\"/>",
    ]
    return (head + parts + ["</svg>", ""]).joined(separator: "\n")
  }

  // MARK: - Texts

  static func polyline(_ points: [SIMD2<Double>]) -> String {
    "M" + points.map { "\(number($0.x)) \(number($0.y))" }.joined(separator: "L")
  }

  /// To a hundredth of a px.
  static func number(_ value: Double) -> String {
    let text = String(format: "%.2f", value).replacing(#/\.?0+$/#, with: "")
    return text == "-0" ? "0" : text
  }

  static func escaped(_ words: String) -> String {
    words.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
