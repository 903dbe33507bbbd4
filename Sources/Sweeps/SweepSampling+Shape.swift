import Documents

extension SweepSampling {
  static var shape: Shape<Self> {
    let word = Shape<String>.word(among: ["grid"]).map { _ in Self.grid }
    let objects = Shape<Self>.kinds([
      (
        "latin_hypercube",
        kind("latin_hypercube", "Every axis in equal parts, at random combinations.") {
          .latinHypercube(count: $0.count, seed: $0.seed)
        }
      ),
      (
        "sobol",
        kind("sobol", "Sobol' points, which fill the axes evenly.", isScrambled: true) {
          .sobol(count: $0.count, seed: $0.isScrambled ? $0.seed : nil)
        }
      ),
      (
        "saltelli",
        kind("saltelli", "For the indices of Sobol': count · (axes + 2) runs.") {
          .saltelli(count: $0.count, seed: $0.seed)
        }
      ),
    ])
    return .either(
      word: word, object: objects,
      expected: "grid, or an object with one of latin_hypercube, sobol, saltelli")
  }

  private struct Draft {
    var count = 0
    var seed: UInt64 = 1
    var isScrambled = true
  }

  private static func kind(
    _ key: String, _ help: String, isScrambled: Bool = false, _ make: @escaping (Draft) -> Self
  ) -> Shape<Self> {
    var fields: [Field<Draft>] = [
      Field("count", .wholeNumber(in: 1...10_000_000), required: true, "How many points.", \.count),
      Field(
        "seed", .wholeNumber(in: 0...1_000_000_000),
        "The same seed gives the same points; 1 when left out."
      ) { $0.seed = UInt64($1) },
    ]
    if isScrambled {
      fields.append(
        Field(
          "scrambled", .flag, "Whether the points are scrambled; true when left out.", \.isScrambled
        ))
    }
    struct Named { var sampling: SweepSampling? }
    return Shape<Named>.object(
      Named(),
      [Field(key, Shape<Draft>.object(Draft(), fields).map(make), required: true, help, \.sampling)]
    ).map(\.sampling)
  }
}

extension SweepConstraint {
  static var shape: Shape<Self> {
    Shape<Self>(.text) { cursor in
      guard let text = cursor.string() else { return nil }
      if let constraint = Self(text) { return constraint }
      cursor.note(
        "\"\(text)\" is no comparison: an axis, one of \(Relation.allCases.map(\.rawValue).joined(separator: " ")), and an axis or a "
          + "number, with blanks between them")
      return nil
    }
  }
}

extension Shape where Value == Int {
  /// A whole number in a range.
  static func wholeNumber(in range: ClosedRange<Int>) -> Shape {
    Shape<Double>.number(in: Double(range.lowerBound)...Double(range.upperBound))
      .checked { if $0 != $0.rounded() { $1.note("\($0) is no whole number") } }.map { Int($0) }
  }
}
