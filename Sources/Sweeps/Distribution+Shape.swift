import Documents

extension Distribution {
  private static let numbers = -1e9...1e9
  private static let deviations = 1e-9...1e9

  static var shape: Shape<Self> {
    .kinds([
      ("uniform", uniform), ("normal", normal), ("log_normal", logNormal),
      ("triangular", triangular),
    ])
  }

  private struct Draft {
    var first: Double?
    var second: Double?
    var least = -Double.infinity
    var most = Double.infinity
    var range: ClosedRange<Double>? { least < most ? least...most : nil }
  }

  /// An object under the one key that names the kind.
  private static func kind(
    _ key: String, _ help: String, _ fields: [Field<Draft>],
    _ make: @escaping (Draft) -> Distribution?
  ) -> Shape<Self> {
    let figures = Shape<Draft>.object(Draft(), fields).checked { draft, cursor in
      if draft.range == nil { cursor.note("\"least\" must be below \"most\"") }
      if let mode = draft.first, key == "triangular",
        !(draft.least...max(draft.least, draft.most)).contains(mode)
      {
        cursor.note("\"mode\" must lie between \"least\" and \"most\"")
      }
    }.map(make)
    struct Named { var distribution: Distribution? }
    return Shape<Named>.object(Named(), [Field(key, figures, required: true, help, \.distribution)])
      .map(\.distribution)
  }

  private static var ends: [Field<Draft>] {
    [
      Field("least", .number(in: numbers), required: true, "The lower end.", \.least),
      Field("most", .number(in: numbers), required: true, "The upper end.", \.most),
    ]
  }

  private static var uniform: Shape<Self> {
    kind("uniform", "Even between two ends.", ends) { $0.range.map { .uniform($0) } }
  }

  private static var normal: Shape<Self> {
    kind(
      "normal", "Normal, cut off at the ends if they are given.",
      [
        Field("mean", .number(in: numbers), required: true, "Before it is cut off.", \.first),
        Field(
          "sd", .number(in: deviations), required: true, "Standard deviation before it is cut off.",
          \.second),
        Field("least", .number(in: numbers), "The lower end.", \.least),
        Field("most", .number(in: numbers), "The upper end.", \.most),
      ]
    ) { draft in
      guard let mean = draft.first, let sd = draft.second, let range = draft.range else {
        return nil
      }
      return .normal(mean: mean, deviation: sd, within: range)
    }
  }

  private static var logNormal: Shape<Self> {
    kind(
      "log_normal", "Its logarithm is normal.",
      [
        Field("median", .number(in: deviations), required: true, "Half of it is below.", \.first),
        Field(
          "log_sd", .number(in: 1e-6...10), required: true,
          "Standard deviation of the natural logarithm.", \.second),
      ]
    ) { draft in
      guard let median = draft.first, let sd = draft.second else { return nil }
      return .logNormal(median: median, deviation: sd)
    }
  }

  private static var triangular: Shape<Self> {
    kind(
      "triangular", "Rises to its mode and falls again, in straight lines.",
      ends + [Field("mode", .number(in: numbers), required: true, "Where it is highest.", \.first)]
    ) { draft in
      guard let mode = draft.first, let range = draft.range else { return nil }
      return .triangular(range, mode: mode)
    }
  }
}
