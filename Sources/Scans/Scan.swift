import Meshes

/// What is done to a surface as it comes out of a file.
public enum Scan {
  /// The surface with its positions in metres.
  public static func inMetres(_ surface: TriangleSurface, from unit: LengthUnit) -> TriangleSurface
  {
    var scaled = surface
    for i in scaled.positions.indices { scaled.positions[i] *= unit.metres }
    return scaled
  }
}
