/// One number that the tables give for every zone.
public struct ZoneQuantity: Sendable {
  /// What it is, which decides how errors of the mesh and of the scan enter it.
  public enum Kind: Sendable {
    /// Of displacements, in m.
    case length
    /// Swept, in m³.
    case volume
    /// Of a length or an area to what it was: 1 where nothing happened.
    case ratio
    /// In Pa.
    case stress

    /// How many of the unit of the tables (mm, mL, 1, kPa) are one SI unit.
    public var perSIUnit: Double {
      switch self {
      case .length: 1e3
      case .volume: 1e6
      case .ratio: 1
      case .stress: 1e-3
      }
    }
  }

  /// Its name in `zones.csv`, the unit in it.
  public let column: String
  public let kind: Kind
  /// In SI units.
  public let value: @Sendable (ZoneStatistics) -> Double

  init(_ column: String, _ kind: Kind, _ value: @escaping @Sendable (ZoneStatistics) -> Double) {
    (self.column, self.kind, self.value) = (column, kind, value)
  }

  /// All that can be uncertain, in the order of the tables.
  public static let all = [
    ZoneQuantity("displacement_mean_mm", .length) { $0.mean },
    ZoneQuantity("displacement_p95_mm", .length) { $0.percentile95 },
    ZoneQuantity("displacement_max_mm", .length) { $0.maximum },
    ZoneQuantity("normal_mean_mm", .length) { $0.normal },
    ZoneQuantity("tangential_mean_mm", .length) { $0.tangential },
    ZoneQuantity("lift_mean_mm", .length) { $0.lift },
    ZoneQuantity("volume_change_mL", .volume) { $0.volumeChange },
    ZoneQuantity("along_gravity_mean_mm", .length) { $0.alongGravity },
    ZoneQuantity("displacement_rms_mm", .length) { $0.rootMeanSquare },
    ZoneQuantity("skin_area_ratio", .ratio) { $0.areaRatio },
    ZoneQuantity("skin_stretch_max", .ratio) { $0.largestStretch },
    ZoneQuantity("skin_tension_kPa", .stress) { $0.tension },
  ]
}
