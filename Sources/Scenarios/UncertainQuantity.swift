import Anatomy
import Treatments

/// What of the tissue is not known exactly.
public enum UncertainQuantity: Hashable, Sendable, CaseIterable {
  case modulus(TissueLayer)
  case thickness(TissueLayer)
  /// Of the masseter, which stands in the deep layer in place of fat.
  case muscleModulus
  /// Of the springs that stand for what is behind the modelled tissue.
  case backingStiffness
  case skinTension
  case ligamentStiffness
  /// G₀/G∞ − 1 of all layers; seen only by steps that last for some seconds, as are the times.
  case relaxationStrength
  case relaxationTimes
  /// By what factor devices contract tissue more than their calibration says.
  case deviceContraction
  /// With what muscles pull at rest; seen only where toxin relaxes one.
  case muscleTone
  /// How fast the face ages in one way.
  case ageing(AgeingTerm)

  /// Those of the face as it was captured.
  public static let allCases: [UncertainQuantity] =
    TissueLayer.allCases.reversed().map { .modulus($0) } + [.muscleModulus]
    + TissueLayer.allCases.reversed().map { .thickness($0) }
    + [
      .backingStiffness, .skinTension, .ligamentStiffness, .relaxationStrength, .relaxationTimes,
      .deviceContraction, .muscleTone,
    ]

  /// As in files: `superficial-fat-modulus`.
  public var name: String {
    switch self {
    case .modulus(let layer): "\(layer.rawValue)-modulus"
    case .thickness(let layer): "\(layer.rawValue)-thickness"
    case .muscleModulus: "muscle-modulus"
    case .backingStiffness: "backing-stiffness"
    case .skinTension: "skin-tension"
    case .ligamentStiffness: "ligament-stiffness"
    case .relaxationStrength: "relaxation-strength"
    case .relaxationTimes: "relaxation-times"
    case .deviceContraction: "device-contraction"
    case .muscleTone: "muscle-tone"
    case .ageing(let term): "ageing-\(term.rawValue)"
    }
  }
}

extension UncertainQuantity {
  /// Multiplies it in what a face is made from.
  ///
  /// - Parameters:
  ///   - factor: positive.
  ///   - recipe: of the face.
  ///   - zones: the numbers of the zones in which; everywhere, beyond the cut rim as well, when nil.
  func scale(by factor: Double, in recipe: inout FaceRecipe, zones: Set<Int>?) {
    switch self {
    case .modulus(let layer): recipe.stiffen(layer, by: factor, in: zones)
    case .thickness(let layer):
      recipe.tissue = recipe.tissue.thickened(layer, by: factor - 1, in: zones)
    case .muscleModulus:
      for i in recipe.deepAnatomy.structures.indices {
        recipe.deepAnatomy.structures[i].shearModulus *= factor
      }
    case .backingStiffness: recipe.stiffenBacking(by: factor)
    case .skinTension: recipe.tensionFactor *= factor
    case .ligamentStiffness: recipe.ligamentFactor *= factor
    // Ageing and treatments are no part of the body as captured.
    case .ageing, .deviceContraction, .muscleTone: break
    // At rest they are not seen; `TimedResponses` follows the steps in time anew.
    case .relaxationStrength, .relaxationTimes: break
    }
  }

  /// How the relaxation differs where this is multiplied by `factor`; nil for what is seen at rest.
  func relaxation(scaledBy factor: Double) -> RelaxationChange? {
    switch self {
    case .relaxationStrength: RelaxationChange(strength: factor, slowness: 1)
    case .relaxationTimes: RelaxationChange(strength: 1, slowness: factor)
    case .modulus, .thickness, .muscleModulus, .backingStiffness, .skinTension, .ligamentStiffness,
      .deviceContraction, .muscleTone, .ageing:
      nil
    }
  }
}

extension FaceRecipe {
  fileprivate mutating func stiffen(_ layer: TissueLayer, by factor: Double, in zones: Set<Int>?) {
    guard let zones else {
      if let material = layers[layer]?.material {
        layers[layer]?.material = material.scaled(by: factor)
      }
      return
    }
    var factors = stiffness[layer] ?? Array(repeating: 1, count: self.zones.count)
    for zone in zones { factors[zone] *= factor }
    stiffness[layer] = factors
  }

  fileprivate mutating func stiffenBacking(by factor: Double) {
    for i in zones.indices { zones[i].support = zones[i].support.scaled(by: factor) }
    for i in deepAnatomy.structures.indices {
      let support = deepAnatomy.structures[i].support
      deepAnatomy.structures[i].support = support.scaled(by: factor)
    }
  }
}

extension TissuePreset.Support {
  fileprivate func scaled(by factor: Double) -> TissuePreset.Support {
    switch self {
    case .bone: .bone
    case .elastic(let normal, let tangential):
      .elastic(normal: factor * normal, tangential: factor * tangential)
    }
  }
}
