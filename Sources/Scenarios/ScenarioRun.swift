import Anatomy
import Assembly
import Solvers
import SparseAlgebra
import Tensors
import Treatments

/// What a scenario gave: fields, tables, and how they were had.
public struct ScenarioResult: Sendable {
  /// One step in equilibrium.
  public struct Step: Sendable {
    public var id: String
    public var action: StepAction
    /// What is in force: posture, load and stiffness.
    public var conditions: StepConditions
    /// Whether that is what was in force when the face was captured.
    public var isAsCaptured: Bool
    /// All forces of the load together, in N, in the frame of the head.
    public var loadForce: Vector3
    /// Displacement of every node from the face as captured, in m, in the frame of the head: the difference of
    /// two equilibria, so that it is zero where nothing has changed.
    public var displacements: [Vector3]
    /// What has become of the layers beyond the factors of the conditions.
    public var changedLayers: [TissueLayer: ChangedLayer]
    public var zones: [ZoneStatistics]
    public var history: [NewtonIteration]
    /// Smallest volume ratio at any quadrature point, det F or θ; 1 where nothing is compressed.
    public var minimumJ: Double
    /// The way there in time, of a step that lasts for some seconds.
    public var curve: StepCurve?
  }

  /// The way from one step to a later one.
  public struct Change: Sendable {
    public var from: String
    public var to: String
    public var displacements: [Vector3]
    public var zones: [ZoneStatistics]
  }

  public var scenario: Scenario
  public var prepared: PreparedFace
  public var rest: RecoveredRest
  public var steps: [Step]
  /// Each step after the first, relative to the first.
  public var changes: [Change]
  /// What probes found, in the order of their steps.
  public var probes: [ProbeOutcome] = []
  /// The clinical measures of all steps.
  public internal(set) var measures = MeasureSeries()
  /// How all of it changes with what is not known of the tissue; empty unless asked for.
  public var responses: [TissueResponse]
  /// How far every number may be off; nil unless asked for.
  public var errorBars: ErrorBars?
  /// Steps as years of ageing; empty unless asked for.
  public var equivalentYears: [EquivalentYears] = []
  /// What each term of ageing has to do with it; empty unless asked for.
  public var ageingShares: [AgeingShare] = []
  public var degreesOfFreedom: Int
  public var factorEntries: Double
  public var threads: Int
  public var clock: StageClock
}

/// Standard gravity in m/s².
public let standardGravity = 9.80665

extension Scenario {
  /// Computes the steps on a prepared face.
  ///
  /// First the shape is recovered that the face has without weight; each step is then an equilibrium of its own
  /// under what is in force in it (`StepConditions`): the solid is elastic, so the way there does not matter. What
  /// holds the tension of the skin in that shape acts in every step.
  ///
  /// - Parameters:
  ///   - prepared: the face.
  ///   - threads: for assembly; the linear algebra has its own (`BLASThreads`).
  ///   - clock: notes what each stage takes.
  ///   - states: where solutions are kept for a run that is interrupted; nil keeps none.
  ///   - wantsErrorBars: whether to find out how far the numbers may be off; equivalent years and shares of ageing come with
  ///     them alone.
  ///   - parameters: figures of the tissue whose `responses` are wanted without error bars; steps that last for some
  ///     seconds answer as the same load at rest does.
  ///   - watch: called after each iteration with the name of the step.
  /// - Returns: fields and tables of every step.
  /// - Throws: `RunFailure`.
  public func run(
    on prepared: PreparedFace, threads: Int, clock: StageClock, states: SolvedStates? = nil,
    wantsErrorBars: Bool = false, responsesTo parameters: [UncertainParameter] = [],
    watch: @escaping (_ step: String, NewtonIteration) -> Void = { _, _ in }
  ) throws(RunFailure) -> ScenarioResult {
    var clock = clock
    let solved = try SolvedFace(
      self, on: prepared, threads: threads, clock: &clock, states: states, watch: watch)
    return try solved.run(
      self, clock: clock, wantsErrorBars: wantsErrorBars, responsesTo: parameters, watch: watch)
  }
}
