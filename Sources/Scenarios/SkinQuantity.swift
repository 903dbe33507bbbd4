/// A number of every place of the skin, as maps show it.
public enum SkinQuantity: String, CaseIterable, Sendable {
  /// Displacement against the gravity of the upright head.
  case lift
  /// Length of the displacement.
  case displacement
  /// Displacement along the outward normal of the face as captured.
  case normal
  /// Largest principal stretch of the skin, less 1.
  case stretch
  /// First principal stress along the skin.
  case tension

  /// How errors of the scan enter it.
  var kind: ZoneQuantity.Kind {
    switch self {
    case .lift, .displacement, .normal: .length
    case .stretch: .ratio
    case .tension: .stress
    }
  }

  /// Unit of maps.
  public var unit: String {
    switch kind {
    case .length: "mm"
    case .ratio: "%"
    case .stress: "kPa"
    case .volume: "mL"
    }
  }

  /// How many units of maps are one SI unit.
  var perSIUnit: Double { kind == .ratio ? 100 : kind.perSIUnit }

  /// Whether it may be negative: zero is in the middle of its colours.
  public var isSigned: Bool { self != .displacement }

  /// Its name in files, the unit in it.
  public var column: String { rawValue + "_" + (unit == "%" ? "percent" : unit) }
}
