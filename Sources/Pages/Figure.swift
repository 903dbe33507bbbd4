import Foundation
import Measures
import Scenarios

/// A number with its error bar, as it stands in a page.
struct Figure: Equatable {
  /// In the unit it is shown in; nil where there is none.
  var value: Double?
  /// Half the width of the 95 % interval, in the same unit; nil where it is not known.
  var bar: Double?
  var unit: String
  /// Digits after the point.
  var decimals = 2

  init(_ value: Double?, bar: Double?, unit: String, decimals: Int = 2) {
    (self.value, self.bar) = (value, bar)
    (self.unit, self.decimals) = (unit, decimals)
  }

  /// A number of a zone.
  init(_ quantity: ZoneQuantity, of zone: ZoneStatistics, step: String, _ bars: ErrorBars?) {
    let place = NumberPlace(.zones, step: step, row: zone.zone, column: quantity.column)
    let scale = quantity.kind.perSIUnit
    self.init(
      scale * quantity.value(zone), bar: bars?[place]?.width.map { scale * $0 },
      unit: quantity.kind.shownUnit, decimals: quantity.kind == .ratio ? 3 : 2)
  }

  /// As in `1.36 ± 0.60`, not to be broken between lines; a dash where there is no number.
  var text: String {
    guard let value else { return "–" }
    return Self.decimal(value, decimals)
      + (bar.map { "\u{A0}±\u{A0}" + Self.decimal($0, decimals) } ?? "")
  }

  var withUnit: String { value == nil || unit.isEmpty ? text : "\(text)\u{A0}\(unit)" }

  /// Whether the number is larger than its bar; nil where no bar is known.
  var isDistinguishable: Bool? {
    guard let value, let bar else { return nil }
    return abs(value) > bar
  }

  /// A cell of a table that can be sorted.
  var cell: HTML {
    "<td data-value=\"\(value.map { Self.decimal($0, 6, minus: "-") } ?? "")\">\(text)</td>"
  }

  /// A number with fixed decimals; zero has no sign.
  static func decimal(_ value: Double, _ digits: Int, minus: String = "−") -> String {
    let text = String(format: "%.\(digits)f", abs(value))
    return (value < 0 && text.contains { !"0.".contains($0) } ? minus : "") + text
  }
}

extension ZoneQuantity.Kind {
  fileprivate var shownUnit: String {
    switch self {
    case .length: "mm"
    case .volume: "mL"
    case .ratio: ""
    case .stress: "kPa"
    }
  }
}

extension ZoneQuantity {
  /// The quantity of a column of `zones.csv`.
  static func named(_ column: String) -> ZoneQuantity {
    guard let quantity = all.first(where: { $0.column == column }) else {
      preconditionFailure("no quantity \(column)")
    }
    return quantity
  }

  static let displacement = named("displacement_mean_mm")
  static let normal = named("normal_mean_mm")
  static let lift = named("lift_mean_mm")
}

extension Measure.Unit {
  var shown: String {
    switch self {
    case .millimetres: "mm"
    case .squareMillimetres: "mm²"
    case .degrees: "°"
    }
  }
}
