import Foundation
import Probes
import Scenarios

/// What probes found, as `recoil.csv` and `recoil.json`.
struct RecoilReport: Encodable {
  struct Layer: Encodable {
    var name: String
    var thickness_mm: Double
    var shear_modulus_kPa: Double
    /// Of the instantaneous modulus; 0 where the layer is elastic.
    var relaxing_share: Double
  }
  struct Entry: Encodable {
    var step: String
    var action: String
    var zone: String
    var layers: [Layer]
    /// R0, R1, R3, R4, R8 and R9 in mm, the others without unit.
    var parameters: [String: Double]
    var excursion_max_mm: Double
    /// Null where the skin does not come back so far within the first cycle.
    var recovery_1_e_s: Double?
    var recovery_90_s: Double?
    var unrestored_energy: Double
    var force_max_N: Double
    var penetration_max_um: Double
    var unknowns: Int
    var time_steps: Int
    var newton_iterations: Int
  }

  var schema = "turgor.recoil/1"
  var definitions = Self.definitions
  var assumptions: [String]
  var probes: [Entry]

  /// 1/e.
  static let eth = exp(-1.0)

  static let definitions = [
    "U is how far the middle of the skin has moved since the beginning: out under suction, in under an indenter",
    "Ue: U 0.1 s after the load begins; Uf: at the release; Uv = Uf - Ue; Ur = Uf - U 0.1 s after the release; Ua = Uf - U "
      + "at the end of the first cycle",
    "R0 = Uf, R1 = Uf - Ua, R2 = Ua/Uf, R3 = U at the last release, R4 = U at the end, R5 = Ur/Ue, R6 = Uv/Ue, "
      + "R7 = Ur/Uf, R8 = Ua, R9 = R3 - R0",
    "unrestored energy: part of the work under the curve of load over U that the first cycle does not give back",
  ]

  init?(_ result: ScenarioResult) {
    guard !result.probes.isEmpty else { return nil }
    assumptions = result.probeAssumptions
    probes = result.probes.map(Entry.init)
  }

  /// Three significant digits, with a true minus sign.
  static func short(_ value: Double) -> String {
    let size = abs(value)
    let text =
      size > 0 && size < 1e-4
      ? String(format: "%.2e", value) : String(format: size < 1000 ? "%.3g" : "%.0f", value)
    return text.replacing("-", with: "−")
  }

  /// One row for each point of each curve.
  static func table(_ probes: [ProbeOutcome]) -> String {
    var lines = ["step,time_s,pressure_mbar,force_N,uplift_mm"]
    for outcome in probes {
      var isSuction = false
      if case .suction = outcome.probe.test { isSuction = true }
      for point in outcome.run.curve.points {
        let load = String(format: "%.6g", isSuction ? 1e-2 * point.load : point.load)
        let uplift = (isSuction ? 1e3 : -1e3) * point.excursion
        lines.append(
          "\(outcome.step),\(String(format: "%.6g", point.time)),\(isSuction ? load : ""),"
            + "\(isSuction ? "" : load),\(String(format: "%.6f", uplift == 0 ? 0 : uplift))")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension RecoilReport.Entry {
  init(_ outcome: ProbeOutcome) {
    let (run, curve) = (outcome.run, outcome.run.curve)
    step = outcome.step
    action = "\(outcome.probe)"
    zone = outcome.zone
    layers = outcome.tissue.layers.reversed().map { layer in
      RecoilReport.Layer(
        name: layer.name, thickness_mm: 1e3 * layer.thickness,
        shear_modulus_kPa: 1e-3 * layer.material.shearModulus,
        relaxing_share: 1 - (layer.relaxation?.relaxedShare ?? 1))
    }
    parameters = Dictionary(
      uniqueKeysWithValues: curve.parameters.all.map {
        ($0.name, $0.isLength ? 1e3 * $0.value : $0.value)
      })
    excursion_max_mm = 1e3 * curve.maximum
    recovery_1_e_s = curve.recoveryTime(to: RecoilReport.eth)
    recovery_90_s = curve.recoveryTime(to: 0.1)
    unrestored_energy = curve.unrestoredEnergy
    force_max_N = run.largestForce
    penetration_max_um = 1e6 * run.deepest
    (unknowns, time_steps, newton_iterations) = (run.unknowns, run.steps, run.iterations)
  }
}

extension ScenarioResult {
  /// What probes take for granted, in words; nothing where there is none.
  var probeAssumptions: [String] {
    guard !probes.isEmpty else { return [] }
    return prepared.tissue.preset.relaxationAssumptions + [
      "probes: flat layers of the zone, the same in all directions; structures of the deep layer and ligaments are "
        + "left out",
      "probes: skin slides along the instrument without friction, and what does not touch is free",
      "probes: the ring of a suction cup is 2 mm wide unless the scenario says so, its edges rounded with a tenth of the "
        + "radius of the opening",
      "probes: suction acts along the normal of the skin at rest, which leaves out how the bulge turns it",
      "probes: the outer edge of the block is fixed; that changes the rise by less than 1 %",
      "probes: loads come and go within 0.05 s unless the scenario says so",
    ]
  }
}
