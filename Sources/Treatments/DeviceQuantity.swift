import EnergyDevices

/// A figure of a session with an energy device.
public enum DeviceQuantity: String, CaseIterable, Sendable {
  case surfacePeak = "surface_peak_C"
  case peak = "peak_C"
  case lesionVolume = "lesion_mm3"
  /// Of one pulse.
  case delivered = "delivered_J"
  /// Of all pulses, passes and sessions together, on a unit of skin.
  case dose = "dose_J_per_cm2"

  /// The most of all zones that were treated, in the unit of the name; not a number where there is none.
  public func value(of session: PreparedSession) -> Double {
    session.zones.map { zone -> Double in
      let outcome = zone.outcome
      switch self {
      case .surfacePeak: return outcome.surfacePeak
      case .peak: return outcome.peak
      case .lesionVolume: return 1e9 * (outcome.lesion?.volume ?? 0)
      case .delivered: return outcome.delivered
      case .dose:
        let times = Double(session.session.passes * session.session.sessions)
        return 1e-4 * times * session.session.share * outcome.delivered / outcome.area
      }
    }.max() ?? .nan
  }
}
