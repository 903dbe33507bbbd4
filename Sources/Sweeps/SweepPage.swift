import Foundation
import Pages
import Rendering

/// A sweep as one page, `report.html`, that needs nothing else.
struct SweepPage {
  let reading: SweepReading
  let folder: SweepFolder

  private static let disclaimer =
    "A simulation, not a prediction. Research software, not a medical device."
  /// Rows of the table; more would make the page slow, and stand in runs.csv.
  private static let mostRows = 2000

  private var runs: CollectedRuns { reading.runs }

  var html: String {
    let sections = [summary, responses, tradeOff, shares, pictures, table, failures].compactMap(
      \.self)
    return WholePage(
      title: runs.plan.common.title, first: "summary",
      lead: ["<p class=\"disclaimer\">\(Self.disclaimer)</p>"], sections: sections,
      closing: Self.disclaimer
    ).html.markup
  }

  private var summary: PageSection? {
    let (common, progress) = (runs.plan.common, runs.progress)
    let times = runs.rows.compactMap { $0.record?.cpu_s }.filter { $0 > 0 }.sorted()
    let facts = [
      ("Runs", "\(progress.runs)"), ("Done", "\(progress.done)"), ("Failed", "\(progress.failed)"),
      ("Open", "\(progress.runs - progress.done - progress.failed)"),
      ("Faces", common.faces.map(\.id).joined(separator: ", ")),
      (
        "Axes",
        common.axes.map { "\($0.id) (\($0.pointers.joined(separator: ", ")))" }.joined(
          separator: "; ")
      ),
      (
        "Sampling",
        common.sampling.kind.rawValue
          + (common.sampling.count > 0 ? ", \(common.sampling.count) points" : "")
      ),
      (
        "One run takes",
        times.isEmpty ? "–" : String(format: "%.2f s of one core (middle)", times[times.count / 2])
      ),
      ("Plan", String(common.plan.description.prefix(16))),
    ]
    return PageSection(
      id: "summary", title: "Summary",
      content: [HTML.facts(facts.map { (name: $0.0, value: $0.1) })])
  }

  private var responses: PageSection? {
    let charts = reading.responseCharts
    guard !charts.isEmpty else { return nil }
    return PageSection(
      id: "responses", title: "What the settings do",
      content: charts.map { figure($0.chart, "Response to \($0.axis)") })
  }

  private var tradeOff: PageSection? {
    guard let chart = reading.tradeOffChart, let front = reading.front, let gain = reading.gain,
      let cost = reading.cost
    else { return nil }
    let rows = front.members.map { row($0, columns: [gain, cost]) }
    return PageSection(
      id: "trade-off", title: "Trade-off",
      content: [
        figure(chart, "\(gain) against \(cost)"),
        HTML.table(
          caption: "Runs on the line", heads: heads([gain, cost]), rows: rows, isSortable: true),
      ])
  }

  private var shares: PageSection? {
    let rows = reading.effects.flatMap { effects in
      effects.axes.map { axis in
        """
        <tr><th scope="row">\(effects.column)</th><td>\(axis.id)</td>\(cell(axis.effect.range))\(cell(axis.effect.share))</tr>
        """ as HTML
      }
    }
    guard !rows.isEmpty else { return nil }
    var content: [HTML] = [
      """
      <p class="note">Range of the means over an axis, and the part of the variance that these means have (correlation ratio): \
      an estimate of what the axis does alone, too high where few runs share a value.</p>
      """,
      HTML.table(
        caption: "Main effects", heads: ["number", "axis", "range of means", "share"], rows: rows,
        isSortable: true),
    ]
    let indices = reading.shares.flatMap { share in
      runs.plan.common.axes.enumerated().map { number, axis in
        """
        <tr><th scope="row">\(share.column)</th><td>\(share.face)</td><td>\(axis.id)</td>\(cell(share.indices.first[number]))\
        \(cell(share.indices.total[number]))</tr>
        """ as HTML
      }
    }
    if !indices.isEmpty {
      content.append(
        HTML.table(
          caption: "Indices of Sobol' with 95 % intervals",
          heads: ["number", "face", "axis", "alone", "with all others"],
          rows: indices, isSortable: true))
    }
    return PageSection(id: "shares", title: "Which setting matters", content: content)
  }

  /// Runs that were done again with their pictures.
  private var pictures: PageSection? {
    let figures = runs.rows.flatMap { row in
      folder.pictures(of: row.run.id).map { name, data in
        """
        <figure class="comparison"><img src="data:image/png;base64,\(HTML(trusted: data.base64EncodedString()))" \
        alt="\(name)"><figcaption>Run \(row.run.number) (\(row.run.id)): \(name); \(settings(row))</figcaption></figure>
        """ as HTML
      }
    }
    guard !figures.isEmpty else { return nil }
    return PageSection(
      id: "pictures", title: "Chosen runs", content: ["<div class=\"comparisons\">\(figures)</div>"]
    )
  }

