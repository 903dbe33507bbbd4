import Anatomy
import Scenarios

/// A figure of the tissue that readings can be fitted with, as a factor on what the preset and the subject give.
public enum CalibratedParameter: Hashable, Sendable, CaseIterable {
  /// Shear modulus at rest of a layer.
  case modulus(TissueLayer)
  /// G₀/G∞ − 1 of a layer; of all alike when nil.
  case relaxationStrength(TissueLayer?)
  /// All relaxation times of a layer; of all layers alike when nil.
  case relaxationTimes(TissueLayer?)

  private static let layers: [TissueLayer] = TissueLayer.allCases.reversed()

  public static let allCases: [CalibratedParameter] =
    moduli + [.relaxationStrength(nil), .relaxationTimes(nil)]
    + layers.flatMap { [.relaxationStrength($0), .relaxationTimes($0)] }

  /// What is fitted to postures alone where nothing else is said: a face at rest does not tell how it relaxes.
  public static let moduli: [CalibratedParameter] = layers.map { .modulus($0) }

  /// What is fitted where nothing else is said.
  public static let usual = moduli + [.relaxationStrength(nil), .relaxationTimes(nil)]

  /// As in files: `skin-modulus`, `relaxation-strength`, `skin-relaxation-times`.
  public var name: String {
    switch self {
    case .modulus(let layer): "\(layer.rawValue)-modulus"
    case .relaxationStrength(let layer):
      (layer.map { "\($0.rawValue)-" } ?? "") + "relaxation-strength"
    case .relaxationTimes(let layer): (layer.map { "\($0.rawValue)-" } ?? "") + "relaxation-times"
    }
  }

  public init?(name: String) {
    guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = found
  }

  /// Whose spread between people is its prior.
  var quantity: UncertainQuantity {
    switch self {
    case .modulus(let layer): .modulus(layer)
    case .relaxationStrength: .relaxationStrength
    case .relaxationTimes: .relaxationTimes
    }
  }

  var isModulus: Bool {
    switch self {
    case .modulus: true
    case .relaxationStrength, .relaxationTimes: false
    }
  }

  /// The same figure of all layers at once, with which it cannot be fitted; nil for a modulus or that figure itself.
  var ofAllLayers: CalibratedParameter? {
    switch self {
    case .relaxationStrength(.some): .relaxationStrength(nil)
    case .relaxationTimes(.some): .relaxationTimes(nil)
    case .modulus, .relaxationStrength(nil), .relaxationTimes(nil): nil
    }
  }

  /// Multiplies the figure.
  func scale(by factor: Double, moduli: inout [TissueLayer: Double], preset: inout TissuePreset) {
    switch self {
    case .modulus(let layer): moduli[layer, default: 1] *= factor
    case .relaxationStrength(let layer):
      preset.changeRelaxation(by: RelaxationChange(strength: factor, slowness: 1), of: layer)
    case .relaxationTimes(let layer):
      preset.changeRelaxation(by: RelaxationChange(strength: 1, slowness: factor), of: layer)
    }
  }
}
