import Meshes
import Tensors

/// Fibres that run from the bone through all layers to the dermis, along a line on the skin.
public struct Ligament: Sendable, Equatable {
  public var name: String
  /// A line on the left half of the atlas, in m; a single point for a ligament that is a spot.
  public var points: [Vector3]
  /// How far its fibres spread around the line, in m.
  public var radius: Double
  /// What it adds to the shear modulus of the layers under the skin, in Pa, on its line.
  public var shearModulus: Double
  public var source: String
  public var confidence: Confidence

  /// What it adds to the shear modulus under a point of the skin: Δμ exp(−d²/r²), in Pa.
  ///
  /// - Parameter point: on the undeformed atlas, in m, on either half.
  /// - Returns: Δμ in Pa.
  public func addedModulus(under point: Vector3) -> Double {
    shearModulus * SurfaceSpot(points: points, radius: radius).weight(under: point)
  }

  /// What all ligaments add together under each triangle of a level of the atlas, in Pa.
  ///
  /// - Parameters:
  ///   - ligaments: of the atlas.
  ///   - level: the undeformed level.
  ///   - factor: on all of them.
  /// - Returns: Δμ at the middle of each triangle; nil where there is nothing to add.
  public static func addedModuli(
    _ ligaments: [Ligament], on level: TriangleSurface, factor: Double
  ) -> [Double]? {
    guard factor > 0, !ligaments.isEmpty else { return nil }
    return level.triangles.map { t in
      let middle = (0..<3).reduce(Vector3.zero) { $0 + level.positions[Int(t[$1])] } / 3
      return ligaments.reduce(0) { $0 + factor * $1.addedModulus(under: middle) }
    }
  }
}
