import Documents
import Scenarios

/// The sweep file: every key, what may stand there, what it is for.
extension Sweep {
  public static var shape: Shape<Sweep> {
    .object(
      Sweep(),
      [
        .schema(schema),
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
  static var shape: Shape<Self> {
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
  static var shape: Shape<Self> {
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
