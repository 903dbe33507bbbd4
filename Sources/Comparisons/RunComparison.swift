import Documents

/// Two finished runs side by side.
public struct RunComparison: Sendable {
  /// A number of one step and zone, such as `lift_mean_mm`, in the unit of its name.
  struct ZoneRow: Sendable {
    var step: String
    var zone: String
    var quantity: String
    var number: NumberDifference
  }

  /// A measure of the face in one step, in its unit.
  struct MeasureRow: Sendable {
    var step: String
    var measure: String
    var side: String
    var unit: String
    var number: NumberDifference
  }

  /// Whether the runs say how far they may be off.
  enum ErrorBars: String, Sendable, Encodable {
    case none
    case oneRunOnly = "one-run-only"
    case independent
    case oneFace = "one-face"
    /// Of one face, and both runs say how their numbers depend on its figures.
    case shared

    /// What that means, for people.
    var sentence: String {
      switch self {
      case .none: "no error bars in these runs"
      case .oneRunOnly: "error bars in one of the runs only: nothing is said of differences"
      case .independent:
        "± is a half-width at 95 %; of two faces, errors are taken as independent and added as squares"
      case .oneFace:
        "± is a half-width at 95 %; of one face, errors that both runs share are counted twice, so that "
          + "some differences that look too small may be real"
      case .shared:
        "± is a half-width at 95 %; of one face, figures that both runs are uncertain of are off by the same in both"
      }
    }
  }

  let a: RunRecord
  let b: RunRecord
  /// What was asked for differently, in plain words.
  let differences: [String]
  let isSameFace: Bool
  /// Steps of both, in the order of A.
  let steps: [String]
  /// Steps of one run that the other has not.
  let unmatched: (a: [String], b: [String])
  let errorBars: ErrorBars
  let zones: [ZoneRow]
  let measures: [MeasureRow]

  /// Columns of `zones.csv` that are compared.
  static let quantities = [
    "displacement_mean_mm", "displacement_p95_mm", "displacement_max_mm", "normal_mean_mm",
    "tangential_mean_mm", "lift_mean_mm", "volume_change_mL", "along_gravity_mean_mm",
    "displacement_rms_mm", "skin_area_ratio", "skin_stretch_max", "skin_tension_kPa",
  ]

  /// Compares two runs; differences are B − A.
  ///
  /// - Parameters:
  ///   - a: the run that is taken as reference.
  ///   - b: the other.
  /// - Throws: `DocumentError` where a table lacks a column or a number, or where no step has a partner.
  public init(_ a: RunRecord, _ b: RunRecord) throws(DocumentError) {
    (self.a, self.b) = (a, b)
    differences = CaseDifference(a: a.manifest, b: b.manifest).lines
    isSameFace = a.manifest.isSameFace(as: b.manifest)
    let (inA, inB) = (a.manifest.steps.map(\.id), b.manifest.steps.map(\.id))
    steps = inA.filter(inB.contains)
    unmatched = (inA.filter { !inB.contains($0) }, inB.filter { !inA.contains($0) })
    guard !steps.isEmpty else {
      throw DocumentError(
        file: b.path,
        "has the steps \(inB.joined(separator: ", ")), and \(a.path) has "
          + "\(inA.joined(separator: ", ")): runs are compared by steps of the same id")
    }
    let shared =
      isSameFace
      ? try SharedErrors(
        a.sensitivities, b.sensitivities, hasOneMesh: a.manifest.nodes == b.manifest.nodes) : nil
    zones = try Self.zoneRows(a, b, steps: steps, shared)
    measures = try Self.measureRows(a, b, steps: steps, shared)
    let bars = [a, b].map { $0.zones.columns.contains(Self.quantities[0] + "_95") }
    errorBars =
      bars == [true, true]
      ? (shared != nil ? .shared : isSameFace ? .oneFace : .independent)
      : bars == [false, false] ? .none : .oneRunOnly
  }

  private static func zoneRows(
    _ a: RunRecord, _ b: RunRecord, steps: [String], _ shared: SharedErrors?
  ) throws(DocumentError) -> [ZoneRow] {
    let inB = try rows(of: b.zones, by: ["step", "zone"])
    var result: [ZoneRow] = []
    for row in a.zones.rows {
      let key = [try row.text("step"), try row.text("zone")]
      guard steps.contains(key[0]), let other = inB[key] else { continue }
      for quantity in quantities {
        let number = try difference(
          row, other, column: quantity, shared, key: ["zones"] + key + [quantity])
        result.append(ZoneRow(step: key[0], zone: key[1], quantity: quantity, number: number))
      }
    }
    return result
  }

  private static func measureRows(
    _ a: RunRecord, _ b: RunRecord, steps: [String], _ shared: SharedErrors?
  ) throws(DocumentError) -> [MeasureRow] {
    let names = ["step", "measure", "side", "unit"]
    let inB = try rows(of: b.measures, by: names)
    var result: [MeasureRow] = []
    for row in a.measures.rows {
      var key: [String] = []
      for name in names { key.append(try row.text(name)) }
      guard steps.contains(key[0]), let other = inB[key] else { continue }
      let place = ["measures", key[0], "\(key[1]) \(key[2])", "value"]
      let number = try difference(row, other, column: "value", shared, key: place)
      result.append(
        MeasureRow(step: key[0], measure: key[1], side: key[2], unit: key[3], number: number))
    }
    return result
  }

  private static func rows(of table: ResultTable, by names: [String]) throws(DocumentError)
    -> [[String]: ResultTable.Row]
  {
    var found: [[String]: ResultTable.Row] = [:]
    for row in table.rows {
      var key: [String] = []
      for name in names { key.append(try row.text(name)) }
      found[key] = row
    }
    return found
  }

  private static func difference(
    _ a: ResultTable.Row, _ b: ResultTable.Row, column: String, _ shared: SharedErrors?,
    key: [String]
  ) throws(DocumentError) -> NumberDifference {
    var number = NumberDifference(
      try a.number(column), try b.number(column),
      bars: (try a.optionalNumber(column + "_95"), try b.optionalNumber(column + "_95")))
    if let shared, let bars = number.bars { number.sharedBar = try shared.bar(of: key, bars: bars) }
    return number
  }
}
