import Anatomy
import Documents
import Measures
import Scenarios

/// The sweep file: every key, what may stand there, what it is for.
extension Sweep {
  public static var shape: Shape<Sweep> {
    .object(
      Sweep(),
      [
        Field(
          "schema",
          .constant(schema) {
            "\"\($0)\" is not a schema that this version reads; it reads \"\(schema)\""
          }, required: true, "Name and version of the format."
        ) { _, _ in },
        Field(
          "title", .text, required: true, "What the sweep is about; should name nobody.", \.title),
        Field(
          "scenario", .text, required: true,
          "File of the scenario that all runs begin with, from the folder of the sweep.", \.scenario
        ),
        Field(
          "resolution", Scenario.Resolution.shape,
          "How fine the mesh is; as in the scenario when left out.", \.resolution),
        Field(
          "faces", .list(of: Face.shape, "faces", atLeast: 1).withUniqueIDs("faces", \.id),
          "Faces that every combination is run on; the scenario's own when left out.", \.faces),
        Field(
          "axes", .list(of: SweepAxis.shape, "axes").withUniqueIDs("axes", \.id),
          "What differs from run to run.", \.axes),
        Field(
          "sampling", SweepSampling.shape,
          "Which combinations of the axes are run; grid when left out.", \.sampling),
        Field(
          "table", Table.shape,
          "Combinations given row by row; each row is run with every combination of the axes.",
          \.table),
        Field(
          "constraints", .list(of: SweepConstraint.shape, "constraints"),
          "Comparisons that a combination must meet to be run.", \.constraints),
        Field("results", ResultSelection.shape, "Which numbers of a run are kept.", \.results),
        Field(
          "limits", RunLimits.shape, "How much a run may take before it is given up.", \.limits),
      ]
    ).checked(checkNames).checked(checkSampling)
  }

  /// Constraints speak of axes and columns that there are, and no name stands for two things.
  private static func checkNames(_ sweep: Sweep, at cursor: JSONCursor) {
    let columns = sweep.table?.columns.map(\.name) ?? []
    let names = sweep.axes.map(\.id) + columns
    for name in columns where sweep.axes.contains(where: { $0.id == name }) {
      cursor.member("table")?.note("\"\(name)\" is the id of an axis as well")
    }
    if names.contains("face") {
      cursor.note("\"face\" is what the column of the faces is called: give another id")
    }
    let places = cursor.member("constraints")?.array(of: "constraints") ?? []
    for (constraint, place) in zip(sweep.constraints, places) {
      for name in constraint.axes where !names.contains(name) {
        place.note(
          "there is no axis \"\(name)\"; there are \(allowedWords(names, near: name))")
      }
    }
  }

  private static func checkSampling(_ sweep: Sweep, at cursor: JSONCursor) {
    let sampling = cursor.member("sampling")
    let needed = sweep.sampling.dimensions(axes: sweep.axes.count)
    if needed > SobolSequence.mostDimensions {
      sampling?.note(
        "\(sweep.axes.count) axes need \(needed) coordinates; there are \(SobolSequence.mostDimensions)"
      )
    }
    if sweep.sampling == .grid {
      let places = cursor.member("axes")?.array(of: "axes") ?? []
      for (axis, place) in zip(sweep.axes, places) where axis.gridValues == nil {
        place.note(
          "a distribution has no end of values: give \"sampling\": {\"sobol\": …}, or \"values\"")
      }
    } else if sweep.axes.isEmpty {
      sampling?.note("there is no axis to be sampled: add \"axes\"")
    }
    if case .saltelli = sweep.sampling, !sweep.constraints.isEmpty || sweep.table != nil {
      sampling?.note(
        "the indices of Sobol' need all combinations: they go with no constraints and no table")
    }
  }
}

extension Sweep.Face {
  fileprivate static var shape: Shape<Self> {
    .object(
      Self(id: ""),
      [
        Field("id", .identifier, required: true, "Name of the face in tables.", \.id),
        Field(
          "surface", .text,
          "File of the scan, from the folder of the sweep; the atlas' own face when left out.",
          \.surface),
        Field(
          "landmarks", .text,
          "File of the landmarks of the scan; found from its shape when left out.", \.landmarks),
      ],
      rules: [
        .needs("landmarks", with: "surface", because: "landmarks need the surface that they lie on")
      ])
  }
}

