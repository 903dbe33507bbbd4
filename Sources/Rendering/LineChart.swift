import Foundation

/// Curves over a common axis, each with its band of uncertainty where there is one: a drawing as SVG.
///
/// Colours are those that people with any colour vision can tell apart (Okabe & Ito 2008), and every curve is named at
/// its end, so that it can be read without them.
public struct LineChart: Sendable {
  /// One curve.
  public struct Series: Sendable {
    public var name: String
    /// (x, y) in ascending x; a point that is no number breaks the curve.
    public var points: [SIMD2<Double>]
    /// Half the width of the 95 % interval of each point; empty where it is not known.
    public var halfWidths: [Double]
    /// Whether the points were measured: dots with bars, no line between them, no name at the end.
    public var isMeasured = false
    /// Which of the colours; its own place among the series when nil.
    public var colorNumber: Int?

    public init(_ name: String, _ points: [SIMD2<Double>], halfWidths: [Double] = []) {
      (self.name, self.points, self.halfWidths) = (name, points, halfWidths)
    }
  }

  /// A line across all curves, such as the end of a load.
  public struct Mark: Sendable {
    public var x: Double
    public var name: String

    public init(_ name: String, at x: Double) { (self.name, self.x) = (name, x) }
  }

  public var title: String
  /// What the axes are, with the unit.
  public var horizontal: String
  public var vertical: String
  public var series: [Series]
  public var marks: [Mark] = []
  /// Below the drawing.
  public var caption = ""

  /// - Parameters:
  ///   - title: above the drawing.
  ///   - horizontal: what x is, with its unit.
  ///   - vertical: what y is, with its unit.
  ///   - series: the curves.
  public init(title: String, horizontal: String, vertical: String, series: [Series]) {
    (self.title, self.horizontal, self.vertical) = (title, horizontal, vertical)
    self.series = series
  }

