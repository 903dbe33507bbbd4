import Anatomy
import Documents
import Measures
import Scenarios
import Treatments

/// The plan file: every key, what may stand there, what it is for.
extension PlanQuestion {
  public static var shape: Shape<PlanQuestion> {
    .object(
      PlanQuestion(),
      [
        .schema(schema),
        Field(
          "title", .text, required: true, "What is asked for; should name nobody.", \.title),
        Field(
          "scenario", .text, required: true, "File of the schedule, from the folder of the plan.",
          \.scenario),
        Field(
          "resolution", Scenario.Resolution.shape,
          "How fine the mesh is; as in the scenario when left out.", \.resolution),
        Field(
          "settings", .list(of: Setting.shape, "settings", atLeast: 1), required: true,
          "Numbers of the scenario that may be chosen, up to six.", \.settings),
        Field("goal", Bound.shape, required: true, "What is to be reached.", \.goal),
        Field(
          "limits", .list(of: Bound.shape, "limits"), "What must not be passed on the way.",
          \.limits),
        Field(
          "cost", Quantity.shape,
          "What is to be as little as it can; the first setting when left out.",
          \.cost),
      ]
    ).checked(checkSettings)
  }

  /// Beyond that a search takes hundreds of schedules.
  private static let mostSettings = 6

  private static func checkSettings(_ question: PlanQuestion, at cursor: JSONCursor) {
    let names = question.settings.map(\.name)
    if names.count > mostSettings {
      cursor.member("settings")?.note(
        "\(names.count) settings are more than the \(mostSettings) that a plan may have: fix some in the scenario"
      )
    }
    for name in Set(names) where names.count(where: { $0 == name }) > 1 {
      cursor.member("settings")?.note(
        "\"\(name)\" is the name of two settings: give one of them an \"id\"")
    }
    let places = [cursor.member("goal"), cursor.member("cost")]
    for (quantity, place) in zip([question.goal.quantity, question.cost], places) {
      if case .setting(let name)? = quantity, !names.contains(name) {
        place?.member("setting")?.note(
          "there is no setting \"\(name)\"; there are \(allowedWords(names, near: name))")
      }
    }
  }
}

extension PlanQuestion.Setting {
  private static let numbers = -1e9...1e9

  fileprivate static var shape: Shape<Self> {
    struct Draft {
      var name: String?
      var pointer: JSONPointer?
      var from = 0.0
      var to = 0.0
    }
    return Shape<Draft>.object(
      Draft(),
      [
        Field(
          "id", .identifier,
          "What the results call it; the last name of the pointer when left out.",
          \.name),
        Field(
          "at", .pointer, required: true,
          "Where it stands in the scenario, as a JSON Pointer: /steps/1/treat/energy_J.", \.pointer),
        Field(
          "from", .number(in: numbers), required: true,
          "The least it may be, in the unit of its key.",
          \.from),
        Field("to", .number(in: numbers), required: true, "The most.", \.to),
      ]
    ).checked { draft, cursor in
      if draft.from >= draft.to {
        cursor.member("to")?.note(
          "\(draft.to.short) is not more than \"from\", \(draft.from.short)")
      }
    }.map { draft in
      guard let pointer = draft.pointer, draft.from < draft.to else { return nil }
      return Self(name: draft.name ?? pointer.last, pointer: pointer, range: draft.from...draft.to)
    }
  }
}

extension PlanQuestion.Quantity {
  /// The keys that say which number is meant.
  fileprivate struct Draft {
    var step: String?
    var zone: ZoneSelection?
    var column: String?
    var figure: DeviceQuantity?
    var setting: String?

    var quantity: PlanQuestion.Quantity? {
      if let setting { return .setting(setting) }
      guard let step else { return nil }
      if let figure { return .device(step: step, figure) }
      return zone.flatMap { zone in column.map { .zones(step: step, zone, column: $0) } }
    }
  }

  fileprivate static func fields<Root>(_ draft: WritableKeyPath<Root, Draft>) -> [Field<Root>] {
    let columns = ZoneQuantity.all.map(\.column)
    return [
      Field("step", .identifier, "Id of the step.", draft.appending(path: \.step)),
      Field(
        "zone", .zone, "The mean of all zones that are meant; face is that of the whole face.",
        draft.appending(path: \.zone)),
      Field(
        "quantity", .name("column", among: columns, listed: columns.joined(separator: ", ")),
        "Which column of zones.csv.", draft.appending(path: \.column)),
      Field(
        "device", .choice, "A figure of the energy device of the step, where there is most of it.",
        draft.appending(path: \.figure)),
      Field(
        "setting", .text, "One of the settings, by its name.", draft.appending(path: \.setting)
      ),
    ]
  }

  fileprivate static let rules: [MemberRule] = [
    .exactlyOne(["zone", "device", "setting"]),
    .needs("zone", with: "quantity", because: "a zone has many numbers"),
    .needs("quantity", with: "zone", because: "the quantities are by zone"),
    .needs("zone", with: "step", because: "every step has its own"),
    .needs("device", with: "step", because: "every session has its own"),
  ]

  fileprivate static var shape: Shape<Self> {
    Shape<Draft>.object(Draft(), fields(\.self), rules: rules).map(\.quantity)
  }
}

extension PlanQuestion.Bound {
  private static let numbers = -1e9...1e9

  fileprivate static var shape: Shape<Self> {
    struct Draft {
      var quantity = PlanQuestion.Quantity.Draft()
      var least: Double?
      var most: Double?
    }
    return Shape<Draft>.object(
      Draft(),
      PlanQuestion.Quantity.fields(\.quantity) + [
        Field("at_least", .number(in: numbers), "In the unit of the quantity.", \.least),
        Field("at_most", .number(in: numbers), "In the unit of the quantity.", \.most),
      ], rules: PlanQuestion.Quantity.rules + [.exactlyOne(["at_least", "at_most"])]
    ).map { draft in
      guard let quantity = draft.quantity.quantity, let value = draft.least ?? draft.most else {
        return nil
      }
      return Self(quantity: quantity, isLeast: draft.least != nil, value: value)
    }
  }
}