extension Sweep.Table {
  fileprivate static var shape: Shape<Self> {
    struct Draft {
      var file: String?
      var columns: [SettingTable.Column] = []
    }
    let column = Shape<(name: String?, pointer: JSONPointer?)>.object(
      (nil, nil),
      [
        Field("column", .identifier, required: true, "Its name in the first line.") {
          $0.name = $1
        },
        Field("pointer", .pointer, required: true, SweepAxis.pointerHelp) { $0.pointer = $1 },
      ]
    ).map { draft -> SettingTable.Column? in
      guard let name = draft.name, let pointer = draft.pointer else { return nil }
      return SettingTable.Column(name: name, pointer: pointer)
    }
    return Shape<Draft>.object(
      Draft(),
      [
        Field(
          "file", .text, required: true,
          "Comma-separated, the first line names the columns; from the folder of the sweep.", \.file
        ),
        Field(
          "columns", .list(of: column, "columns", atLeast: 1).withUniqueIDs("columns", \.name),
          required: true,
          "Columns that are used, and where they go.", \.columns),
      ]
    ).map { draft in draft.file.map { Self(file: $0, columns: draft.columns) } }
  }
}

extension SweepAxis {
  fileprivate static let pointerHelp =
    "Where the value goes in the scenario, as a JSON Pointer: /steps/1/treat/energy_J."

  fileprivate static var shape: Shape<Self> {
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

  fileprivate static var shape: Shape<Self> {
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

extension Distribution {
  private static let numbers = -1e9...1e9
  private static let deviations = 1e-9...1e9

  fileprivate static var shape: Shape<Self> {
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

extension SweepSampling {
  fileprivate static var shape: Shape<Self> {
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
  fileprivate static var shape: Shape<Self> {
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

extension ResultSelection {
  fileprivate static var shape: Shape<Self> {
    let quantities = ZoneQuantity.all.map(\.column)
    let zones = ZoneSelection.names
    let measures = Measure.all.map(\.name)
    return .object(
      Self(),
      [
        Field(
          "steps", .list(of: .identifier, "steps"), "Steps of the scenario; all when left out.",
          \.steps),
        Field(
          "zones",
          .list(of: .name("zone", among: zones, listed: ZoneSelection.listedNames), "zones"),
          "Zones, groups of them, or face for all of it; all when left out.", \.zones),
        Field(
          "quantities", .list(of: .word(among: quantities), "quantities"),
          "Columns of zones.csv; displacement, lift and volume when left out.", \.quantities),
        Field(
          "measures", .list(of: .word(among: measures), "measures"),
          "Clinical measures; none when left out.", \.measures),
      ])
  }
}

extension RunLimits {
  fileprivate static var shape: Shape<Self> {
    .object(
      Self(),
      [
        Field(
          "memory_MB", .number(in: 100...1e6, unit: "MB"), "Of one worker; no limit when left out."
        ) { $0.memory = 1e6 * $1 },
        .quantity(
          "time_s", in: 0.1...1e6,
          "For one run, without what its face takes; no limit when left out.", \.time),
      ])
  }
}

extension Shape where Value == Int {
  /// A whole number in a range.
  fileprivate static func wholeNumber(in range: ClosedRange<Int>) -> Shape {
    Shape<Double>.number(in: Double(range.lowerBound)...Double(range.upperBound))
      .checked { if $0 != $0.rounded() { $1.note("\($0) is no whole number") } }.map { Int($0) }
  }
}

extension Shape where Value == [JSONTree] {
  /// A list of anything.
  fileprivate static var values: Shape {
    Shape(.list(.anything, atLeast: 1)) { cursor in
      guard let values = cursor.array(of: "values") else { return nil }
      if values.isEmpty { cursor.note("needs at least one value") }
      return values.map(\.tree)
    }
  }
}
