import Anatomy
import Measures

/// The measures of a face as captured and in each step, with the norms that fit the person.
public struct MeasureSeries: Sendable {
  /// One measure on one side, in the unit of the measure.
  public struct Row: Sendable {
    public var measure: Measure
    public var side: Measure.Reading.Side
    /// nil where the face lacks what is needed.
    public var captured: Double?
    /// One per step.
    public var values: [Double?]
    public var norms: [Norm]

    /// What has changed since the capture.
    public func change(to value: Double?) -> Double? {
      guard let value, let captured else { return nil }
      return value - captured
    }

    /// Standard deviations above the mean of a norm, as captured.
    public func score(among norm: Norm) -> Double? {
      captured.map { norm.score(of: $0 / measure.unit.perSIUnit) }
    }
  }

  /// The names of the steps.
  public let steps: [String]
  public let rows: [Row]
  private typealias Readings = [(measure: Measure, reading: Measure.Reading)]
  private let captured: Readings
  /// One per step.
  private let states: [Readings]
  /// How unusual the proportions are; nil where the sex is not known or nothing has a norm.
  public let proportionIndex: ProportionIndex?

  /// Nothing measured yet.
  init() { (steps, rows, captured, states, proportionIndex) = ([], [], [], [], nil) }

  /// Measures all steps of a run.
  ///
  /// - Parameters:
  ///   - result: of the run.
  ///   - known: one on the same skin, measured; steps with its displacements are not measured again.
  init(_ result: ScenarioResult, known: ScenarioResult? = nil) {
    let prepared = result.prepared
    let captured = known?.measures.captured ?? Self.readings(of: prepared.measured())
    let states = result.steps.enumerated().map { i, step in
      if let known, known.steps[i].displacements == step.displacements {
        return known.measures.states[i]
      }
      return Self.readings(of: prepared.measured(displacedBy: step.displacements))
    }
    (self.captured, self.states) = (captured, states)
    let subject = result.scenario.subject
    let norms = prepared.norms.filter { $0.fits(sex: subject.sex, age: subject.ageInYears) }
    steps = result.steps.map(\.id)
    rows = captured.indices.map { i in
      let (measure, reading) = captured[i]
      return Row(
        measure: measure, side: reading.side, captured: reading.value,
        values: states.map { $0[i].reading.value },
        norms: norms.filter { $0.measure == measure.name })
    }
    proportionIndex =
      subject.sex == nil
      ? nil
      : ProportionIndex(scores: rows.flatMap { row in row.norms.compactMap(row.score(among:)) })
  }

  private static func readings(of face: MeasuredFace) -> Readings {
    let mirrored = face.mirrored
    return Measure.all.flatMap { measure in
      measure.readings(of: face, mirrored: mirrored).map { (measure, $0) }
    }
  }
}
