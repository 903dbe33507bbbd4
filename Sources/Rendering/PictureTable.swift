import Tensors

/// Words and numbers in rows and columns, as they are drawn under pictures.
public struct PictureTable: Sendable {
  /// One per column; the first is set to the left, the others to the right.
  public var head: [String]
  public var rows: [[String]]

  public init(head: [String], rows: [[String]]) {
    precondition(rows.allSatisfy { $0.count == head.count }, "a row has a cell for each column")
    (self.head, self.rows) = (head, rows)
  }

  private static let ink = LinearColor(sRGB: 0x20242A)
  private static let stripe = LinearColor(sRGB: 0xF1F3F5)

  private static func line(_ size: Double) -> Int { Int((1.45 * size).rounded()) }

  /// Height in pixels, for type of `size` pixels.
  func height(size: Double) -> Int { (rows.count + 1) * Self.line(size) + Int(1.4 * size) }

  /// Draws the table, in smaller type where the sheet is too narrow for it.
  ///
  /// - Parameters:
  ///   - picture: drawn on.
  ///   - left: where the first column begins, in pixels.
  ///   - top: first row of pixels.
  ///   - width: in pixels.
  ///   - size: of the type, in pixels.
  ///   - typeface: draws the letters.
  func draw(
    on picture: inout Picture, left: Double, top: Int, width: Double, size: Double,
    typeface: Typeface
  ) {
    let wanted = widths(size: size, typeface: typeface)
    let least = wanted.reduce(0, +) + size * Double(wanted.count - 1)
    let fitted = size * min(1, width / least)
    let edges = rightEdges(wanted.map { $0 * fitted / size }, left: left, width: width, size: size)
    for (number, cells) in ([head] + rows).enumerated() {
      let y = top + Int(0.7 * size) + number * Self.line(size)
      let xs = Int(left - 0.4 * size)..<Int(left + width + 0.4 * size)
      if number > 0, number % 2 == 0 {
        picture.fill(Self.stripe, x: xs, y: y..<(y + Self.line(size)))
      }
      if number == 1 { picture.fill(Self.ink, x: xs, y: (y - 1)..<y) }
      let style = Typeface.Style(size: fitted, isBold: number == 0)
      for (column, cell) in cells.enumerated() {
        typeface.draw(
          cell, x: column == 0 ? left : edges[column], y: Double(y) + 1.08 * size, on: &picture,
          style: style, anchor: column == 0 ? .start : .end)
      }
    }
  }

  /// The widest cell of each column, in pixels.
  private func widths(size: Double, typeface: Typeface) -> [Double] {
    let (plain, bold) = (Typeface.Style(size: size), Typeface.Style(size: size, isBold: true))
    return head.indices.map { column in
      rows.map { typeface.width(of: $0[column], style: plain) }
        .reduce(typeface.width(of: head[column], style: bold), max)
    }
  }

  /// Where each column ends: room that is left is shared evenly.
  private func rightEdges(_ widths: [Double], left: Double, width: Double, size: Double)
    -> [Double]
  {
    let room = max(0, width - widths.reduce(0, +)) / Double(max(1, widths.count - 1))
    // Columns far apart are hard to follow along a row.
    let gap = min(room, 6 * size)
    var (x, edges) = (left, [Double]())
    for (column, own) in widths.enumerated() {
      x += own + (column == 0 ? 0 : gap)
      edges.append(x)
    }
    return edges
  }
}
