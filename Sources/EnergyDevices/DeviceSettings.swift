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
