import Assembly
import Materials

/// How the relaxation of a person's tissue may differ from that of a preset: in all layers alike.
public struct RelaxationChange: Sendable, Equatable {
  /// On the instantaneous over the relaxed stiffness, less one.
  public var strength: Double
  /// On all times.
  public var slowness: Double

  public init(strength: Double, slowness: Double) {
    (self.strength, self.slowness) = (strength, slowness)
  }

  public static let none = RelaxationChange(strength: 1, slowness: 1)

  /// A region whose tissue differs so.
  func applied(_ region: SolidRegion) -> SolidRegion {
    guard self != .none, let series = region.relaxation else { return region }
    var changed = region
    changed.relaxation = series.changed(strength: strength, slowness: slowness)
    return changed
  }
}
