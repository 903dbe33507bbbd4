import Foundation
import Rendering

extension SweepReading {
  /// Drawings of the responses over one axis each, with the name of their file.
  var responseCharts: [(file: String, axis: String, chart: LineChart)] {
    runs.plan.common.axes.compactMap { axis in
      let series = effects.filter { responses.contains($0.column) }.compactMap { effects in
        effects.axes.first { $0.id == axis.id }.map { Self.series(effects.column, $0.effect) }
      }
      guard let first = series.first, first.points.count > 1 else { return nil }
      var chart = LineChart(
        title: "Response to \(axis.id)", horizontal: axis.id,
        vertical: Self.quantity(responses.first ?? ""),
        series: series)
      chart.caption =
        "Lines join means over the runs with about this value of the axis; bands hold 95 % of these runs, which differ in the other axes. "
        + "How far the tissue model itself may be off is not in them: turgor sweep rerun gives the error bars of a run."
      return ("responses/\(axis.id).svg", axis.id, chart)
    }
  }

  private static func series(_ column: String, _ effect: MainEffect) -> LineChart.Series {
    LineChart.Series(
      place(column), effect.bins.map { SIMD2($0.position, $0.mean) },
      halfWidths: effect.bins.map(\.spread))
  }

  /// Gain over cost of all runs, and the front; nil where one of them is not known.
  var tradeOffChart: LineChart? {
    guard let front, let gain, let cost, let gains = runs.values(of: gain),
      let costs = runs.values(of: cost)
    else { return nil }
    var all = LineChart.Series("runs", zip(costs, gains).map { SIMD2($0, $1) })
    (all.isMeasured, all.colorNumber) = (true, 6)
    let best = LineChart.Series("best", front.members.map { SIMD2(costs[$0], gains[$0]) })
    var chart = LineChart(
      title: "\(Self.place(gain)) against \(Self.place(cost))", horizontal: cost, vertical: gain,
      series: [all, best])
    chart.caption =
      "Each dot is a run. No other run has more gain at no more cost than those on the line."
    return chart
  }

  /// `day-90/jowl.left/lift_mean_mm` as `jowl.left, day-90`.
  static func place(_ column: String) -> String {
    let parts = column.split(separator: "/" as Character)
    return parts.count > 2 ? "\(parts[1]), \(parts[0])" : column
  }

  private static func quantity(_ column: String) -> String {
    column.split(separator: "/" as Character).last.map(String.init) ?? column
  }

  /// A row per number and axis.
  var effectTable: String {
    let rows = effects.flatMap { effects in
      effects.axes.map { "\(effects.column),\($0.id),\($0.effect.range),\($0.effect.share)" }
    }
    return (["column,axis,range_of_means,share_of_variance"] + rows).joined(separator: "\n") + "\n"
  }

  /// A row per face, number and axis; nil without a design for them.
  var shareTable: String? {
    guard !shares.isEmpty else { return nil }
    let rows = shares.flatMap { share in
      runs.plan.common.axes.enumerated().map { number, axis in
        let (first, total) = (share.indices.first[number], share.indices.total[number])
        return
          "\(share.face),\(share.column),\(axis.id),\(first.value),\(first.low),\(first.high),\(total.value),\(total.low),\(total.high),\(share.indices.count)"
      }
    }
    return
      (["face,column,axis,first,first_low,first_high,total,total_low,total_high,points"] + rows)
      .joined(separator: "\n") + "\n"
  }
}
