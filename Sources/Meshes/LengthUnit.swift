/// A unit in which the positions of a file may be given.
public enum LengthUnit: String, CaseIterable, Codable, Sendable {
  case millimetres = "mm"
  case centimetres = "cm"
  case metres = "m"
  case inches = "in"

  /// How long one unit is, in m.
  public var metres: Double {
    switch self {
    case .millimetres: 1e-3
    case .centimetres: 1e-2
    case .metres: 1
    case .inches: 0.0254
    }
  }
}
