import Anatomy

/// A layer of the block that is heated.
public struct TissueSlab: Sendable, Equatable, Hashable {
  /// As it is called in tables.
  public var name: String
  /// The layer of the mechanical model that it is part of; nil where it is part of none.
  public var layer: TissueLayer?
  /// In m.
  public var thickness: Double
  public var tissue: ThermalTissue

  public init(_ name: String, layer: TissueLayer? = nil, thickness: Double, tissue: ThermalTissue) {
    (self.name, self.layer, self.thickness, self.tissue) = (name, layer, thickness, tissue)
  }
}
