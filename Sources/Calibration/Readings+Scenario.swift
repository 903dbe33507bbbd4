import Scenarios

extension Readings {
  /// The face and the tissue that the fit starts from, without steps.
  ///
  /// The mesh is the coarsest: what it gets wrong is far below what postures are read to, and instruments have meshes of
  /// their own.
  var scenario: Scenario {
    var scenario = Scenario(
      title: title, face: face, subject: subject, tissue: Scenario.Tissue(preset: preset),
      resolution: .preview, steps: [])
    scenario.tissue.skinTensionFactor = tensionFactor
    if !thicknesses.isEmpty {
      scenario.tissue.zones[zones] = thicknesses.mapValues {
        LayerEstimate(thickness: Estimate($0))
      }
    }
    return scenario
  }
}
