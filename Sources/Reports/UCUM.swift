import Measures

/// A unit as clinic systems know it.
///
/// - Source: G. Schadow & C. J. McDonald, *The Unified Code for Units of Measure* (2017), case-sensitive codes.
struct UCUM {
  var code: String
  /// As people read it.
  var shown: String

  static let length = UCUM(code: "mm", shown: "mm")
  static let volume = UCUM(code: "mL", shown: "mL")
  static let stress = UCUM(code: "kPa", shown: "kPa")
  static let ratio = UCUM(code: "1", shown: "1")

  /// The numbers in the tables have four decimals; so have these.
  func quantity(_ value: Double) -> FHIR.Quantity {
    FHIR.Quantity(value: rounded(value, 1e-4), unit: shown, code: code)
  }
}

extension UCUM {
  init(_ unit: Measure.Unit) {
    switch unit {
    case .millimetres: self = .length
    case .squareMillimetres: self.init(code: "mm2", shown: "mm²")
    case .degrees: self.init(code: "deg", shown: "°")
    }
  }
}
