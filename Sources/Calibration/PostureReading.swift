import Anatomy
import Scenarios

extension Readings {
  /// How far the skin of some zones has gone from one posture to another.
  public struct PostureReading: Sendable, Equatable {
    /// A mean over the area of the skin.
    public enum Quantity: String, CaseIterable, Sendable {
      /// Length of the displacement.
      case displacement
      /// Towards the crown of the head.
      case lift
      /// Along the outward normal of the skin.
      case normal

      func value(_ zone: ZoneStatistics) -> Double {
        switch self {
        case .displacement: zone.mean
        case .lift: zone.lift
        case .normal: zone.normal
        }
      }
    }

    public var id: String
    public var start: Scenario.Posture
    public var end: Scenario.Posture
    public var zones: ZoneSelection
    public var quantity: Quantity
    /// In m, with one standard deviation.
    public var (value, deviation): (Double, Double)

    public init(
      id: String, from start: Scenario.Posture, to end: Scenario.Posture, zones: ZoneSelection,
      _ quantity: Quantity, value: Double, deviation: Double
    ) {
      (self.id, self.start, self.end, self.zones) = (id, start, end, zones)
      (self.quantity, self.value, self.deviation) = (quantity, value, deviation)
    }
  }
}
