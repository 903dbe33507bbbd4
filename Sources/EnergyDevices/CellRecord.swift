/// An outcome as other programs read it: the unit stands in every name.
public struct CellRecord: Encodable, Sendable {
  private struct Layer: Encodable, Sendable {
    var name: String
    var thickness_mm, peak_C, denatured_fraction, removed_fraction, warmed_fraction: Double
  }
  private struct Depth: Encodable, Sendable {
    var depth_mm, peak_on_axis_C, peak_mean_C, denatured_fraction: Double
  }
  private struct Lesion: Encodable, Sendable {
    var volume_mm3, width_mm, length_mm, depth_mm: Double
  }
  private struct Crater: Encodable, Sendable {
    var volume_mm3, depth_mm, width_mm: Double
  }
  private struct Balance: Encodable, Sendable {
    var deposited_J, stored_J, to_surface_J, to_body_J, to_blood_J, missing_fraction: Double
  }

  private let device, kinetics: String
  private let settings: [String: Double]
  private let peak_C, peak_depth_mm, surface_before_C, surface_peak_C: Double
  private let delivered_J, area_mm2, followed_s: Double
  private let balance: Balance
  private let lesion: Lesion?
  private let crater: Crater?
  private let layers: [Layer]
  private let profile: [Depth]
  private let warnings, assumptions: [String]

  /// - Parameters:
  ///   - outcome: of the cell.
  ///   - cell: that was computed.
  public init(_ outcome: CellOutcome, of cell: DeviceCell) {
    (device, kinetics) = (cell.settings.card.name, cell.kinetics.rawValue)
    settings = Dictionary(
      uniqueKeysWithValues: cell.settings.values.map { ($0.key.rawValue, $0.value) })
    (peak_C, peak_depth_mm) = (outcome.peak, 1e3 * outcome.peakDepth)
    (surface_before_C, surface_peak_C) = (outcome.surfaceBefore, outcome.surfacePeak)
    (delivered_J, area_mm2) = (outcome.delivered, 1e6 * outcome.area)
    followed_s = outcome.duration
    balance = Balance(
      deposited_J: outcome.balance.deposited, stored_J: outcome.balance.stored,
      to_surface_J: outcome.balance.toSurface, to_body_J: outcome.balance.toBody,
      to_blood_J: outcome.balance.toBlood, missing_fraction: outcome.balance.relativeResidual)
    lesion = outcome.lesion.map {
      Lesion(
        volume_mm3: 1e9 * $0.volume, width_mm: 1e3 * $0.width, length_mm: 1e3 * $0.length,
        depth_mm: 1e3 * $0.depth)
    }
    crater = outcome.crater.map {
      Crater(volume_mm3: 1e9 * $0.volume, depth_mm: 1e3 * $0.depth, width_mm: 1e3 * $0.width)
    }
    layers = outcome.layers.map {
      Layer(
        name: $0.name, thickness_mm: 1e3 * $0.thickness, peak_C: $0.peak,
        denatured_fraction: $0.denatured, removed_fraction: $0.removed,
        warmed_fraction: $0.warmed)
    }
    profile = outcome.profile.map {
      Depth(
        depth_mm: 1e3 * $0.depth, peak_on_axis_C: $0.peakOnAxis, peak_mean_C: $0.peakMean,
        denatured_fraction: $0.denatured)
    }
    (warnings, assumptions) = (outcome.warnings, outcome.assumptions)
  }
}
