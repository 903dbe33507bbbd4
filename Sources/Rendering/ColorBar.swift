import Tensors

/// The key to a coloured picture: what colour stands for what number.
struct ColorBar {
  let scale: ColorScale
  /// Whether some value lies below the scale, and whether some lies above: ends become arrows.
  let clipping: (below: Bool, above: Bool)

  /// Ink of frames and ticks.
  private static let ink = LinearColor(sRGB: 0x20242A)

  /// Height in pixels that the bar takes with its title and its labels, for type of `size` pixels.
  static func height(size: Double) -> Int { Int((4.1 * size).rounded()) }

  /// Draws the bar with its title above and its labels below.
  ///
  /// - Parameters:
  ///   - picture: drawn on.
  ///   - xs: columns from the first to the last colour; the arrows lie outside.
  ///   - top: first row of the title.
  ///   - size: of the type, in pixels.
  ///   - typeface: nil leaves out all text.
  func draw(
    on picture: inout Picture, x xs: Range<Int>, top: Int, size: Double, typeface: Typeface?
  ) {
    let style = Typeface.Style(size: size)
    let barTop = top + Int((1.45 * size).rounded())
    let barHeight = Int((1.05 * size).rounded())
    let ys = barTop..<(barTop + barHeight)
    let middle = Double(xs.lowerBound + xs.upperBound) / 2
    var heading = "\(scale.title) (\(scale.unit))"
    if let step = scale.contourStep {
      heading += "   lines each \(Ticks.text(step)) \(scale.unit)"
    }
    if let deadBand = scale.deadBand {
      heading += "   grey: up to \(scale.range.lowerBound < 0 ? "±" : "")"
      heading += decimal(deadBand, digits: deadBand < 0.1 ? 2 : 1)
    }
    typeface?.draw(
      heading, x: middle, y: Double(top) + size, on: &picture, style: style, anchor: .middle)
    for x in xs {
      let t = (Double(x - xs.lowerBound) + 0.5) / Double(xs.count)
      let value = scale.range.lowerBound + t * (scale.range.upperBound - scale.range.lowerBound)
      picture.fill(scale.color(of: value), x: x..<(x + 1), y: ys)
    }
    outline(on: &picture, x: xs, y: ys)
    if clipping.below { arrow(on: &picture, at: xs.lowerBound, pointing: -1, y: ys) }
    if clipping.above { arrow(on: &picture, at: xs.upperBound, pointing: 1, y: ys) }
    drawTicks(on: &picture, x: xs, y: ys, typeface: typeface, style: style)
  }

  private func drawTicks(
    on picture: inout Picture, x xs: Range<Int>, y ys: Range<Int>, typeface: Typeface?,
    style: Typeface.Style
  ) {
    let widest = typeface.map { $0.width(of: "−0.0", style: style) * 1.3 } ?? 60
    let limit = min(11, max(3, Int(Double(xs.count) / widest)))
    let ticks = Ticks(in: scale.range, atMost: limit)
    let width = scale.range.upperBound - scale.range.lowerBound
    let length = Int((0.3 * style.size).rounded())
    for (value, label) in zip(ticks.values, ticks.labels) {
      let t = (value - scale.range.lowerBound) / width
      let x = Double(xs.lowerBound) + t * Double(xs.count)
      let column = Int((x - 0.5).rounded())
      picture.fill(Self.ink, x: column..<(column + 1), y: ys.upperBound..<(ys.upperBound + length))
      typeface?.draw(
        label, x: x, y: Double(ys.upperBound + length) + 1.1 * style.size, on: &picture,
        style: style, anchor: .middle)
    }
  }

  /// A frame of one pixel around the bar.
  private func outline(on picture: inout Picture, x xs: Range<Int>, y ys: Range<Int>) {
    let (left, right, top, bottom) = (
      xs.lowerBound, xs.upperBound, ys.lowerBound, ys.upperBound
    )
    picture.fill(Self.ink, x: (left - 1)..<(right + 1), y: (top - 1)..<top)
    picture.fill(Self.ink, x: (left - 1)..<(right + 1), y: bottom..<(bottom + 1))
    picture.fill(Self.ink, x: (left - 1)..<left, y: (top - 1)..<(bottom + 1))
    picture.fill(Self.ink, x: right..<(right + 1), y: (top - 1)..<(bottom + 1))
  }

  /// A triangle beyond the end of the bar: there are values that the scale does not reach.
  private func arrow(on picture: inout Picture, at x: Int, pointing sign: Int, y ys: Range<Int>) {
    let color = scale.map.color(at: sign < 0 ? 0 : 1)
    let half = Double(ys.count) / 2
    let length = Int(Double(ys.count) * 0.8)
    for y in ys {
      let distance = abs(Double(y - ys.lowerBound) + 0.5 - half) / half
      let reach = Double(length) * (1 - distance)
      for k in 0...length {
        // One pixel beyond the frame; the border of the triangle is inked, its edge antialiased.
        let column = sign > 0 ? x + 1 + k : x - 2 - k
        let inside = min(max(reach - Double(k) + 0.5, 0), 1)
        let ink = min(max(reach - Double(k) - 1.5, 0), 1)
        picture.blend(Self.ink.mixed(with: color, ink), coverage: inside, x: column, y: y)
      }
    }
  }
}
