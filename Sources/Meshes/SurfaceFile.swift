/// The formats in which surfaces are read.
public enum SurfaceFormat: String, CaseIterable, Sendable {
  case ply, obj, stl, glb

  /// The unit that the format prescribes; nil where a file may be in any.
  public var unit: LengthUnit? { self == .glb ? .metres : nil }
}

/// What a file of a scanner holds.
public struct SurfaceFile: Sendable, Equatable {
  public var format: SurfaceFormat
  /// In the unit of the file; positions may be infinite or not a number.
  public var surface: TriangleSurface

  /// The unit of the file, where its format prescribes one.
  public var unit: LengthUnit? { format.unit }
}

/// What a reader lets in.
public struct SurfaceFileLimits: Sendable, Equatable {
  /// A file of more bytes is refused before it is read.
  public var bytes = 2 << 30
  /// A file that unfolds to more triangles is refused.
  public var triangles = 20_000_000
  /// A picture of more bytes is refused.
  public var pictureBytes = 256 << 20

  public init() {}
}
