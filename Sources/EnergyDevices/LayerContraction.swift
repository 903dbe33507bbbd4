import Anatomy

/// What a layer has become.
public struct LayerContraction: Sendable, Equatable {
  public var layer: TissueLayer
  /// F, of the last session.
  public var denatured: Double
  /// Share of the layer that was denatured or at least warmed to 41 °C: where remodelling may follow.
  public var stimulus: Double
  /// Area in the plane over that before.
  public var areaFactor: Double
  /// Thickness over that before: the volume stays.
  public var thicknessFactor: Double
  /// Stiffness over that before; collagen of earlier sessions is taken for replaced.
  public var stiffnessFactor: Double
}
