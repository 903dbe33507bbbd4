import Anatomy
import Foundation
import Measures

/// What the author of a scenario expects of a result, so that later versions of the program can be held to it.
public struct Expectation: Sendable, Equatable {
  /// Which numbers.
  public enum Subject: Sendable, Equatable {
    /// A column of `zones.csv`, of every zone that is meant; `face` is the row of the whole face.
    case zones(ZoneSelection, column: String)
    /// How much a measure changed since the capture, on both sides where there are two.
    case measure(named: String)
    /// What the probe of the step found, as in `R0_mm`.
    case recoil(named: String)
  }

  /// Id of the step.
  public var step: String
  public var subject: Subject
  /// In the unit of the column or of the measure.
  public var range: ClosedRange<Double>
  /// Why this range.
  public var reason: String
}

extension Expectation {
  /// What became of an expectation.
  public struct Outcome: Sendable {
    public var expectation: Expectation
    /// Every number that was meant, with the name of its zone or side; nil where it cannot be had.
    public var values: [(name: String, value: Double?)]
    /// Whether there are numbers and all lie in the range.
    public var isMet: Bool {
      !values.isEmpty
        && values.allSatisfy { _, value in value.map(expectation.range.contains) ?? false }
    }
  }
}

extension Expectation.Subject {
  /// Column or measure, with its unit: `lift_mean_mm`.
  public var quantity: String {
    switch self {
    case .zones(_, let column): column
    case .measure(let name), .recoil(let name): name
    }
  }

  /// What comes after the last underscore of the quantity; `1` for a ratio.
  public var unit: String {
    let words = quantity.split(separator: "_")
    let last = words.last.map(String.init) ?? ""
    return words.count > 1 && !["ratio", "max"].contains(last) ? last : "1"
  }
}

extension Expectation.Outcome: CustomStringConvertible {
  /// `supine: lift_mean_mm from 0 to 2: jowl.left 1.23, jowl.right 1.23`.
  public var description: String {
    func text(_ number: Double) -> String { String(format: "%.4g", number) }
    let numbers = values.map { "\($0.name) \($0.value.map(text) ?? "cannot be had")" }
    return
      "\(expectation.step): \(expectation.subject.quantity) from \(text(expectation.range.lowerBound)) to "
      + "\(text(expectation.range.upperBound)): \(numbers.joined(separator: ", "))"
  }
}

extension Measure {
  /// Its name with its unit, as in `expect`: `brow-height_mm`.
  public var nameWithUnit: String { "\(name)_\(unit.rawValue)" }
}

extension ScenarioResult {
  /// The expectations of the scenario against what came out.
  public var expectationOutcomes: [Expectation.Outcome] {
    scenario.expectations.map { expectation in
      switch expectation.subject {
      case .zones(let selection, let column):
        Expectation.Outcome(
          expectation: expectation,
          values: values(of: column, in: selection, step: expectation.step))
      case .measure(let name):
        Expectation.Outcome(
          expectation: expectation, values: measures.changes(of: name, step: expectation.step))
      case .recoil(let name):
        Expectation.Outcome(
          expectation: expectation,
          values: probes.filter { $0.step == expectation.step }.map { ($0.zone, $0.recoil[name]) })
      }
    }
  }

  /// A column of `zones.csv` in a step, in the unit of its name, of every zone that is meant; `face` is the row of the whole face.
  public func values(of column: String, in selection: ZoneSelection, step id: String) -> [(
    name: String, value: Double?
  )] {
    guard let quantity = ZoneQuantity.all.first(where: { $0.column == column }),
      let step = steps.first(where: { $0.id == id })
    else { return [] }
    let rows = step.zones.filter { row in
      selection == .face
        ? row.zone == selection.name
        : prepared.atlas.zones.contains { $0.name == row.zone && selection.contains($0) }
    }
    return rows.map { ($0.zone, quantity.kind.perSIUnit * quantity.value($0)) }
  }
}

extension MeasureSeries {
  fileprivate func changes(of name: String, step id: String) -> [(name: String, value: Double?)] {
    guard let step = steps.firstIndex(of: id) else { return [] }
    return rows.filter { $0.measure.nameWithUnit == name }.map { row in
      (row.side.rawValue, row.change(to: row.values[step]))
    }
  }
}
