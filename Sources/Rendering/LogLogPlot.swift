import Tensors

/// Curves over logarithmic axes, in one or more panels that share them.
public struct LogLogPlot: Sendable {
  public struct Curve: Sendable {
    public var name: String
    /// Positive abscissas and ordinates; other points are left out.
    public var points: [(x: Double, y: Double)]

    public init(_ name: String, points: [(x: Double, y: Double)]) {
      (self.name, self.points) = (name, points)
    }

    var drawable: [(x: Double, y: Double)] {
      points.filter { $0.x > 0 && $0.y > 0 && $0.x.isFinite && $0.y.isFinite }
        .map { (log10($0.x), log10($0.y)) }
    }
  }

  public struct Panel: Sendable {
    public var title: String
    public var curves: [Curve]

    public init(_ title: String, curves: [Curve]) { (self.title, self.curves) = (title, curves) }
  }

  public var title: String
  public var xLabel: String
  public var yLabel: String
  public var panels: [Panel]
  /// Orders of which a line is drawn for comparison.
  public var slopes: [Double]

  public init(title: String, xLabel: String, yLabel: String, panels: [Panel], slopes: [Double]) {
    (self.title, self.xLabel, self.yLabel) = (title, xLabel, yLabel)
    (self.panels, self.slopes) = (panels, slopes)
  }

  /// Colours that people with any colour vision can tell apart (Okabe & Ito 2008), without yellow,
  /// and the wine red of Tol's muted scheme (2021).
  private static let colors: [UInt32] = [
    0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x000000, 0x882255,
  ]
  private static let ink = LinearColor(sRGB: 0x20242A)
  private static let faint = LinearColor(sRGB: 0xDADDE1)
  private static let grey = LinearColor(sRGB: 0x8A9099)
  private static let panelWidth = 620
  private static let plotHeight = 400
  private static let lineHeight = 22

  /// Draws the plot.
  ///
  /// - Parameter typeface: nil leaves out all text.
  /// - Returns: the picture, two panels to a row.
  public func picture(typeface: Typeface?) -> Picture {
    let names = legend
    let panelHeight = Self.plotHeight + 108
    let rows = (panels.count + 1) / 2
    let width = Self.panelWidth * min(2, panels.count) + 20
    let perRow = max(1, (width - 60) / 190)
    let legendRows = (names.count + perRow - 1) / perRow
    let legendTop = 60 + rows * panelHeight
    var picture = Picture(
      width: width, height: legendTop + legendRows * Self.lineHeight + 24,
      color: LinearColor(sRGB: 0xFFFFFF))
    typeface?.draw(
      title, x: Double(width) / 2, y: 36, on: &picture, style: .init(size: 20, isBold: true),
      anchor: .middle)
    for (k, panel) in panels.enumerated() {
      let frame = Frame(
        xs: (k % 2 * Self.panelWidth + 92)..<((k % 2 + 1) * Self.panelWidth - 12),
        ys: (60 + k / 2 * panelHeight + 34)..<(60 + k / 2 * panelHeight + 34 + Self.plotHeight),
        horizontal: range { $0.x }, vertical: range { $0.y })
      draw(panel, in: frame, names: names, on: &picture, typeface: typeface)
    }
    for (k, name) in names.enumerated() {
      let (x, y) = (40 + k % perRow * 190, legendTop + k / perRow * Self.lineHeight + 12)
      let color = Self.color(k)
      picture.line(from: SIMD2(Double(x), Double(y)), to: SIMD2(Double(x + 30), Double(y)), color)
      picture.dot(at: SIMD2(Double(x + 15), Double(y)), color)
      typeface?.draw(
        name, x: Double(x + 38), y: Double(y + 5), on: &picture, style: .init(size: 14))
    }
    return picture
  }

  /// All names of curves, in the order in which they first occur.
  private var legend: [String] {
    var names: [String] = []
    for name in panels.flatMap(\.curves).map(\.name) where !names.contains(name) {
      names.append(name)
    }
    return names
  }

  private static func color(_ k: Int) -> LinearColor { LinearColor(sRGB: colors[k % colors.count]) }

  /// Decades that hold all points of all panels, with some room.
  private func range(_ part: ((x: Double, y: Double)) -> Double) -> ClosedRange<Double> {
    let values = panels.flatMap(\.curves).flatMap(\.drawable).map(part)
    guard let low = values.min(), let high = values.max() else { return 0...1 }
    let room = max(0.08 * (high - low), 0.08)
    return (low - room)...(high + room)
  }

  private func draw(
    _ panel: Panel, in frame: Frame, names: [String], on picture: inout Picture,
    typeface: Typeface?
  ) {
    drawAxes(in: frame, on: &picture, typeface: typeface)
    typeface?.draw(
      panel.title, x: Double(frame.xs.upperBound), y: Double(frame.ys.lowerBound) - 10,
      on: &picture, style: .init(size: 15, isBold: true), anchor: .end)
    drawSlopes(in: frame, on: &picture, typeface: typeface)
    for curve in panel.curves {
      let color = Self.color(names.firstIndex(of: curve.name) ?? 0)
      let points = curve.drawable.map { frame.place($0.x, $0.y) }
      for (a, b) in zip(points, points.dropFirst()) { picture.line(from: a, to: b, color) }
      for point in points { picture.dot(at: point, color) }
    }
    frame.outline(on: &picture, Self.ink)
  }

