import CFreeType
import Glibc
import Tensors

/// Letters for labels, by FreeType; not safe to be used from two threads at a time.
public final class Typeface {
  private var library: FT_Library?
  private var regular: FT_Face?
  private var bold: FT_Face?
  /// The file of the regular face.
  public let path: String

  /// Where Debian and its relatives keep the DejaVu fonts.
  public static let folders = [
    "/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/dejavu", "/usr/share/fonts/TTF",
    "/usr/share/fonts/dejavu-sans-fonts", "/usr/local/share/fonts",
  ]

  /// What to tell the user when there is no font.
  public static let missingWarning =
    "no font found, so pictures carry no text; install the package fonts-dejavu-core"

  /// DejaVu Sans from the usual folders.
  ///
  /// - Returns: nil when it is not installed, or cannot be read.
  public static func find(in folders: [String] = folders) -> Typeface? {
    for folder in folders {
      if let face = Typeface(
        regular: "\(folder)/DejaVuSans.ttf", bold: "\(folder)/DejaVuSans-Bold.ttf")
      {
        return face
      }
    }
    return nil
  }

  /// Opens two font files; without the bold one the regular one serves for both.
  public init?(regular: String, bold: String) {
    path = regular
    guard access(regular, R_OK) == 0, FT_Init_FreeType(&library) == 0 else { return nil }
    guard FT_New_Face(library, regular, 0, &self.regular) == 0 else { return nil }
    if FT_New_Face(library, bold, 0, &self.bold) != 0 { self.bold = nil }
  }

  deinit {
    if let bold { FT_Done_Face(bold) }
    if let regular { FT_Done_Face(regular) }
    if let library { FT_Done_FreeType(library) }
  }

  /// How a line of text is set.
  public struct Style: Sendable {
    /// Size of the type in pixels.
    public var size: Double
    public var isBold: Bool
    public var color: LinearColor

    public init(
      size: Double, isBold: Bool = false, color: LinearColor = LinearColor(sRGB: 0x20242A)
    ) {
      (self.size, self.isBold, self.color) = (size, isBold, color)
    }
  }

  /// Where the given x lies in a line of text.
  public enum Anchor: Sendable { case start, middle, end }

  /// Width of a line in pixels.
  public func width(of text: String, style: Style) -> Double {
    var end = 0.0
    walk(text, style: style) { _, _, advanced in end = advanced }
    return end
  }

  /// Draws one line of text.
  ///
  /// - Parameters:
  ///   - text: letters the font does not have appear as a box.
  ///   - x: in pixels from the left, where `anchor` says.
  ///   - y: of the base line, in pixels from the top.
  ///   - picture: drawn on; letters outside it are cut off.
  ///   - style: size, weight and colour.
  ///   - anchor: which part of the text lies at `x`.
  public func draw(
    _ text: String, x: Double, y: Double, on picture: inout Picture, style: Style,
    anchor: Anchor = .start
  ) {
    let shift =
      switch anchor {
      case .start: 0.0
      case .middle: width(of: text, style: style) / 2
      case .end: width(of: text, style: style)
      }
    let (left, base) = (x - shift, Int(y.rounded()))
    walk(text, style: style) { slot, start, _ in
      let bitmap = slot.bitmap
      guard let buffer = bitmap.buffer, bitmap.pitch > 0 else { return }
      let column = Int((left + start).rounded()) + Int(slot.bitmap_left)
      for row in 0..<Int(bitmap.rows) {
        for k in 0..<Int(bitmap.width) {
          let coverage = Double(buffer[row * Int(bitmap.pitch) + k]) / 255
          picture.blend(
            style.color, coverage: coverage, x: column + k, y: base - Int(slot.bitmap_top) + row)
        }
      }
    }
  }

  /// Sets the glyphs of `text` one after the other, with kerning.
  ///
  /// `visit` takes a drawn glyph, where it starts, and where the next one will.
  private func walk(
    _ text: String, style: Style, _ visit: (FT_GlyphSlotRec, Double, Double) -> Void
  ) {
    guard let face = style.isBold ? (bold ?? regular) : regular,
      FT_Set_Char_Size(face, 0, FT_F26Dot6((style.size * 64).rounded()), 72, 72) == 0
    else { return }
    var (x, previous) = (0.0, FT_UInt(0))
    for scalar in text.unicodeScalars {
      let glyph = FT_Get_Char_Index(face, FT_ULong(scalar.value))
      var kerning = FT_Vector()
      if FT_Get_Kerning(face, previous, glyph, 0, &kerning) == 0, previous != 0 {
        x += Double(kerning.x) / 64
      }
      guard turgor_ft_render(face, glyph) == 0, let slot = face.pointee.glyph?.pointee else {
        continue
      }
      let next = x + Double(slot.linearHoriAdvance) / 65536
      visit(slot, x, next)
      (x, previous) = (next, glyph)
    }
  }
}
