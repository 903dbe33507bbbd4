import Documents

extension SweepAxis {
  static let pointerHelp =
    "Where the value goes in the scenario, as a JSON Pointer: /steps/1/treat/energy_J."

  static var shape: Shape<Self> {
    struct Draft {
      var id: String?
      var pointers: [JSONPointer] = []
      var values: Values?
    }
    let kinds: [Field<Draft>] = [
      Field("values", .values, "These, each any JSON.") { $0.values = .list($1) },
      Field("range", AxisRange.shape, "Numbers between two ends.") { $0.values = .range($1) },
      Field("distribution", Distribution.shape, "How the number is spread.") {
        $0.values = .distribution($1)
      },
    ]
    return Shape<Draft>.object(
      Draft(),
      [
        Field(
          "id", .identifier, "Its name in tables; the last name of the pointer when left out.", \.id
        ),
        Field("pointer", .pointer, required: true, pointerHelp) { $0.pointers.insert($1, at: 0) },
        Field("also", .list(of: .pointer, "pointers"), "Further places that get the same value.") {
          $0.pointers += $1
        },
      ] + kinds, rules: [.exactlyOne(kinds.map(\.key))]
    ).map { draft in
      guard let first = draft.pointers.first, let values = draft.values else { return nil }
      return Self(id: draft.id ?? first.last, pointers: draft.pointers, values: values)
    }
  }
}

extension AxisRange {
  private static let numbers = -1e9...1e9

  static var shape: Shape<Self> {
    Shape<Self>.object(
      Self(from: .nan, to: .nan, count: 2),
      [
        Field("from", .number(in: numbers), required: true, "The first.", \.from),
        Field("to", .number(in: numbers), required: true, "The last.", \.to),
        Field(
          "count", .wholeNumber(in: 2...1_000_000),
          "How many a grid has, both ends included; 2 when left out.", \.count),
        Field(
          "spacing", .choice,
          "linear, in equal steps, or log, in equal ratios; linear when left out.", \.spacing),
      ]
    ).checked { range, cursor in
      if range.spacing == .log && (range.from <= 0 || range.to <= 0) {
        cursor.member("spacing")?.note("equal ratios need ends above 0")
      }
    }
  }
}

extension Shape where Value == [JSONTree] {
  /// A list of anything.
  static var values: Shape {
    Shape(.list(.anything, atLeast: 1)) { cursor in
      guard let values = cursor.array(of: "values") else { return nil }
      if values.isEmpty { cursor.note("needs at least one value") }
      return values.map(\.tree)
    }
  }
}
