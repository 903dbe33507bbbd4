import Anatomy
import Foundation
import Meshes
import Treatments

/// What a scenario comes to before anything is computed: `turgor check`.
public struct ScenarioPlan: Sendable, Encodable {
  public struct Rule: Sendable, Equatable, Encodable {
    public var from: String
    public var rule: String
    public var source: String
    public var confidence: String
  }

  public struct Step: Sendable, Equatable, Encodable {
    public var id: String
    public var action: String
    /// What is in force in it.
    public var conditions: String
    /// Whether the face is as it was captured; nothing is solved then.
    public var is_as_captured: Bool
  }

  public var title: String
  /// nil for the atlas' own face.
  public var surface: String?
  public var captured: String
  public var subject_rules: [Rule]
  public var tissue: [TissueRow]
  public var steps: [Step]
  public var assumptions: [String]
  public var estimate: RunEstimate

  /// Works out a scenario.
  ///
  /// - Parameters:
  ///   - scenario: as read.
  ///   - meshes: the folder of the atlas.
  /// - Throws: the errors of the readers of the atlas, and `SessionError` for devices that cannot be set so.
  public init(_ scenario: Scenario, meshes: URL) throws {
    try scenario.checkSessions(in: meshes)
    let atlas = try AtlasFiles.atlas(in: meshes)
    let preset = try TissuePreset(named: scenario.tissue.preset.rawValue, in: meshes)
    let resolved = try scenario.resolvedTissue(
      preset, atlas: atlas, law: try AgeingLaw.read(in: meshes))
    let level = try scenario.resolution.surface(of: atlas, in: meshes)
    (title, surface) = (scenario.title, scenario.face.surface)
    captured = "\(scenario.face.captured)"
    subject_rules = resolved.rules.map(Rule.init)
    tissue = resolved.rows
    assumptions = resolved.preset.assumptions + resolved.assumptions
    let asCaptured = StepConditions(
      captured: scenario.face.captured, age: scenario.subject.ageInYears)
    var (conditions, met, steps) = (asCaptured, [asCaptured], [Step]())
    for step in scenario.steps {
      conditions.apply(step.action, to: resolved)
      steps.append(
        Step(
          id: step.id,
          action: "\(step.action)" + (step.duration.map { " for \($0.formatted3) s" } ?? ""),
          conditions: "\(conditions)",
          is_as_captured: step.duration == nil && conditions.areEquivalent(to: asCaptured)))
      if !met.contains(where: { $0.areEquivalent(to: conditions) }) { met.append(conditions) }
    }
    self.steps = steps
    let sheet = SkinSheet(level: level, atlas: atlas, bent: atlas.surface)
    estimate = RunEstimate(
      unknowns: sheet.equationCount(zones: resolved.zones.map(\.figures)),
      equilibria: met.count - 1, views: scenario.views.count, maps: scenario.maps.count,
      quality: scenario.quality,
      hasScan: scenario.face.surface != nil,
      probeCycles: scenario.steps.reduce(0) { sum, step in
        if case .probe(let probe) = step.action { sum + probe.timing.cycles } else { sum }
      }, timedSteps: scenario.steps.count { $0.duration != nil })
  }
}

extension ScenarioPlan.Rule {
  public init(_ rule: SubjectRule) {
    self.init(
      from: rule.name, rule: rule.about, source: rule.source, confidence: rule.confidence.rawValue)
  }
}
