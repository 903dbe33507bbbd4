import Anatomy
import Documents
import Scenarios

extension FittedTissue {
  /// What goes into a scenario: `{"tissue": …}`.
  ///
  /// Moduli with mean and standard deviation, of the zone that instruments have read, or of the whole face where postures
  /// count; strength and times of the relaxation where they were fitted for all layers alike, for a scenario knows no others.
  public var fragment: JSONTree {
    var layers: [String: JSONTree] = [:]
    var relaxation: [String: JSONTree] = [:]
    for parameter in parameters {
      switch parameter.parameter {
      case .modulus(let layer):
        let mean = 1e-3 * parameter.value
        layers[layer.rawValue] = .object([
          "shear_modulus_kPa": .object([
            "mean": .number(mean), "sd": .number(mean * parameter.deviation),
          ])
        ])
      case .relaxationStrength(nil): relaxation["strength_factor"] = .number(parameter.value)
      case .relaxationTimes(nil): relaxation["time_factor"] = .number(parameter.value)
      case .relaxationStrength(.some), .relaxationTimes(.some): break
      }
    }
    var tissue: [String: JSONTree] = [:]
    if isOfWholeFace {
      if !layers.isEmpty { tissue["layers"] = .object(layers) }
      layers = [:]
    }
    for (layer, thickness) in zone.readings.thicknesses {
      var entry = layers[layer.rawValue] ?? .object([:])
      entry["thickness_mm"] = .number(1e3 * thickness)
      layers[layer.rawValue] = entry
    }
    if !layers.isEmpty {
      tissue["zones"] = .object([zone.readings.zones.name: .object(layers)])
    }
    if !relaxation.isEmpty { tissue["relaxation"] = .object(relaxation) }
    return .object(["tissue": .object(tissue)])
  }

  /// Whether the moduli are those of the whole face.
  var isOfWholeFace: Bool { !zone.readings.postures.isEmpty }

  /// What the moduli are those of.
  var place: String { isOfWholeFace ? ZoneSelection.face.name : zone.name }

  /// Parameters for which a scenario has no place.
  public var withoutPlace: [CalibratedParameter] {
    parameters.map(\.parameter).filter { $0.ofAllLayers != nil }
  }

  /// A scenario with the estimates in it, in place of what it says of the same figures.
  ///
  /// - Parameter scenario: as it stands in its file.
  /// - Returns: as it would stand there.
  public func merged(into scenario: JSONTree) -> JSONTree { scenario.merged(with: fragment) }
}

extension JSONTree {
  /// Objects key by key; of anything else the other one.
  ///
  /// A reading gives way to the modulus that stands beside it.
  fileprivate func merged(with other: JSONTree) -> JSONTree {
    guard case .object(var members) = self, case .object(let others) = other else { return other }
    for (key, value) in others { members[key] = members[key]?.merged(with: value) ?? value }
    if others["shear_modulus_kPa"] != nil { members["reading"] = nil }
    return .object(members)
  }
}