  /// A faint line and a number at every tick, and what the axes measure.
  private func drawAxes(in frame: Frame, on picture: inout Picture, typeface: Typeface?) {
    let style = Typeface.Style(size: 13)
    for value in Self.ticks(frame.horizontal) {
      let place = frame.place(log10(value), frame.vertical.lowerBound)
      let column = Int(place.x)
      picture.fill(Self.faint, x: column..<(column + 1), y: frame.ys)
      typeface?.draw(
        Self.label(value), x: place.x, y: place.y + 18, on: &picture, style: style, anchor: .middle)
    }
    for value in Self.ticks(frame.vertical) {
      let place = frame.place(frame.horizontal.lowerBound, log10(value))
      let row = Int(place.y)
      picture.fill(Self.faint, x: frame.xs, y: row..<(row + 1))
      typeface?.draw(
        Self.label(value), x: place.x - 8, y: place.y + 5, on: &picture, style: style, anchor: .end)
    }
    typeface?.draw(
      xLabel, x: frame.middle.x, y: Double(frame.ys.upperBound) + 40, on: &picture,
      style: .init(size: 14), anchor: .middle)
    typeface?.draw(
      yLabel, x: Double(frame.xs.lowerBound) - 80, y: Double(frame.ys.lowerBound) - 10,
      on: &picture, style: .init(size: 12))
  }

  /// Thin grey lines of the given orders, fanning out near the lower end of the panel.
  private func drawSlopes(in frame: Frame, on picture: inout Picture, typeface: Typeface?) {
    let (right, bottom) = (frame.horizontal.upperBound, frame.vertical.lowerBound)
    let width = right - frame.horizontal.lowerBound
    for order in slopes {
      let start = frame.horizontal.lowerBound + 0.35 * width
      let reach = min(right - start, 0.9 * (frame.vertical.upperBound - bottom) / order)
      let y = bottom + 0.06 * (frame.vertical.upperBound - bottom)
      let (a, b) = (frame.place(start, y), frame.place(start + reach, y + order * reach))
      picture.line(from: a, to: b, Self.grey, width: 1.1)
      typeface?.draw(
        "order \(decimal(order, digits: 0))", x: b.x - 6, y: b.y + 16, on: &picture,
        style: .init(size: 12, color: Self.grey), anchor: .end)
    }
  }

  /// Round numbers of a range of decades: the fewer decades, the more of each.
  private static func ticks(_ range: ClosedRange<Double>) -> [Double] {
    let width = range.upperBound - range.lowerBound
    let factors: [Double] = width > 3 ? [1] : width > 0.8 ? [1, 2, 5] : [1, 2, 3, 4, 5, 6, 8]
    let decades = Int(range.lowerBound.rounded(.down))...Int(range.upperBound.rounded(.up))
    return decades.flatMap { n in
      factors.map { n < 0 ? $0 / .power(10, Double(-n)) : $0 * .power(10, Double(n)) }
    }.filter { range.contains(log10($0)) }
  }

  private static func label(_ value: Double) -> String {
    let exponent = Int((log10(value) + 1e-9).rounded(.down))
    guard exponent < -3 || exponent > 3 else {
      return decimal(value, digits: max(0, -exponent))
    }
    let factor = Int((value / .power(10, Double(exponent))).rounded())
    let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    let power = String(abs(exponent)).compactMap(\.wholeNumberValue).map { digits[$0] }
    return (factor == 1 ? "" : "\(factor)·") + "10" + (exponent < 0 ? "⁻" : "") + String(power)
  }

  /// Where the axes lie in the picture; the ranges are logarithms.
  private struct Frame {
    var xs: Range<Int>
    var ys: Range<Int>
    var horizontal: ClosedRange<Double>
    var vertical: ClosedRange<Double>

    var middle: SIMD2<Double> {
      SIMD2(Double(xs.lowerBound + xs.upperBound), Double(ys.lowerBound + ys.upperBound)) / 2
    }

    func place(_ x: Double, _ y: Double) -> SIMD2<Double> {
      let right = (x - horizontal.lowerBound) / (horizontal.upperBound - horizontal.lowerBound)
      let up = (y - vertical.lowerBound) / (vertical.upperBound - vertical.lowerBound)
      return SIMD2(
        Double(xs.lowerBound) + right * Double(xs.count),
        Double(ys.upperBound) - up * Double(ys.count))
    }

    func outline(on picture: inout Picture, _ color: LinearColor) {
      let (left, right, top, bottom) = (
        xs.lowerBound, xs.upperBound, ys.lowerBound, ys.upperBound
      )
      picture.fill(color, x: left..<(right + 1), y: top..<(top + 1))
      picture.fill(color, x: left..<(right + 1), y: bottom..<(bottom + 1))
      picture.fill(color, x: left..<(left + 1), y: top..<(bottom + 1))
      picture.fill(color, x: right..<(right + 1), y: top..<(bottom + 1))
    }
  }
}

private func log10(_ x: Double) -> Double { .logarithm(x) / .logarithm(10) }
