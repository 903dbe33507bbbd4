import Foundation
import Scenarios

/// A curve over time with its 95 % band, as SVG that takes the colours of the page.
struct ForecastChart {
  let curve: Forecast.Curve
  /// Days or years, ascending.
  let times: [Double]
  let timeUnit: String

  private static let (width, height) = (320.0, 200.0)
  private static let margin = (left: 44.0, right: 8.0, top: 22.0, bottom: 32.0)

  /// Values that there are: time, value, half the width of its interval.
  private var points: [(t: Double, value: Double, bar: Double)] {
    zip(times, curve.changes).compactMap { t, change in
      change.value.map { (t, $0, change.halfWidth ?? 0) }
    }
  }

  var svg: HTML {
    let points = points
    let (first, last) = (times.min() ?? 0, times.max() ?? 1)
    let low = min(0, points.map { $0.value - $0.bar }.min() ?? 0)
    let high = max(0, points.map { $0.value + $0.bar }.max() ?? 0)
    let room = max(high - low, 1e-3)
    func x(_ t: Double) -> Double {
      Self.margin.left
        + (t - first) / max(last - first, 1e-9)
        * (Self.width - Self.margin.left - Self.margin.right)
    }
    func y(_ value: Double) -> Double {
      Self.margin.top
        + (high - value) / room * (Self.height - Self.margin.top - Self.margin.bottom)
    }
    func text(_ pairs: [(Double, Double)]) -> String {
      pairs.map { "\(number($0.0)),\(number($0.1))" }.joined(separator: " ")
    }
    let band = text(
      points.map { (x($0.t), y($0.value + $0.bar)) }
        + points.reversed().map { (x($0.t), y($0.value - $0.bar)) })
    let line = text(points.map { (x($0.t), y($0.value)) })
    let dots = points.map { point -> HTML in
      """
      <circle cx="\(number(x(point.t)))" cy="\(number(y(point.value)))" r="3" fill="currentColor"/>
      """
    }
    let labels: [HTML] = [
      Self.label(low, x: Self.margin.left - 4, y: y(low) + 4),
      Self.label(high, x: Self.margin.left - 4, y: y(high) + 4),
    ]
    return """
      <svg viewBox="0 0 \(number(Self.width)) \(number(Self.height))" role="img" aria-label="\(alternative)" \
      font-size="11" style="max-width:\(number(Self.width))px;width:100%">
      <text x="4" y="14" fill="currentColor">\(name), change in \(curve.unit)</text>
      <polygon points="\(band)" fill="currentColor" opacity="0.15"/>
      <line x1="\(number(Self.margin.left))" x2="\(number(Self.width - Self.margin.right))" \
      y1="\(number(y(0)))" y2="\(number(y(0)))" stroke="currentColor" stroke-width="0.5"/>
      <polyline points="\(line)" fill="none" stroke="currentColor" stroke-width="1.5"/>
      \(dots)\(labels)
      <text x="\(number(x(first)))" y="\(number(Self.height - 12))" fill="currentColor">\(short(first))</text>
      <text x="\(number(x(last)))" y="\(number(Self.height - 12))" fill="currentColor" text-anchor="end">\(short(last)) \(timeUnit)</text>
      </svg>
      """
  }

  private var name: String {
    let words = curve.name.replacing("-", with: " ")
    return curve.side == "midline" ? words : "\(words), \(curve.side)"
  }

  /// For whom does not see it.
  private var alternative: String {
    guard let last = points.last else { return name }
    let figure = Figure(last.value, bar: last.bar, unit: curve.unit)
    return "\(name): \(figure.withUnit) at \(short(last.t)) \(timeUnit)"
  }

  private static func label(_ value: Double, x: Double, y: Double) -> HTML {
    """
    <text x="\(String(format: "%.1f", x))" y="\(String(format: "%.1f", y))" text-anchor="end" fill="currentColor">\
    \(Figure.decimal(value, 2))</text>
    """
  }

  private func number(_ value: Double) -> String { String(format: "%.1f", value) }
  private func short(_ value: Double) -> String { String(format: "%.4g", value) }
}
