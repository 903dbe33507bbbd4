import Tensors

/// The key to a picture of regions: what each colour stands for, in words.
public struct Legend: Sendable {
  /// A colour and its meaning.
  public struct Entry: Sendable, Equatable {
    public var color: LinearColor
    public var label: String
    public var isHatched: Bool

    public init(_ color: LinearColor, _ label: String, isHatched: Bool = false) {
      (self.color, self.label, self.isHatched) = (color, label, isHatched)
    }
  }

  public var entries: [Entry]

  public init(_ entries: [Entry]) { self.entries = entries }

  private static let ink = LinearColor(sRGB: 0x20242A)

  /// The entries in rows that fit into `width`, for type of `size` pixels.
  private func rows(width: Double, size: Double, typeface: Typeface?) -> [[(Entry, Double)]] {
    var (rows, x) = ([[(Entry, Double)]](), 0.0)
    for entry in entries {
      let length =
        3.6 * size + (typeface?.width(of: entry.label, style: .init(size: size)) ?? 0)
      if rows.isEmpty || x + length > width {
        rows.append([])
        x = 0
      }
      rows[rows.count - 1].append((entry, x))
      x += length
    }
    return rows
  }

  /// Height in pixels.
  func height(width: Double, size: Double, typeface: Typeface?) -> Int {
    let count = rows(width: width, size: size, typeface: typeface).count
    return Int((Double(count) * 1.9 * size + 0.9 * size).rounded())
  }

  /// Draws the entries from `left` on, below `top`.
  func draw(
    on picture: inout Picture, left: Double, top: Int, width: Double, size: Double,
    typeface: Typeface?
  ) {
    for (number, row) in rows(width: width, size: size, typeface: typeface).enumerated() {
      let y = Double(top) + (Double(number) * 1.9 + 0.7) * size
      for (entry, x) in row {
        swatch(entry, x: Int(left + x), y: Int(y), size: size, on: &picture)
        typeface?.draw(
          entry.label, x: left + x + 2.0 * size, y: y + 1.0 * size, on: &picture,
          style: .init(size: size))
      }
    }
  }

  private func swatch(_ entry: Entry, x: Int, y: Int, size: Double, on picture: inout Picture) {
    let (xs, ys) = (x..<(x + Int(1.6 * size)), y..<(y + Int(1.2 * size)))
    let frame = (
      (xs.lowerBound - 1)..<(xs.upperBound + 1), (ys.lowerBound - 1)..<(ys.upperBound + 1)
    )
    picture.fill(Self.ink, x: frame.0, y: frame.1)
    for row in ys {
      for column in xs {
        let color =
          entry.isHatched
          ? Hatching.color(entry.color, x: Double(column), y: Double(row)) : entry.color
        picture.fill(color, x: column..<(column + 1), y: row..<(row + 1))
      }
    }
  }
}
