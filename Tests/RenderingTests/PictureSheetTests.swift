import Tensors
import Testing

@testable import Rendering

@Suite struct PictureSheetTests {
  static let panel = Picture(width: 300, height: 400, color: LinearColor(0, 0.5, 0))

  @Test func `sets pictures side by side, unchanged`() {
    let sheet = PictureSheet(panels: [.init(Self.panel), .init(Self.panel)]).compose(typeface: nil)
    let gap = sheet.width - 600
    #expect(gap > 0 && gap < 20 && sheet.height == 400)
    #expect(sheet[299, 399] == LinearColor(0, 0.5, 0))
    #expect(sheet[300, 200] == PictureSheet.paper)
    #expect(sheet[sheet.width - 1, 0] == LinearColor(0, 0.5, 0))
  }

  @Test func `shows the ends of the scale on the bar, and arrows where values are clipped`() throws
  {
    let scale = ColorScale.signed(upTo: 5, title: "Lift")
    let plain = PictureSheet(panels: [.init(Self.panel)], scale: scale).compose(typeface: nil)
    let clipped = PictureSheet(
      panels: [.init(Self.panel)], scale: scale, clipping: (false, true)
    ).compose(typeface: nil)
    let row = 400 + Int(0.7 * 13) + Int((1.45 * 13.0).rounded()) + 7
    let left = (300 - 216) / 2
    let red = Picture(width: 1, height: 1, color: ColorMap.diverging.color(at: 1))[0, 0]
    #expect((plain[left, row] - ColorMap.diverging.color(at: 0)).length < 0.01)
    #expect((plain[left + 215, row] - red).length < 0.01)
    #expect(plain[left + 220, row] == PictureSheet.paper)
    #expect((clipped[left + 220, row] - red).length < 0.01)
    #expect(clipped[left - 5, row] == PictureSheet.paper)
  }

  @Test func `does without a font`() {
    #expect(Typeface.find(in: ["/nowhere"]) == nil)
    #expect(Typeface(regular: "/etc/hostname", bold: "/etc/hostname") == nil)
    #expect(Typeface.missingWarning.contains("fonts-dejavu-core"))
  }

  @Test(.enabled(if: Typeface.find() != nil))
  func `measures and draws text where it is asked to`() throws {
    let face = try #require(Typeface.find())
    let style = Typeface.Style(size: 20, color: .zero)
    let width = face.width(of: "Displacement", style: style)
    #expect(width > 100 && width < 160)
    #expect(abs(face.width(of: "HH", style: style) - 2 * face.width(of: "H", style: style)) < 1e-9)
    var paper = Picture(width: 200, height: 40, color: LinearColor(repeating: 1))
    face.draw("H", x: 100, y: 30, on: &paper, style: style, anchor: .middle)
    let dark = (0..<200).flatMap { x in (0..<40).map { (x, $0) } }.filter {
      paper[$0.0, $0.1].x < 0.5
    }
    let (xs, ys) = (dark.map(\.0), dark.map(\.1))
    // A capital H of DejaVu Sans is 0.729 em high and stands on the base line.
    #expect(ys.max() == 29)
    #expect((ys.min() ?? 0) >= 14 && (ys.min() ?? 0) <= 16)
    #expect(abs(Double((xs.min() ?? 0) + (xs.max() ?? 0)) / 2 - 99.5) <= 1)
  }

  @Test(.enabled(if: Typeface.find() != nil))
  func `breaks a caption that is wider than the sheet`() throws {
    let face = try #require(Typeface.find())
    let short = PictureSheet(panels: [.init(Self.panel)], caption: ["One line."])
    let long = PictureSheet(
      panels: [.init(Self.panel)], caption: [String(repeating: "many words ", count: 12)])
    let difference = long.compose(typeface: face).height - short.compose(typeface: face).height
    #expect(difference > 0 && difference % Int((1.5 * 13.0).rounded()) == 0)
  }

  @Test(.enabled(if: Typeface.find() != nil), arguments: [200, 400])
  func `a table stays on its sheet, however narrow that is`(width: Int) throws {
    let face = try #require(Typeface.find())
    let table = PictureTable(
      head: ["lift_mean_mm", "A", "B"],
      rows: [["mandibular-angle.right", "(1.13 ± 1.05)", "(1.12 ± 1.09)"]])
    let panel = Picture(width: width, height: 40, color: LinearColor(repeating: 1))
    let sheet = PictureSheet(panels: [.init(panel)], table: table).compose(typeface: face)
    let dark = (0..<sheet.width).filter { x in
      (40..<sheet.height).contains { sheet[x, $0].x < 0.3 }
    }
    #expect(dark.count > 60)
    // The margin of a sheet is one and a half times the size of its type.
    #expect((dark.max() ?? 0) < width - 13)
  }
}
