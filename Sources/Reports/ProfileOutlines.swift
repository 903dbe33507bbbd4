import Foundation
import Measures
import Meshes
import Tensors

/// The profile of a face in several states, cut along the middle of the head: a drawing in mm.
///
/// The plane is x = 0 of the frame of the head, Frankfurt position; to the right is forward, up is up.
public struct ProfileOutlines: Sendable {
  /// One state.
  public struct Outline: Sendable {
    public var name: String
    /// (forward, up) in m, curve by curve.
    public var curves: [[SIMD2<Double>]]

    /// The cut of a surface.
    ///
    /// - Parameters:
    ///   - name: what the drawing calls it.
    ///   - surface: in m, in the frame of the head.
    ///   - x: of the plane, in m.
    public init(_ name: String, of surface: TriangleSurface, atX x: Double = 0) {
      self.name = name
      let plane = CuttingPlane(through: Vector3(x, 0, 0), normal: Vector3(1, 0, 0))
      curves = surface.curves(in: plane).map { $0.map { SIMD2($0.z, $0.y) } }
    }
  }

  public var outlines: [Outline]
  /// Under the drawing.
  public var caption: String
  /// What is shown, in m: lowest and highest (forward, up); what lies outside is cut off.
  public var bounds: (low: SIMD2<Double>, high: SIMD2<Double>)

  /// - Parameters:
  ///   - outlines: the first is the one that the others are compared with.
  ///   - bounds: what is shown, in m.
  ///   - caption: under the drawing.
  public init(
    _ outlines: [Outline], bounds: (low: SIMD2<Double>, high: SIMD2<Double>), caption: String
  ) {
    (self.outlines, self.bounds, self.caption) = (outlines, bounds, caption)
  }

  /// Colours that people with any colour vision can tell apart (Okabe & Ito 2008); the first is black.
  private static let colors = [
    "#000000", "#d55e00", "#0072b2", "#009e73", "#cc79a7", "#e69f00", "#56b4e9",
  ]

  /// The drawing as SVG: one unit is one millimetre, lines each 1 and 10 mm.
  public func svg() -> String {
    let frame = Frame(
      left: (100 * bounds.low.x).rounded(.down) * 10,
      right: (100 * bounds.high.x).rounded(.up) * 10,
      top: -(100 * bounds.high.y).rounded(.up) * 10,
      bottom: -(100 * bounds.low.y).rounded(.down) * 10)
    let words = captionLines(width: frame.right - frame.left)
    let sheet = Frame(
      left: frame.left - 14, right: frame.right + 14, top: frame.top - 12,
      bottom: frame.bottom + 16 + 6 * Double(outlines.count) + 4 * Double(words.count))
    let title = "Profile in the middle of the face, mm"
    let lines =
      [
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"\(number(sheet.left)) \(number(sheet.top))"
          + " \(number(sheet.width)) \(number(sheet.height))\" width=\"\(number(4 * sheet.width))\""
          + " height=\"\(number(4 * sheet.height))\" font-family=\"DejaVu Sans, sans-serif\">",
        "<title>\(title)</title>",
        "<desc>\(escaped(outlines.map(\.name).joined(separator: ", "))). \(escaped(caption))</desc>",
        rectangle(sheet, "fill=\"#ffffff\""),
        text(title, x: frame.left, y: frame.top - 5, size: 5),
      ] + grid(in: frame)
      + ["<clipPath id=\"frame\">\(rectangle(frame, ""))</clipPath>"]
      + outlines.enumerated().map(path) + key(below: frame, words)
    return (lines + ["</svg>", ""]).joined(separator: "\n")
  }

  /// A rectangle in the drawing, in mm; y runs downwards.
  private struct Frame {
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double
    var width: Double { right - left }
    var height: Double { bottom - top }
  }

  // MARK: - Parts

