import Documents

/// A figure that describes a device or is set on it; the name ends in its unit.
public enum DeviceFigure: String, CaseIterable, Codable, Sendable {
  case frequency = "frequency_MHz"
  case focalDepth = "focal_depth_mm"
  /// Focal length over aperture.
  case fNumber = "f_number"
  case energy = "energy_J"
  case onTime = "on_time_ms"
  case pointPitch = "point_pitch_mm"
  case lineSpacing = "line_spacing_mm"
  case power = "power_W"
  case tipArea = "tip_area_cm2"
  case coolant = "coolant_C"
  case contact = "contact_W_per_m2_K"
  case coolingBefore = "cooling_before_ms"
  case coolingAfter = "cooling_after_ms"
  /// How many needles share the power.
  case needles = "needles"
  case needleDepth = "needle_depth_mm"
  case exposedLength = "exposed_length_mm"
  case needleDiameter = "needle_diameter_mm"
  case needlePitch = "needle_pitch_mm"
  case holdTemperature = "hold_C"
  case holdTime = "hold_min"
  case pulseEnergy = "pulse_mJ"
  case spotDiameter = "spot_diameter_mm"
  /// Share of the skin that spots cover.
  case coverage = "coverage_percent"
  /// Of pure water.
  case waterAbsorption = "water_absorption_per_cm"
  /// Reduced scattering.
  case scattering = "scattering_per_cm"
  case ablationEnthalpy = "ablation_enthalpy_kJ_per_cm3"

  /// The unit in which the name ends; nil for a bare number.
  public var unit: QuantityUnit? { QuantityUnit(ofKey: rawValue) }

  /// What one of its unit is in SI.
  var factor: Double { unit?.factor ?? 1 }

  /// Outside of this range, in its unit, a figure is a slip of the pen: orders of magnitude beyond any device.
  public var plausible: ClosedRange<Double> {
    switch self {
    case .frequency: 0.1...50
    case .focalDepth: 0.5...20
    case .fNumber: 0.5...5
    case .energy: 1e-3...2000
    case .onTime: 1...2000
    case .pointPitch, .lineSpacing, .needlePitch: 0.2...20
    case .power: 0.1...1000
    case .tipArea: 0.1...100
    case .coolant: -60...60
    case .contact: 1...1e5
    case .coolingBefore, .coolingAfter: 0...60_000
    case .needles: 1...500
    case .needleDepth: 0.3...8
    case .exposedLength: 0.1...8
    case .needleDiameter: 0.05...1
    case .holdTemperature: 36...60
    case .holdTime: 0.1...120
    case .pulseEnergy: 0.1...1000
    case .spotDiameter: 0.02...2
    case .coverage: 0.5...60
    case .waterAbsorption: 0.1...20_000
    case .scattering: 0...1000
    case .ablationEnthalpy: 0.5...20
    }
  }
}
