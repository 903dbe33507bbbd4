import Foundation
import Measures
import Scenarios

/// The measures of a run with their definitions, norms and laxity, as `measures.json`.
struct MeasureReport: Encodable {
  struct Value: Encodable {
    var step: String
    /// Absent where the face lacks what is needed.
    var value: Double?
    var change: Double?
    /// Half the width of the 95 % interval of each; absent where it is not known.
    var value_95: Double?
    var change_95: Double?
  }
  struct Sample: Encodable {
    /// Absent where the source does not say.
    var count: Int?
    var population: String
    var ages_years: [Double]?
  }
  struct Place: Encodable {
    var sex: String?
    var mean: Double
    var sd: Double
    /// Standard deviations above the mean, as captured.
    var z: Double?
    var sample: Sample
    var source: String
    var confidence: String
    var note: String
  }
  struct Entry: Encodable {
    var name: String
    var side: String
    var unit: String
    var definition: String
    var captured: Double?
    var captured_95: Double?
    var steps: [Value]
    /// Empty where no norm is known.
    var norms: [Place]
  }
  struct LaxZone: Encodable {
    var zone: String
    var difference_mm: Double
    var difference_mm_95: Double?
    var relative_difference: Double
    var relative_difference_95: Double?
    var grade: Int
  }
  struct LaxityEntry: Encodable {
    var definition = LaxityGrade.definition
    var caveat = LaxityGrade.caveat
    var cut_offs_mm = LaxityGrade.cutOffs.map { 1e3 * $0 }
    var zones: [LaxZone]
  }
  struct Index: Encodable {
    var definition = ProportionIndex.definition
    var value: Double
    var measures: Int
  }

  /// What a reader of the tables must know.
  static let assumptions = [
    "volume_change_mL is the volume that the skin of a zone swept, followed with the tissue; a camera that compares a fixed "
      + "window sees tissue come and go as well",
    "laxity: \(LaxityGrade.caveat)",
  ]

  var schema = "turgor.measures/1"
  var measures: [Entry]
  /// Absent unless the face is known upright and supine.
  var laxity: LaxityEntry?
  /// Absent where the sex of the person is not known, for norms are by sex.
  var proportion_index: Index?

  init(_ series: MeasureSeries, laxity: Laxity?, bars: ErrorBars?) {
    measures = series.rows.map { row in
      func bar(_ column: String, _ step: String?) -> Double? {
        step.flatMap {
          bars?[NumberPlace(.measures, step: $0, row: NumberPlace.row(row), column: column)]
        }?.width
      }
      return Entry(
        name: row.measure.name, side: row.side.rawValue, unit: row.measure.unit.rawValue,
        definition: row.measure.definition, captured: row.captured,
        captured_95: bar("captured", series.steps.first),
        steps: zip(series.steps, row.values).map { step, value in
          Value(
            step: step, value: value, change: row.change(to: value), value_95: bar("value", step),
            change_95: bar("change", step))
        },
        norms: row.norms.map { Self.place(row, $0) })
    }
    self.laxity = laxity.map { laxity in
      LaxityEntry(
        zones: laxity.zones.map { zone in
          func bar(_ column: String) -> Double? {
            bars?[NumberPlace(.laxity, step: "", row: zone.name, column: column)]?.width
          }
          return LaxZone(
            zone: zone.name, difference_mm: 1e3 * zone.difference,
            difference_mm_95: bar("difference_mm").map { 1e3 * $0 },
            relative_difference: zone.relativeDifference,
            relative_difference_95: bar("relative_difference"), grade: zone.grade)
        })
    }
    proportion_index = series.proportionIndex.map { Index(value: $0.value, measures: $0.count) }
  }

  private static func place(_ row: MeasureSeries.Row, _ norm: Norm) -> Place {
    let (ages, unit) = (norm.sample.agesInYears, row.measure.unit.perSIUnit)
    return Place(
      sex: norm.sex?.rawValue, mean: unit * norm.mean, sd: unit * norm.standardDeviation,
      z: row.score(among: norm),
      sample: Sample(
        count: norm.sample.count, population: norm.sample.population,
        ages_years: ages.map { [$0.lowerBound, $0.upperBound] }),
      source: norm.source, confidence: norm.confidence.rawValue, note: norm.note)
  }
}
