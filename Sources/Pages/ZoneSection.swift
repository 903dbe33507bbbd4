import Scenarios

/// Tables of the zones with error bars, one for each step that moves the face.
struct ZoneSection {
  private let result: ScenarioResult
  private static let quantities: [(title: String, ZoneQuantity)] = [
    ("displacement, mean, mm", .displacement),
    ("largest, mm", .named("displacement_max_mm")),
    ("outwards, mean, mm", .normal), ("lift, mean, mm", .lift),
    ("volume swept, mL", .named("volume_change_mL")), ("ratio of areas", .named("skin_area_ratio")),
  ]

  init(_ result: ScenarioResult) { self.result = result }

  var section: PageSection {
    PageSection(
      id: "zones", title: "Zones",
      content: [
        """
        <p class="note">Counted from the face \(result.capturedWords). A row in grey moves by less than its error \
        bar. Headings sort. More columns are in zones.csv.</p>
        """
      ]
        + (result.movingSteps.isEmpty
          ? ["<p>No step moves the face.</p>"] : result.movingSteps.map(table)))
  }

  private func table(_ step: ScenarioResult.Step) -> HTML {
    HTML.table(
      caption: "Zones, \(Wording.step(step))",
      heads: ["zone"] + Self.quantities.map(\.title)
        + ["told from no change", "uncertain mostly for"],
      rows: step.zones.map { row($0, step: step.id) }, isSortable: true)
  }

  private func row(_ zone: ZoneStatistics, step: String) -> HTML {
    let cells = Self.quantities.map { Figure($0.1, of: zone, step: step, result.errorBars).cell }
    let isTold = result.errorBars?.isDistinguishable(zone, in: .zones, step: step)
    let bar = result.errorBars?[.mean(.zones, step: step, zone: zone.zone)]
    let cause = bar?.shares.first.map {
      "\($0.name.replacing("-", with: " ")) \(Int((100 * $0.part).rounded())) %"
    }
    let kind: HTML = isTold == false ? " class=\"still\"" : ""
    return """
      <tr\(kind)><th scope="row">\(Wording.zone(zone.zone))</th>\(cells)
      <td>\(isTold.map { $0 ? "yes" : "no" } ?? "not known")</td><td>\(cause ?? "–")</td></tr>
      """
  }
}
