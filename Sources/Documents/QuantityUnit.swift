/// The units in which quantities stand in a document; every key ends in the one of its number.
public enum QuantityUnit: String, CaseIterable, Sendable {
  case millimetre = "mm"
  case pascal = "Pa"
  case kilopascal = "kPa"
  case millilitre = "mL"
  case degree = "deg"
  case second = "s"
  case day = "days"
  case year = "years"
  case percent
  case joule = "J"
  case degreeCelsius = "C"
  case metrePerSecond = "m_per_s"
  case millibar = "mbar"
  case newton = "N"

  /// The unit in which a key ends, as `mm` in `edge_mm`; the longest that fits.
  public init?(ofKey key: String) {
    let fitting = Self.allCases.filter { key.hasSuffix("_" + $0.rawValue) }
    guard let unit = fitting.max(by: { $0.rawValue.count < $1.rawValue.count }) else { return nil }
    self = unit
  }

  /// A key without its unit.
  static func stem(ofKey key: String) -> String {
    QuantityUnit(ofKey: key).map { String(key.dropLast($0.rawValue.count + 1)) } ?? key
  }

  /// The unit as it stands in messages.
  public var symbol: String {
    switch self {
    case .degree: "°"
    case .percent: "%"
    case .degreeCelsius: "°C"
    case .metrePerSecond: "m/s"
    case .millimetre, .pascal, .kilopascal, .millilitre, .second, .day, .year, .joule, .millibar,
      .newton:
      rawValue
    }
  }

  /// What a number of this unit is multiplied by to be in SI units.
  ///
  /// Years and degrees Celsius stay as they are: ages are counted, not measured, and heat equations
  /// work with differences.
  public var factor: Double {
    switch self {
    case .millimetre: 1e-3
    case .kilopascal: 1e3
    case .millilitre: 1e-6
    case .degree: .pi / 180
    case .day: 86_400
    case .percent: 1e-2
    case .millibar: 100
    case .pascal, .second, .year, .joule, .degreeCelsius, .metrePerSecond, .newton: 1
    }
  }
}