  private static let colors = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f",
  ]
  /// Of the frame of the axes, in units of the drawing.
  private static let (left, top, width, height) = (70.0, 44.0, 560.0, 300.0)
  /// For the names at the right: the widest letters of names are 7.7 wide, and 22 have always had room.
  private var names: Double {
    Double(max(22, (series.filter { !$0.isMeasured }.map(\.name.count).max() ?? 0) + 2)) * 7.7
  }

  /// The drawing; without a finite point only its axes.
  public func svg() -> String {
    let (x, y) = (Axis(horizontalRange), Axis(verticalRange))
    let below = Self.top + Self.height + 52
    let words = captionLines
    let total = SIMD2(Self.left + Self.width + names, below + 16 * Double(words.count))
    let lines =
      [
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(number(total.x)) \(number(total.y))\""
          + " width=\"\(number(total.x))\" height=\"\(number(total.y))\" role=\"img\""
          + " font-family=\"DejaVu Sans, sans-serif\" font-size=\"12\">",
        "<title>\(escaped(title))</title>",
        "<desc>\(escaped((["\(vertical) over \(horizontal)"] + series.map(\.name)).joined(separator: "; ")))</desc>",
        "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>",
        text(title, Self.left, 22, size: 15, style: "font-weight=\"bold\""),
      ] + grid(x, y) + marks.map { mark($0, x) }
      + series.enumerated().flatMap { curve($0, $1, x, y) } + endNames(y)
      + words.enumerated().map { text($1, Self.left, below + 16 * Double($0), size: 11, "#5c636b") }
    return (lines + ["</svg>", ""]).joined(separator: "\n")
  }

  // MARK: - Axes

  /// From data to the drawing.
  private struct Axis {
    let ticks: Ticks
    let range: ClosedRange<Double>

    init(_ range: ClosedRange<Double>) {
      ticks = Ticks(in: range, atMost: 8)
      self.range = range
    }

    /// 0 at the lower end, 1 at the upper one.
    func part(_ value: Double) -> Double {
      (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    }
  }

  private var horizontalRange: ClosedRange<Double> {
    let values = series.flatMap { $0.points.map(\.x) } + marks.map(\.x)
    let finite = values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max(), low < high else { return 0...1 }
    return low...high
  }

  /// Zero is always in it: the eye compares heights above it.
  private var verticalRange: ClosedRange<Double> {
    let values = series.flatMap { one in
      one.points.enumerated().flatMap { number, point in
        let half = number < one.halfWidths.count ? one.halfWidths[number] : 0
        return [point.y - half, point.y + half]
      }
    }.filter(\.isFinite)
    let (low, high) = (min(0, values.min() ?? 0), max(0, values.max() ?? 0))
    guard low < high else { return -1...1 }
    let margin = 0.05 * (high - low)
    return (low < 0 ? low - margin : 0)...(high > 0 ? high + margin : 0)
  }

  private func place(_ point: SIMD2<Double>, _ x: Axis, _ y: Axis) -> SIMD2<Double> {
    SIMD2(
      Self.left + Self.width * x.part(point.x), Self.top + Self.height * (1 - y.part(point.y)))
  }

  private func grid(_ x: Axis, _ y: Axis) -> [String] {
    let (bottom, right) = (Self.top + Self.height, Self.left + Self.width)
    let across = zip(x.ticks.values, x.ticks.labels).flatMap { value, label in
      let at = Self.left + Self.width * x.part(value)
      return [
        line(at, Self.top, at, bottom, "#e9ecef", 1),
        text(label, at, bottom + 18, anchor: "middle"),
      ]
    }
    let up = zip(y.ticks.values, y.ticks.labels).flatMap { value, label in
      let at = Self.top + Self.height * (1 - y.part(value))
      return [
        line(Self.left, at, right, at, value == 0 ? "#868e96" : "#e9ecef", 1),
        text(label, Self.left - 8, at + 4, anchor: "end"),
      ]
    }
    return across + up + [
      line(Self.left, bottom, right, bottom, "#868e96", 1),
      line(Self.left, Self.top, Self.left, bottom, "#868e96", 1),
      text(horizontal, Self.left + Self.width / 2, bottom + 38, anchor: "middle"),
      "<text transform=\"translate(18 \(number(Self.top + Self.height / 2))) rotate(-90)\" fill=\"#20242a\""
        + " text-anchor=\"middle\">\(escaped(vertical))</text>",
    ]
  }

  private func mark(_ mark: Mark, _ x: Axis) -> String {
    let at = Self.left + Self.width * x.part(mark.x)
    return line(at, Self.top, at, Self.top + Self.height, "#868e96", 1, "stroke-dasharray=\"4 4\"")
      + text(mark.name, at + 4, Self.top + 12, size: 11, "#5c636b")
  }

  // MARK: - Curves

  private func curve(_ index: Int, _ one: Series, _ x: Axis, _ y: Axis) -> [String] {
    let color = color(of: index)
    if one.isMeasured { return dots(one, color, x, y) }
    let path = pieces(one.points).map { piece in
      "M" + piece.map { written(place($0, x, y)) }.joined(separator: "L")
    }.joined()
    let drawn =
      "<path d=\"\(path)\" fill=\"none\" stroke=\"\(color)\" stroke-width=\"2\" stroke-linejoin=\"round\"/>"
    guard one.halfWidths.count == one.points.count, !one.points.isEmpty else { return [drawn] }
    let sides = zip(one.points, one.halfWidths).filter { $0.0.y.isFinite && $0.1.isFinite }
    let upper = sides.map { written(place(SIMD2($0.0.x, $0.0.y + $0.1), x, y)) }
    let lower = sides.reversed().map { written(place(SIMD2($0.0.x, $0.0.y - $0.1), x, y)) }
    return [
      "<path d=\"M\((upper + lower).joined(separator: "L"))Z\" fill=\"\(color)\" fill-opacity=\"0.15\"/>",
      drawn,
    ]
  }

  private func color(of index: Int) -> String {
    Self.colors[(series[index].colorNumber ?? index) % Self.colors.count]
  }

  /// Points with their bars.
  private func dots(_ one: Series, _ color: String, _ x: Axis, _ y: Axis) -> [String] {
    one.points.enumerated().filter { $1.x.isFinite && $1.y.isFinite }.flatMap { number, point in
      let at = place(point, x, y)
      let half = number < one.halfWidths.count ? one.halfWidths[number] : 0
      let (low, high) = (
        place(SIMD2(point.x, point.y - half), x, y), place(SIMD2(point.x, point.y + half), x, y)
      )
      return [
        line(low.x, low.y, high.x, high.y, color, 1.2),
        "<circle cx=\"\(self.number(at.x))\" cy=\"\(self.number(at.y))\" r=\"3\" fill=\"#ffffff\" stroke=\"\(color)\" stroke-width=\"1.5\"/>",
      ]
    }
  }

  /// Runs of finite points.
  private func pieces(_ points: [SIMD2<Double>]) -> [[SIMD2<Double>]] {
    points.split { !($0.x.isFinite && $0.y.isFinite) }.map(Array.init)
  }

  /// The names, each at the height at which its curve ends, moved apart where they would cover each other.
  private func endNames(_ y: Axis) -> [String] {
    let ends = series.enumerated().filter { !$1.isMeasured }.compactMap { index, one in
      one.points.last { $0.y.isFinite }.map {
        (index: index, at: Self.top + Self.height * (1 - y.part($0.y)))
      }
    }.sorted { ($0.at, $0.index) < ($1.at, $1.index) }
    var places = ends.map(\.at)
    for i in places.indices.dropFirst() { places[i] = max(places[i], places[i - 1] + 15) }
    let over = (places.last ?? 0) - (Self.top + Self.height)
    if over > 0 {
      for i in places.indices.reversed() {
        let limit = i + 1 < places.count ? places[i + 1] - 15 : Self.top + Self.height
        places[i] = min(places[i], limit)
      }
    }
    return zip(ends, places).map { end, at in
      text(
        series[end.index].name, Self.left + Self.width + 8, at + 4,
        color(of: end.index))
    }
  }

  // MARK: - Marks of SVG

  private var captionLines: [String] {
    caption.split(separator: " ").reduce(into: [String]()) { lines, word in
      if let last = lines.last, last.count + word.count < 105 {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
  }

  private func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ color: String, _ width: Double,
    _ style: String = ""
  ) -> String {
    "<path d=\"M\(number(x1)) \(number(y1))L\(number(x2)) \(number(y2))\" stroke=\"\(color)\""
      + " stroke-width=\"\(number(width))\" \(style)/>"
  }

  private func text(
    _ words: String, _ x: Double, _ y: Double, size: Double = 12, anchor: String = "start",
    _ color: String = "#20242a", style: String = ""
  ) -> String {
    "<text x=\"\(number(x))\" y=\"\(number(y))\" font-size=\"\(number(size))\" fill=\"\(color)\""
      + " text-anchor=\"\(anchor)\" \(style)>\(escaped(words))</text>"
  }

  private func written(_ point: SIMD2<Double>) -> String { "\(number(point.x)) \(number(point.y))" }

  private func number(_ value: Double) -> String {
    let short = String(format: "%.2f", value).replacing(#/\.?0+$/#, with: "")
    return short == "-0" ? "0" : short
  }

  private func escaped(_ words: String) -> String {
    words.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
