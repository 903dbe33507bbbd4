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
  case millisecond = "ms"
  case minute = "min"
  case megahertz = "MHz"
  case watt = "W"
  case millijoule = "mJ"
  case squareCentimetre = "cm2"
  case perCentimetre = "per_cm"
  case perSecond = "per_s"
  case kilojoulePerCubicCentimetre = "kJ_per_cm3"
  case kilogramPerCubicMetre = "kg_per_m3"
  case joulePerKilogramKelvin = "J_per_kg_K"
  case wattPerMetreKelvin = "W_per_m_K"
  case wattPerSquareMetreKelvin = "W_per_m2_K"
  case wattPerCubicMetre = "W_per_m3"
  case siemensPerMetre = "S_per_m"
  case neperPerMetre = "Np_per_m"

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
    case .squareCentimetre: "cm²"
    case .perCentimetre: "1/cm"
    case .perSecond: "1/s"
    case .kilojoulePerCubicCentimetre: "kJ/cm³"
    case .kilogramPerCubicMetre: "kg/m³"
    case .joulePerKilogramKelvin: "J/(kg K)"
    case .wattPerMetreKelvin: "W/(m K)"
    case .wattPerSquareMetreKelvin: "W/(m² K)"
    case .wattPerCubicMetre: "W/m³"
    case .siemensPerMetre: "S/m"
    case .neperPerMetre: "Np/m"
    case .millimetre, .pascal, .kilopascal, .millilitre, .second, .day, .year, .joule, .millibar,
      .newton, .millisecond, .minute, .megahertz, .watt, .millijoule:
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
    case .millibar, .perCentimetre: 100
    case .millisecond, .millijoule: 1e-3
    case .minute: 60
    case .megahertz: 1e6
    case .squareCentimetre: 1e-4
    case .kilojoulePerCubicCentimetre: 1e9
    case .pascal, .second, .year, .joule, .degreeCelsius, .metrePerSecond, .newton, .watt,
      .perSecond, .kilogramPerCubicMetre, .joulePerKilogramKelvin, .wattPerMetreKelvin,
      .wattPerSquareMetreKelvin, .wattPerCubicMetre, .siemensPerMetre, .neperPerMetre:
      1
    }
  }
}
