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

  /// The unit in which a key ends, as `mm` in `edge_mm`.
  public init?(ofKey key: String) {
    guard let underscore = key.lastIndex(of: "_") else { return nil }
    self.init(rawValue: String(key[key.index(after: underscore)...]))
  }

  /// The unit as it stands in messages.
  public var symbol: String {
    switch self {
    case .degree: "°"
    case .percent: "%"
    case .degreeCelsius: "°C"
    case .millimetre, .pascal, .kilopascal, .millilitre, .second, .day, .year, .joule: rawValue
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
    case .pascal, .second, .year, .joule, .degreeCelsius: 1
    }
  }
}