  private var table: PageSection? {
    let columns =
      [reading.gain, reading.cost].compactMap(\.self)
      + reading.responses.filter { $0 != reading.gain && $0 != reading.cost }
    let rows = runs.rows.indices.prefix(Self.mostRows).map { row($0, columns: columns) }
    let note: HTML =
      runs.rows.count > Self.mostRows
      ? "<p class=\"note\">The first \(Self.mostRows) of \(runs.rows.count) runs; all are in runs.csv.</p>"
      : "<p class=\"note\">Headings sort. All numbers are in runs.csv, runs.sqlite and runs.npz.</p>"
    return PageSection(
      id: "runs", title: "Runs",
      content: [
        note, HTML.table(caption: "Runs", heads: heads(columns), rows: rows, isSortable: true),
      ])
  }

  private var failures: PageSection? {
    let failed = runs.rows.filter { $0.record?.status == .failed }
    guard !failed.isEmpty else { return nil }
    let rows = failed.prefix(Self.mostRows).map { row in
      """
      <tr><th scope="row">\(row.run.number)</th><td>\(row.run.id)</td><td>\(row.record?.failure?.kind.rawValue ?? "")</td>\
      <td>\(row.record?.failure?.reason ?? "")</td><td>\(settings(row))</td></tr>
      """ as HTML
    }
    return PageSection(
      id: "failures", title: "Runs that failed",
      content: [
        HTML.table(
          caption: "Failures", heads: ["run", "id", "kind", "reason", "settings"], rows: rows,
          isSortable: true)
      ])
  }

  // MARK: - Pieces

  private func heads(_ columns: [String]) -> [String] {
    ["run", "id", "face"] + runs.plan.common.axes.map(\.id) + ["status"] + columns
  }

  private func row(_ number: Int, columns: [String]) -> HTML {
    let row = runs.rows[number]
    let axes = runs.plan.common.axes.map { axis -> HTML in
      if case .number(let value) = row.run.axes[axis.id] { return cell(value) }
      return "<td>\(runs.text(row.run.axes[axis.id]))</td>"
    }
    let numbers = columns.map { column -> HTML in
      cell(runs.columns.firstIndex(of: column).map { row.values[$0] } ?? .nan)
    }
    return """
      <tr><th scope="row" data-value="\(row.run.number)">\(row.run.number)</th><td>\(row.run.id)</td><td>\(row.run.face)</td>\(axes)\
      <td>\(row.status)</td>\(numbers)</tr>
      """
  }

  private func settings(_ row: CollectedRuns.Row) -> String {
    runs.plan.common.axes.map { "\($0.id) \(runs.text(row.run.axes[$0.id]))" }.joined(
      separator: ", ")
  }

  private func cell(_ value: Double) -> HTML {
    value.isFinite
      ? "<td data-value=\"\("\(value)")\">\(String(format: "%.4g", value))</td>"
      : "<td data-value=\"\">–</td>"
  }

  private func cell(_ estimate: IntervalEstimate) -> HTML {
    """
    <td data-value="\("\(estimate.value)")">\(String(format: "%.3f", estimate.value)) \
    (\(String(format: "%.3f", estimate.low)) to \(String(format: "%.3f", estimate.high)))</td>
    """
  }

  private func figure(_ chart: LineChart, _ words: String) -> HTML {
    let source = Data(chart.svg().utf8).base64EncodedString()
    return """
      <figure><img src="data:image/svg+xml;base64,\(HTML(trusted: source))" alt="\(words); the figures stand in the table"></figure>
      """
  }
}

extension SweepFolder {
  /// Where a run is put that is done again with its pictures.
  public func place(ofChosen id: String) -> URL { url.appending(path: "chosen/\(id)") }

  /// Pictures of a run that was done again: before and after, by the name of their file.
  fileprivate func pictures(of id: String) -> [(name: String, data: Data)] {
    let place = place(ofChosen: id).appending(path: "images")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
    return names.filter { $0.hasPrefix("before-after") && $0.hasSuffix(".png") }.sorted().compactMap
    { name in
      (try? Data(contentsOf: place.appending(path: name))).map { (name, $0) }
    }
  }

  /// Writes `report.html`, drawings and tables of what a sweep says.
  ///
  /// - Parameter reading: of the runs in this folder.
  /// - Throws: `SweepFolderError`.
  public func write(_ reading: SweepReading) throws {
    for chart in reading.responseCharts { try write(chart.chart.svg(), to: chart.file) }
    if let chart = reading.tradeOffChart { try write(chart.svg(), to: "trade-off.svg") }
    try write(reading.effectTable, to: "main-effects.csv")
    if let table = reading.shareTable { try write(table, to: "sobol-indices.csv") }
    try write(SweepPage(reading: reading, folder: self).html, to: "report.html")
  }
}
