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
      + probeAssumptions + MeasureReport.assumptions + (ErrorBarReport(self)?.assumptions ?? [])
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
