import Scenarios
import Treatments

/// What time does to the face, and how many years of its ageing a step comes to.
struct TimeSection {
  private let result: ScenarioResult

  init(_ result: ScenarioResult) { self.result = result }

  /// Nil where no time goes by and nobody asked for years.
  var section: PageSection? {
    let content = forecast + years + shares
    return content.isEmpty ? nil : PageSection(id: "time", title: "Over time", content: content)
  }

  // MARK: - Curves

  /// What people look for in an ageing face; the left side, for both are alike but for the scan.
  private static let shown = [
    "lift of jowl", "lift of cheek", "lift of malar", "jowl-sag", "nasolabial-depth",
    "commissure-height", "malar-fullness", "tear-trough-depth", "brow-height",
  ]

  private var forecast: [HTML] {
    guard let forecast = Forecast(result) else { return [] }
    let inYears = forecast.moments.contains { abs($0.days) * TimeUnit.day >= TimeUnit.year }
    let knowsAge = forecast.moments.allSatisfy { $0.age != nil }
    let times = forecast.moments.map { moment -> Double in
      guard inYears else { return moment.days }
      return moment.age ?? moment.days * TimeUnit.day / TimeUnit.year
    }
    let unit = !inYears ? "days" : knowsAge ? "years of age" : "years"
    let charts = Self.shown.compactMap { name in
      forecast.curves.first { $0.name == name && $0.side != "right" }
    }.map { ForecastChart(curve: $0, times: times, timeUnit: unit).svg }
    return [
      """
      <p class="note">Change since the capture, with the band that holds 95 %: figures of the tissue, of the ageing law and of the
      mesh. All numbers are in forecast.csv.</p>
      """, "<div>\(charts)</div>",
    ]
  }

  // MARK: - Years

  private var years: [HTML] {
    guard !result.equivalentYears.isEmpty else { return [] }
    return [
      "<h3>Equivalent years</h3>",
      HTML.list(result.equivalentYears.map { "\($0.description)." }),
      """
      <p class="note">A quantity of this model: the nearest state on the simulated ageing of this very face. It is no apparent
      age, and nobody has tested it against one.</p>
      """,
    ]
  }

  // MARK: - Shares

  private var shares: [HTML] {
    guard let last = result.ageingShares.last?.step else { return [] }
    let zones = ["malar.left", "nasolabial-fold.left", "jowl.left", "face"]
    let rows = result.ageingShares.filter { $0.step == last }.map { share -> HTML in
      let cells = zones.flatMap { name -> [HTML] in
        [share.removed, share.alone].map { statistics in
          Figure(
            statistics.first { $0.zone == name }.map { 1e3 * $0.lift }, bar: nil, unit: "mm"
          ).cell
        }
      }
      return
        "<tr><th scope=\"row\">\(share.term.rawValue.replacing("-", with: " "))</th>\(cells)</tr>"
    }
    let heads =
      ["term"]
      + zones.flatMap { ["\(Wording.zone($0)), left out", "\(Wording.zone($0)), alone"] }
    return [
      "<h3>What each term of ageing does</h3>",
      HTML.table(
        caption: "Lift in \(last) in mm: what is missing without the term, and the term alone",
        heads: heads, rows: rows),
    ]
  }
}
