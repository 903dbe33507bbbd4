import Anatomy

/// A volume that is put into one layer under one or several places of the skin.
///
/// The layer grows there, the same in all directions, so that ∫ (det Fg − 1) dV is the volume that is there of it; the
/// modulus of what is now in a cell is the geometric mean of tissue and product, weighted with their volumes.
public struct Injection: Sendable, Equatable {
  /// How it is laid.
  public enum Technique: String, Sendable {
    /// In one heap under the place.
    case bolus
    /// Evenly under the whole zone.
    case fan
  }

  public var substance: Injectable
  public var place: SkinPlace
  public var layer: TissueLayer
  /// At each place, in m³.
  public var volume: Double
  public var technique = Technique.bolus
  /// Of a heap, in m: (1 − d²/r²)² of its middle at the distance d along the skin.
  public var radius = Injection.radius

  /// A heap of 1 mL in fat of 5 mm then swells its middle to 2.3 times its volume, well short of the five times that a cell
  /// may take.
  public static let radius = 12e-3

  public init(_ substance: Injectable, at place: SkinPlace, into layer: TissueLayer, volume: Double)
  {
    (self.substance, self.place, self.layer, self.volume) = (substance, place, layer, volume)
  }
}

extension Injection: CustomStringConvertible {
  public var description: String {
    let millilitres = (1000 * 1e6 * volume).rounded() / 1000
    return
      "\(millilitres) mL of \(substance.name) into \(layer.rawValue) at \(place), \(technique.rawValue)"
  }
}
