/// How a device brings heat into tissue.
public enum DeviceClass: String, CaseIterable, Codable, Sendable {
  case focusedUltrasound = "focused-ultrasound"
  /// Pulses through a cooled tip, the return far away.
  case monopolarRadiofrequency = "monopolar-radiofrequency"
  /// Needles of alternating polarity in the skin.
  case needleRadiofrequency = "needle-radiofrequency"
  /// A tip that keeps the skin at a temperature for minutes.
  case heldRadiofrequency = "held-radiofrequency"
  case ablativeLaser = "ablative-laser"
  case nonAblativeLaser = "non-ablative-laser"

  /// What a card of this class has to give, fixed or to be set.
  public var figures: [DeviceFigure] {
    switch self {
    case .focusedUltrasound:
      [.frequency, .focalDepth, .fNumber, .energy, .onTime, .pointPitch, .lineSpacing]
    case .monopolarRadiofrequency:
      [
        .frequency, .power, .energy, .tipArea, .coolant, .contact, .coolingBefore, .coolingAfter,
      ]
    case .needleRadiofrequency:
      [
        .frequency, .power, .onTime, .needles, .needleDepth, .exposedLength, .needleDiameter,
        .needlePitch,
      ]
    case .heldRadiofrequency:
      [.frequency, .tipArea, .holdTemperature, .holdTime, .coolant, .contact]
    case .ablativeLaser:
      [.pulseEnergy, .onTime, .spotDiameter, .coverage, .waterAbsorption, .ablationEnthalpy]
    case .nonAblativeLaser:
      [.pulseEnergy, .onTime, .spotDiameter, .coverage, .waterAbsorption, .scattering]
    }
  }
}
