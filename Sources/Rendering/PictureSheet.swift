import Tensors

/// Pictures side by side, with what one must know to read them.
///
/// ```swift
/// let sheet = PictureSheet(
///   panels: [.init(upright, label: "Upright"), .init(supine, label: "Supine")],
///   scale: field.scale, clipping: field.clipping, caption: ["Same camera, same light."])
/// try sheet.compose(typeface: .find()).write(toPNG: "out/posture.png")
/// ```
public struct PictureSheet {
  /// One picture of the sheet and the line below it.
  public struct Panel: Sendable {
    public var picture: Picture
    public var label: String

    public init(_ picture: Picture, label: String = "") {
      (self.picture, self.label) = (picture, label)
    }
  }

  public var title: String
  public var panels: [Panel]
  /// Panels beside each other before the next row begins.
  public var columns: Int
  /// The colour scale that all panels share.
  public var scale: ColorScale?
  /// Whether values lie below and above the scale.
  public var clipping: (below: Bool, above: Bool)
  /// What the colours of regions mean; nil for pictures without.
  public var legend: Legend?
  /// Numbers below the pictures; nil leaves them out.
  public var table: PictureTable?
  /// Short lines under the pictures; a line that is too long is set on several.
  public var caption: [String]

  static let paper = LinearColor(repeating: 1)

  /// Puts pictures on a sheet.
  ///
  /// - Parameters:
  ///   - title: above the pictures; empty leaves it out.
  ///   - panels: at least one, of any sizes.
  ///   - columns: panels in a row; nil puts up to three there.
  ///   - scale: explains the colours of the panels; nil for pictures of skin.
  ///   - clipping: whether values lie below and above the scale.
  ///   - legend: explains the colours of regions; nil for pictures without.
  ///   - table: numbers below the pictures; nil leaves them out.
  ///   - caption: short lines.
  public init(
    title: String = "", panels: [Panel], columns: Int? = nil, scale: ColorScale? = nil,
    clipping: (below: Bool, above: Bool) = (false, false), legend: Legend? = nil,
    table: PictureTable? = nil, caption: [String] = []
  ) {
    precondition(!panels.isEmpty, "a sheet shows at least one picture")
    (self.title, self.panels, self.scale) = (title, panels, scale)
    (self.clipping, self.caption, self.legend) = (clipping, caption, legend)
    self.table = table
    self.columns = max(1, columns ?? min(panels.count, 3))
  }

  /// The sheet as one picture.
  ///
  /// - Parameter typeface: nil leaves out all text; warn with `Typeface.missingWarning` then.
  /// - Returns: the picture, as large as its panels and the text ask for.
  public func compose(typeface: Typeface?) -> Picture {
    let cell = (
      width: panels.map(\.picture.width).max() ?? 1, height: panels.map(\.picture.height).max() ?? 1
    )
    let size = max(13, Double(cell.width) * 0.0245)
    let gap = panels.count > 1 ? Int(size * 0.5) : 0
    let rows = (panels.count + columns - 1) / columns
    let width = columns * cell.width + (columns - 1) * gap
    let hasText = typeface != nil
    let line = Int((1.5 * size).rounded())
    let titleHeight = hasText && !title.isEmpty ? Int(2.9 * size) : 0
    let labelHeight = hasText && panels.contains { !$0.label.isEmpty } ? Int(1.9 * size) : 0
    let barHeight = scale == nil ? 0 : ColorBar.height(size: size) + Int(size)
    let textWidth = Double(width) - 3 * size
    let legendHeight =
      legend?.height(width: textWidth, size: size, typeface: typeface) ?? 0
    let tableHeight = hasText ? table?.height(size: size) ?? 0 : 0
    let lines =
      typeface.map { wrapped(to: textWidth, size: size, typeface: $0) } ?? []
    let captionHeight = lines.isEmpty ? 0 : lines.count * line + Int(1.3 * size)
    let rowHeight = cell.height + labelHeight + gap
    var sheet = Picture(
      width: width,
      height: titleHeight + rows * rowHeight - gap + barHeight + legendHeight
        + tableHeight + captionHeight,
      color: Self.paper)

    typeface?.draw(
      title, x: 1.5 * size, y: 1.9 * size, on: &sheet,
      style: .init(size: 1.25 * size, isBold: true))
    for (i, panel) in panels.enumerated() {
      let x = (i % columns) * (cell.width + gap) + (cell.width - panel.picture.width) / 2
      let y = titleHeight + (i / columns) * rowHeight
      sheet.place(panel.picture, x: x, y: y)
      typeface?.draw(
        panel.label, x: Double(x) + Double(panel.picture.width) / 2,
        y: Double(y + cell.height) + 1.4 * size, on: &sheet,
        style: .init(size: size, isBold: true), anchor: .middle)
    }
    var y = titleHeight + rows * rowHeight - gap
    if let scale {
      let length = Int(min(0.72 * Double(width), 36 * size))
      let left = (width - length) / 2
      ColorBar(scale: scale, clipping: clipping).draw(
        on: &sheet, x: left..<(left + length), top: y + Int(0.7 * size), size: size,
        typeface: typeface)
      y += barHeight
    }
    legend?.draw(
      on: &sheet, left: 1.5 * size, top: y, width: textWidth, size: size, typeface: typeface)
    y += legendHeight
    if let table, let typeface {
      table.draw(
        on: &sheet, left: 1.5 * size, top: y, width: textWidth, size: size, typeface: typeface)
      y += tableHeight
    }
    for (i, text) in lines.enumerated() {
      typeface?.draw(
        text, x: 1.5 * size, y: Double(y + i * line) + 1.5 * size, on: &sheet,
        style: .init(size: 0.92 * size, color: LinearColor(sRGB: 0x454B54)))
    }
    return sheet
  }

  /// The caption in lines that fit into `width`.
  private func wrapped(to width: Double, size: Double, typeface: Typeface) -> [String] {
    let style = Typeface.Style(size: 0.92 * size)
    return caption.flatMap { paragraph in
      var (lines, current) = ([String](), "")
      for word in paragraph.split(separator: " ") {
        let longer = current.isEmpty ? String(word) : current + " " + word
        if !current.isEmpty && typeface.width(of: longer, style: style) > width {
          lines.append(current)
          current = String(word)
        } else {
          current = longer
        }
      }
      return lines + [current]
    }
  }
}
