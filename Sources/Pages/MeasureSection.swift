import Scenarios

/// Measures of the face as captured and in each step.
struct MeasureSection {
  private let result: ScenarioResult
  private let series: MeasureSeries

  init(_ result: ScenarioResult) {
    (self.result, series) = (result, result.measures)
  }

  var section: PageSection {
    let shown = result.steps.indices.filter { !result.steps[$0].isAsCaptured }
    let heads =
      ["measure", "side", "unit", "as captured"]
      + shown.flatMap { ["\(series.steps[$0])", "change, \(series.steps[$0])"] }
    return PageSection(
      id: "measures", title: "Measures",
      content: [
        "<p class=\"note\">None of them is a clinical grade. Definitions and norms are in measures.json.</p>",
        HTML.table(
          caption: "Measures with half the width of their 95 % interval", heads: heads,
          rows: series.rows.map { row($0, shown: shown) }, isSortable: true),
      ])
  }

  private func row(_ row: MeasureSeries.Row, shown: [Int]) -> HTML {
    func figure(_ value: Double?, _ column: String, _ step: String?) -> HTML {
      let bar = step.flatMap {
        result.errorBars?[
          NumberPlace(.measures, step: $0, row: NumberPlace.row(row), column: column)]
      }
      return Figure(value, bar: bar?.width, unit: "").cell
    }
    let captured = figure(row.captured, "captured", series.steps.first)
    let steps = shown.flatMap { number in
      let (value, step) = (row.values[number], series.steps[number])
      return [figure(value, "value", step), figure(row.change(to: value), "change", step)]
    }
    let name = row.measure.name.replacing("-", with: " ")
    return """
      <tr><th scope="row" title="\(row.measure.definition)">\(name)</th>
      <td>\(row.side.rawValue)</td><td>\(row.measure.unit.shown)</td>\(captured)\(steps)</tr>
      """
  }
}
