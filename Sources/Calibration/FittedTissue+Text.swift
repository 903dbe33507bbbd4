import Foundation
import Rendering

extension FittedTissue {
  /// What people read at the terminal, line by line.
  public var lines: [String] {
    let head = ["parameter", "unit", "before", "fitted", "95 % interval", "by readings alone"]
    let rows = parameters.map { p -> [String] in
      let f = p.unitFactor
      let alone =
        p.deviationByReadings.map {
          "± \(short(100 * $0)) %"
        } ?? "not determined"
      let interval =
        p.deviation < 5
        ? "\(short(f * p.interval.lowerBound)) to \(short(f * p.interval.upperBound))"
        : "not determined"
      return [p.parameter.name, p.unit, short(f * p.start), short(f * p.value), interval, alone]
    }
    return ["\(zone.readings.title): \(place)", ""] + columns([head] + rows) + [""]
      + curveLines + outlierLines + [""] + unseen.map { "not told apart: \($0)" } + [verdict]
  }

  private var curveLines: [String] {
    curves.map {
      "\($0.reading.id): \($0.points.count) points, chi-square \(short($0.chiSquare))"
    }
      + motions.map {
        """
        \($0.reading.id): \(short(1e3 * $0.point.measured)) mm read, \(short(1e3 * $0.point.fitted)) mm fitted, \
        \(short($0.point.residual)) deviations off
        """
      } + [
        "in all: chi-square \(short(totalSquare)) for \(degreesOfFreedom) degrees of freedom"
          + (chance.map { ", chance \(short($0))" } ?? "")
      ]
  }

  private var outlierLines: [String] {
    curves.flatMap { curve in
      curve.points.filter(\.isOutlier).map { point in
        let (_, symbol, factor) = curve.reading.unit
        return """
          outlier: \(curve.reading.id) at \(short(point.time)) s, \(short(factor * point.measured)) \(symbol) read, \
          \(short(factor * point.fitted)) \(symbol) fitted, \(short(point.studentized)) deviations off
          """
      }
    }
      + motions.filter(\.point.isOutlier).map {
        "outlier: \($0.reading.id), \(short($0.point.studentized)) deviations off"
      }
  }

  /// Whether to believe it.
  public var verdict: String {
    if let failure { return "NOT CONVERGED: \(failure)" }
    if isUnreached {
      return """
        converged, but this tissue does not reach the readings within their sd: something beside what was fitted differs, \
        or the sd is too small
        """
    }
    return "converged in \(iterations) steps, \(evaluations) evaluations of the model"
  }

  /// Whether the readings lie farther off than chance allows.
  public var isUnreached: Bool { chance.map { $0 < Self.leastChance } ?? false }

  private func short(_ value: Double) -> String { String(format: "%.3g", value) }

  private func columns(_ rows: [[String]]) -> [String] {
    let widths = rows[0].indices.map { c in rows.map { $0[c].count }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
        .joined(separator: "  ").trimmingCharacters(in: .whitespaces)
    }
  }

  // MARK: - Curves

  /// Drawings of what was read and what was fitted, by the name of their file: one for each kind of reading.
  public var charts: [(name: String, chart: LineChart)] {
    let units = curves.map(\.reading.unit.name)
    return Array(Set(units)).sorted(by: >).map { unit in
      let shown = curves.filter { $0.reading.unit.name == unit }
      return (unit == "uplift_mm" ? "fit.svg" : "fit-force.svg", chart(of: shown))
    }
  }

  private func chart(of shown: [Curve]) -> LineChart {
    let isForce = shown[0].reading.unit.symbol == "N"
    let series = shown.enumerated().flatMap { number, curve -> [LineChart.Series] in
      let factor = curve.reading.unit.factor
      let zero = curve.run.curve.points[0]
      var fitted = LineChart.Series(
        curve.reading.id,
        curve.run.curve.points.map { p in
          SIMD2(p.time, factor * (isForce ? p.load - zero.load : p.excursion - zero.excursion))
        })
      var measured = LineChart.Series(
        "\(curve.reading.id), read", curve.points.map { SIMD2($0.time, factor * $0.measured) },
        halfWidths: curve.points.map { Self.normal95 * factor * $0.deviation })
      (fitted.colorNumber, measured.colorNumber, measured.isMeasured) = (number, number, true)
      return [fitted, measured]
    }
    var chart = LineChart(
      title: "\(zone.readings.title): \(place)", horizontal: "time in s",
      vertical: isForce ? "force in N" : "uplift in mm", series: series)
    chart.caption = "Lines: fitted tissue. Dots: as read, with 95 % bars. Fit: \(verdict)."
    return chart
  }
}
