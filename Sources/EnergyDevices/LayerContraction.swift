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

extension LayerContraction {
  /// A part s of the way to another one, linear; s may lie beyond 0 and 1.
  public func towards(_ other: LayerContraction, part s: Double) -> LayerContraction {
    func mixed(_ value: KeyPath<LayerContraction, Double>) -> Double {
      self[keyPath: value] + s * (other[keyPath: value] - self[keyPath: value])
    }
    return LayerContraction(
      layer: layer, denatured: mixed(\.denatured), stimulus: mixed(\.stimulus),
      areaFactor: mixed(\.areaFactor), thicknessFactor: mixed(\.thicknessFactor),
      stiffnessFactor: mixed(\.stiffnessFactor))
  }
}
