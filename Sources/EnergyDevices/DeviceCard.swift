import Anatomy
import Documents

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

/// Why a setting was refused.
public enum DeviceSettingError: Error, Equatable, Sendable, CustomStringConvertible {
  /// No such setting; with the name, the device and what can be set.
  case unknown(String, device: String, settings: [String])
  /// The device fixes it.
  case fixed(String, device: String, value: Double)
  case outOfRange(
    String, device: String, found: Double, allowed: ClosedRange<Double>, source: String)
  /// Two figures exclude each other, or the tissue cannot be treated so; in words.
  case impossible(device: String, String)

  public var description: String {
    switch self {
    case .unknown(let key, let device, let settings):
      "\(device): \"\(key)\" cannot be set; there are \(allowedWords(settings, near: key))"
    case .fixed(let key, let device, let value):
      "\(device): \(key) is fixed at \(plain(value)) and cannot be set"
    case .outOfRange(let key, let device, let found, let allowed, let source):
      "\(device): \(key) = \(plain(found)) is outside \(plain(allowed.lowerBound)) to "
        + "\(plain(allowed.upperBound)) (\(source))"
    case .impossible(let device, let reason): "\(device): \(reason)"
    }
  }
}

/// A number without a needless ".0".
func plain(_ number: Double) -> String {
  number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
}

/// A device with every figure decided.
public struct DeviceSettings: Sendable, Equatable, Hashable {
  public let card: DeviceCard
  /// In the units of their names.
  public let values: [DeviceFigure: Double]

  /// - Parameters:
  ///   - card: of the device.
  ///   - overrides: settings by name, in the unit of the name; what is not there stays at its default.
  /// - Throws: `DeviceSettingError` for a name that cannot be set, or a value outside its range.
  public init(card: DeviceCard, overrides: [String: Double] = [:]) throws(DeviceSettingError) {
    self.card = card
    var values = card.figures.mapValues(\.value)
    for (key, value) in overrides.sorted(by: { $0.key < $1.key }) {
      guard let figure = DeviceFigure(rawValue: key), let own = card.figures[figure] else {
        throw .unknown(key, device: card.name, settings: card.settings.map(\.rawValue))
      }
      guard let allowed = own.allowed else {
        throw .fixed(key, device: card.name, value: own.value)
      }
      guard allowed.contains(value) else {
        throw .outOfRange(
          key, device: card.name, found: value, allowed: allowed, source: own.source)
      }
      values[figure] = value
    }
    self.values = values
  }

  /// A figure in SI units, temperatures in °C; the card has every figure of its class.
  public subscript(figure: DeviceFigure) -> Double {
    guard let value = values[figure] else {
      preconditionFailure("\(card.deviceClass.rawValue) has no \(figure.rawValue)")
    }
    return value * figure.factor
  }

  /// Figures of low confidence, in plain sentences: what a result rests on.
  public var assumptions: [String] {
    card.assumptions
      + card.deviceClass.figures.compactMap { figure in
        guard let own = card.figures[figure], own.confidence == .low,
          let value = values[figure]
        else { return nil }
        return "\(figure.rawValue) = \(plain(value)) is an assumption: \(own.source)"
      }
  }
}
