import Anatomy

/// A device as its maker or a paper describes it: what is fixed, what can be set and how far.
public struct DeviceCard: Sendable, Equatable, Hashable {
  /// A figure with its origin.
  public struct Figure: Sendable, Equatable, Hashable {
    /// In the unit of its name.
    public var value: Double
    /// What may be set instead, in the same unit; nil for a figure that is fixed.
    public var allowed: ClosedRange<Double>?
    public var source: String
    public var confidence: Confidence

    public init(
      value: Double, allowed: ClosedRange<Double>? = nil, source: String, confidence: Confidence
    ) {
      (self.value, self.allowed, self.source) = (value, allowed, source)
      self.confidence = confidence
    }
  }

  public var name: String
  public var deviceClass: DeviceClass
  /// How damage is counted for this device.
  public var kinetics: DamageKinetics
  /// What is taken for granted beside the figures, in plain sentences.
  public var assumptions: [String]
  /// All figures that the class asks for.
  public var figures: [DeviceFigure: Figure]

  public init(
    name: String, deviceClass: DeviceClass, kinetics: DamageKinetics, assumptions: [String],
    figures: [DeviceFigure: Figure]
  ) {
    (self.name, self.deviceClass, self.kinetics) = (name, deviceClass, kinetics)
    (self.assumptions, self.figures) = (assumptions, figures)
  }

  /// What can be set, in the order of the class.
  public var settings: [DeviceFigure] {
    deviceClass.figures.filter { figures[$0]?.allowed != nil }
  }
}
