import Anatomy
import Documents
import Scenarios

extension Readings.PostureReading {
  /// A reading as it is written.
  private struct Draft {
    var id = ""
    var (start, end): (Scenario.Posture?, Scenario.Posture?)
    var zones: ZoneSelection?
    var what: (quantity: Quantity, value: Double)?
    var deviation: Double?
  }

  static var shape: Shape<Self> {
    // A face moves by millimetres; beyond 50 a unit was mistaken.
    let kinds = [
      (Quantity.displacement, 0.0...50, "Mean length of the displacement of the skin."),
      (.lift, -50...50, "Mean displacement towards the crown of the head."),
      (.normal, -50...50, "Mean displacement along the outward normal of the skin."),
    ].map { quantity, range, help in
      Field<Draft>("\(quantity.rawValue)_mm", .quantity(.millimetre, in: range), help) {
        $0.what = (quantity, $1)
      }
    }
    return Shape<Draft>.object(
      Draft(),
      [
        Field("id", .identifier, required: true, "Name of the reading in results.", \.id),
        Field(
          "from", Scenario.Posture.shape, required: true, "How the head was held first.", \.start),
        Field("to", Scenario.Posture.shape, required: true, "How it was held then.", \.end),
        Field("at", .zone, required: true, "Zone or zones over which the mean was taken.", \.zones),
      ] + kinds + [
        .quantity(
          "sd_mm", in: 1e-3...50, required: true, "One standard deviation of repeated readings.",
          \.deviation)
      ],
      rules: [.exactlyOne(kinds.map(\.key))]
    ).checked { draft, cursor in
      if draft.start != nil, draft.start == draft.end {
        cursor.member("to")?.note("the posture is the one at \"from\": nothing moves")
      }
    }.map { draft in
      guard let start = draft.start, let end = draft.end, let zones = draft.zones,
        let what = draft.what, let deviation = draft.deviation
      else { return nil }
      return Self(
        id: draft.id, from: start, to: end, zones: zones, what.quantity, value: what.value,
        deviation: deviation)
    }
  }
}
