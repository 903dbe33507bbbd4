import Scenarios

/// The maps of all steps of a run.
struct StepMaps {
  /// One per step.
  private var maps: [SkinQuantity: [SkinMap]] = [:]

  /// Maps of displacements are cheap and always made, others where they are asked for.
  private static let always: [SkinQuantity] = [.lift, .displacement, .normal]

  /// - Throws: `RunFailure` where the face cannot be built with a figure of its tissue moved.
  init(_ result: ScenarioResult) throws(RunFailure) {
    let asked = result.scenario.maps.compactMap(\.quantity)
    for quantity in SkinQuantity.allCases where (Self.always + asked).contains(quantity) {
      for step in result.steps.indices {
        maps[quantity, default: []].append(try result.skinMap(quantity, ofStep: step))
      }
    }
  }

  /// The maps of a quantity, one per step.
  subscript(quantity: SkinQuantity) -> [SkinMap] { maps[quantity] ?? [] }

  /// All maps of a step.
  func all(ofStep number: Int) -> [SkinMap] {
    SkinQuantity.allCases.compactMap { maps[$0]?[number] }
  }
}
