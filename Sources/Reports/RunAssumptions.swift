import Scenarios

extension ScenarioResult {
  /// What was taken for granted, each with its source where there is one.
  var assumptions: [String] {
    let (figures, told) = (prepared.tissue, scenario.tissue)
    let hasLigaments = told.ligamentFactor > 0
    let ligaments = prepared.ligaments.filter { hasLigaments && $0.confidence == .low }
    return figures.preset.assumptions + figures.assumptions + prepared.deepAnatomy.assumptions
      + figures.rules.filter { $0.confidence == .low }.map {
        "\($0.name): \($0.about); \($0.source)"
      }
      + (leftOut.isEmpty ? [] : ["left out: " + leftOut.joined(separator: ", ")])
      + figures.preset.tensionAssumptions(factor: told.skinTensionFactor)
      + (steps.contains { $0.curve != nil } ? figures.preset.relaxationAssumptions : [])
      + ligaments.map { "ligament \($0.name): \($0.source)" }
      + prepared.sessions.flatMap(\.assumptions) + probeAssumptions + ageingAssumptions
      + changeAssumptions + MeasureReport.assumptions
      + (ErrorBarReport(self)?.assumptions ?? [])
  }

  /// How the face ages, where it does; each term that counts with its source.
  private var ageingAssumptions: [String] {
    guard steps.contains(where: { $0.conditions.yearsAged != 0 }), let ageing = prepared.ageing
    else {
      return steps.contains { $0.conditions.time != 0 } && scenario.subject.ageInYears == nil
        ? ["the age is not given: time passes without ageing"] : []
    }
    let terms = prepared.ageingTerms.map { "ageing, \($0.rawValue): \(ageing.law[$0].source)" }
    let bones =
      prepared.ageingTerms.contains(.bone)
      ? ageing.law.recessions.map { "bone, \($0.name): \($0.source)" } : []
    return terms + bones
      + [
        "ageing is linear in decades and the same for everybody of one sex but for what the subject says",
        "fat by the preset \(ageing.preset.rawValue)",
      ]
  }

  /// Figures of changes that are the program's and not the author's.
  private var changeAssumptions: [String] {
    let told = scenario.steps.flatMap { step -> [String] in
      switch step.action {
      case .change(let zones): zones.values.flatMap { $0.values.compactMap(\.assumption) }
      case .treat(let treatment): treatment.assumptions
      case .posture, .load, .elasticity, .probe, .wait, .age: []
      }
    }
    return Array(Set(told)).sorted()
  }

  /// Parts of the model that the scenario does not switch on.
  private var leftOut: [String] {
    let told = scenario.tissue
    return [
      told.ligamentFactor > 0 ? nil : "retaining ligaments",
      told.skinTensionFactor > 0 ? nil : "skin tension",
      told.hasGlidingPlanes ? nil : "gliding planes",
    ].compactMap(\.self)
  }
}
