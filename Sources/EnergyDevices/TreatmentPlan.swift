/// What a device does to a block of tissue, made ready for the heat equation.
struct TreatmentPlan {
  var block: HeatedBlock
  /// The slab of each cell; nil for what is no tissue, such as a needle or a crater.
  var slabOfCell: [Int?]
  /// What touches the surface at rest, and after the treatment.
  var air: [SurfaceExchange]
  var phases: [HeatPhase]
  /// The piece of skin in m² that one pulse stands for.
  var area: Double
  /// What the device gave, in J.
  var delivered: Double
  /// Of a crater in m³, and its depth and width in m.
  var crater: Crater?
  /// In plain sentences.
  var warnings: [String] = []
  var assumptions: [String] = []
}

/// Tissue that a laser has removed.
public struct Crater: Sendable, Equatable {
  /// In m³.
  public var volume: Double
  /// In m.
  public var depth, width: Double
}