  private func grid(in frame: Frame) -> [String] {
    func ticks(_ first: Double, _ last: Double, each step: Double) -> StrideThrough<Double> {
      stride(from: (first / step).rounded(.up) * step, through: last, by: step)
    }
    func lines(each step: Double, _ style: String) -> String {
      let upright = ticks(frame.left, frame.right, each: step).map {
        "M\(number($0)) \(number(frame.bottom))V\(number(frame.top))"
      }
      let level = ticks(frame.top, frame.bottom, each: step).map {
        "M\(number(frame.left)) \(number($0))H\(number(frame.right))"
      }
      return "<path d=\"\((upright + level).joined())\" fill=\"none\" \(style)/>"
    }
    let across = ticks(frame.left, frame.right, each: 20).map {
      text(label($0), x: $0, y: frame.bottom + 5, anchor: "middle")
    }
    let up = ticks(frame.top, frame.bottom, each: 20).map {
      text(label(-$0), x: frame.left - 1.5, y: $0 + 1.2, anchor: "end")
    }
    return [
      lines(each: 1, "stroke=\"#e9ecef\" stroke-width=\"0.08\""),
      lines(each: 10, "stroke=\"#c4c9cf\" stroke-width=\"0.15\""),
    ] + across + up
  }

  private func path(_ number: Int, _ outline: Outline) -> String {
    let data = outline.curves.map { curve in
      "M"
        + curve.map { "\(self.number(1e3 * $0.x)) \(self.number(-1e3 * $0.y))" }
        .joined(separator: "L")
    }.joined()
    return
      "<path d=\"\(data)\" clip-path=\"url(#frame)\" fill=\"none\" stroke-linejoin=\"round\""
      + " stroke=\"\(Self.color(number))\" stroke-width=\"0.3\"/>"
  }

  /// What each line is, and the caption.
  private func key(below frame: Frame, _ words: [String]) -> [String] {
    let top = frame.bottom + 12
    let rows = outlines.enumerated().flatMap { number, outline in
      let y = top + 6 * Double(number)
      return [
        "<path d=\"M\(self.number(frame.left)) \(self.number(y))h10\" stroke-width=\"0.6\""
          + " stroke=\"\(Self.color(number))\"/>",
        text(outline.name, x: frame.left + 12, y: y + 1.4, size: 4),
      ]
    }
    let below = top + 6 * Double(outlines.count)
    return rows
      + words.enumerated().map {
        text($1, x: frame.left, y: below + 4 * Double($0), size: Self.small)
      }
  }

  /// Size of the caption.
  private static let small = 2.6

  /// The caption in lines that fit, broken between its parts.
  private func captionLines(width: Double) -> [String] {
    // Letters of DejaVu Sans are 0.6 em wide on average.
    let most = Int(width / (0.6 * Self.small))
    return caption.split(separator: " · ").reduce(into: [String]()) { lines, part in
      if let last = lines.last, last.count + part.count + 3 <= most {
        lines[lines.count - 1] = "\(last) · \(part)"
      } else {
        lines.append(String(part))
      }
    }
  }

  private static func color(_ number: Int) -> String { colors[number % colors.count] }

  private func rectangle(_ frame: Frame, _ style: String) -> String {
    "<rect x=\"\(number(frame.left))\" y=\"\(number(frame.top))\" width=\"\(number(frame.width))\""
      + " height=\"\(number(frame.height))\" \(style)/>"
  }

  /// A whole number with a true minus sign.
  private func label(_ value: Double) -> String {
    number(value).replacing("-", with: "−")
  }

  private func text(
    _ words: String, x: Double, y: Double, size: Double = 3, anchor: String = "start"
  ) -> String {
    "<text x=\"\(number(x))\" y=\"\(number(y))\" font-size=\"\(number(size))\" fill=\"#20242a\""
      + " text-anchor=\"\(anchor)\">\(escaped(words))</text>"
  }

  /// To a micrometre, which zooming in still shows.
  private func number(_ value: Double) -> String {
    let text = String(format: "%.3f", value)
    let short = text.replacing(#/\.?0+$/#, with: "")
    return short == "-0" ? "0" : short
  }

  private func escaped(_ words: String) -> String {
    words.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
