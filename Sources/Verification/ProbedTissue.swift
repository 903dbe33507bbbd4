import Anatomy
import Materials
import Probes
import Scenarios

/// A set of figures for tissue under a probe: the shipped preset, or one thing in it changed.
struct ProbedTissue: Sendable {
  var name: String
  var layers: [TissueLayer: TissuePreset.Layer]
  /// On the tension of the skin.
  var tensionFactor = 0.0
  let preset: TissuePreset

  /// What is judged, and what is shown beside it.
  ///
  /// Hendriks' skin is W = C₁₀(I₁ − 3) + C₁₁(I₁ − 3)(I₂ − 3) with C₁₀ = 9.4 kPa and C₁₁ = 82 kPa, fitted to suction
  /// of the forearm through 6 mm (materials M021, M022, second-hand).
  static func all(_ preset: TissuePreset) -> [ProbedTissue] {
    let shipped = ProbedTissue(name: "preset as shipped", layers: preset.layers, preset: preset)
    var taut = shipped
    taut.name = "preset, skin_tension_factor 1"
    taut.tensionFactor = 1
    var suction = shipped
    suction.name = "preset, skin after Hendriks 2003"
    suction.layers[.skin]?.material = .mooneyRivlin(
      c10: 9.4e3, c01: 0, c11: 82e3, bulkModulus: preset.bulkToShear * 18.8e3)
    return [shipped, taut, suction]
  }

  /// The layers of a zone.
  func tissue(of zone: String) throws -> LayeredTissue {
    guard let figures = preset.zone(named: zone) else {
      preconditionFailure("no zone \(zone)")
    }
    return try LayeredTissue(figures, layers: layers, tensionFactor: tensionFactor)
  }
}
