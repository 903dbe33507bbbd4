import Rendering
import Scenarios
import Tensors

/// The steps that last for some seconds: tables and drawings of how the zones move in time.
struct CurveTables {
  private let steps: [(id: String, curve: StepCurve)]
  private let title: String

  init(_ result: ScenarioResult) {
    steps = result.steps.compactMap { step in step.curve.map { (step.id, $0) } }
    title = result.scenario.title
  }

  var isEmpty: Bool { steps.isEmpty }

  /// A row per step, moment and zone.
  var curves: String {
    let rows = steps.flatMap { id, curve in
      curve.points.flatMap { point in
        point.zones.map { zone in
          ([id, ResultTables.decimal(point.time, digits: 4), zone.zone]
            + [zone.mean, zone.maximum, zone.normal, zone.lift].map(ResultTables.millimetres))
            .joined(separator: ",")
        }
      }
    }
    let columns = [
      "step", "time_s", "zone", "displacement_mean_mm", "displacement_max_mm", "normal_mean_mm",
      "lift_mean_mm",
    ]
    return ([columns.joined(separator: ",")] + rows).joined(separator: "\n") + "\n"
  }

  /// A row per step and zone: what its curve says.
  var recovery: String {
    let rows = steps.flatMap { id, curve in
      curve.readings.map { reading in
        let lengths = [reading.before, reading.atOnce, reading.end, reading.excursion]
        let times = [reading.excursionTime, reading.timeToInverseE, reading.timeToTenth]
        return
          ([id, reading.zone] + lengths.map(ResultTables.millimetres)
          + times.map { $0.map { ResultTables.decimal($0, digits: 3) } ?? "" })
          .joined(separator: ",")
      }
    }
    let columns = [
      "step", "zone", "before_mm", "at_once_mm", "end_mm", "excursion_mm", "excursion_time_s",
      "time_to_1_over_e_s", "time_to_10_percent_s",
    ]
    return ([columns.joined(separator: ",")] + rows).joined(separator: "\n") + "\n"
  }

  /// The zones that move most, over all timed steps one after the other.
  var chart: LineChart {
    var ends: [Double] = [0]
    for (_, curve) in steps {
      ends.append((ends.last ?? 0) + (curve.points.last?.time ?? 0))
    }
    let all = steps.flatMap { $0.curve.readings }.filter { $0.zone != "face" }
    let largest = Dictionary(all.map { ($0.zone, $0.excursion) }, uniquingKeysWith: max)
    let zones = largest.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(6).map(\.key)
    let series = (zones + ["face"]).map { name in
      LineChart.Series(
        name,
        zip(steps, ends).flatMap { step, start in
          step.curve.points.compactMap { point in
            point.zones.first { $0.zone == name }.map { SIMD2(start + point.time, 1e3 * $0.mean) }
          }
        })
    }
    var chart = LineChart(
      title: title, horizontal: "time, s", vertical: "mean displacement from the scan, mm",
      series: series)
    chart.marks = zip(steps, ends).map { LineChart.Mark($0.id, at: $1) }
    chart.caption =
      "The six zones that move most, and the face. Steps begin at the dashed lines; what jumps there is the answer at"
      + " once. A simulation, not a prediction."
    return chart
  }
}
