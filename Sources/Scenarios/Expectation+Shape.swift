import Anatomy
import Documents
import Measures

extension Expectation {
  private struct Draft {
    var step = ""
    var zone: ZoneSelection?
    var column: String?
    var measure: String?
    var recoil: String?
    var least: Double?
    var most: Double?
    var reason = ""

    var expectation: Expectation? {
      guard let least, let most, least <= most else { return nil }
      let zones = zone.flatMap { zone in column.map { Subject.zones(zone, column: $0) } }
      guard
        let subject = zones ?? measure.map({ .measure(named: $0) })
          ?? recoil.map({ .recoil(named: $0) })
      else { return nil }
      return Expectation(step: step, subject: subject, range: least...most, reason: reason)
    }
  }

  /// Wide enough for any of the columns.
  private static let limits = -1e6...1e6

  static var shape: Shape<Expectation> {
    let columns = ZoneQuantity.all.map(\.column)
    let measures = Measure.all.map(\.nameWithUnit)
    return Shape<Draft>.object(
      Draft(),
      [
        Field("step", .identifier, required: true, "Id of the step.", \.step),
        Field(
          "zone", .zone, "Every zone that is meant must lie in the range; face is its mean.", \.zone
        ),
        Field(
          "quantity",
          .name("column", among: columns, listed: columns.joined(separator: ", ")),
          "Which column of zones.csv, counted from the face as captured.", \.column),
        Field(
          "measure",
          .name("measure", among: measures, listed: measures.joined(separator: ", ")),
          "Whose change since the capture, on each side.", \.measure),
        Field(
          "recoil",
          .name(
            "figure", among: ProbeOutcome.recoilNames,
            listed: ProbeOutcome.recoilNames.joined(separator: ", ")),
          "What the probe of the step found; its numbers are explained in recoil.json.", \.recoil),
        Field(
          "least", .number(in: limits), required: true, "In the unit of quantity or measure.",
          \.least),
        Field(
          "most", .number(in: limits), required: true, "In the unit of quantity or measure.",
          \.most),
        Field("because", .text, required: true, "Why this range.", \.reason),
      ],
      rules: [
        .exactlyOne(["zone", "measure", "recoil"]),
        .needs("zone", with: "quantity", because: "a zone has many numbers"),
        .needs("quantity", with: "zone", because: "the quantities are by zone"),
      ]
    ).checked { draft, cursor in
      if let least = draft.least, let most = draft.most, least > most {
        cursor.member("least")?.note("\(least) is more than \"most\", \(most): nothing can be both")
      }
    }.map(\.expectation)
  }

  /// Expectations speak of steps that there are, which a JSON Schema cannot say.
  static func checkSteps(of scenario: Scenario, at cursor: JSONCursor) {
    let ids = scenario.steps.map(\.id)
    guard let places = cursor.member("expect")?.array(of: "expectations"),
      places.count == scenario.expectations.count
    else { return }
    for (place, expectation) in zip(places, scenario.expectations) {
      guard let step = scenario.steps.first(where: { $0.id == expectation.step }) else {
        place.member("step")?.note(
          "there is no step \"\(expectation.step)\"; steps: \(ids.joined(separator: ", "))")
        continue
      }
      if case .recoil = expectation.subject {
        if case .probe = step.action { continue }
        place.member("recoil")?.note("nothing is probed in step \"\(step.id)\"")
      }
    }
  }
}
