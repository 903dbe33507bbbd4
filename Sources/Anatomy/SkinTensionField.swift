import Meshes
import ReferenceElements
import Scans
import Tensors

/// The tension of the skin of a face, triangle by triangle.
public struct SkinTensionField: Sendable {
  /// Stress along and across the lines, one per triangle.
  public let tensions: [SkinTension]
  /// Unit vectors along the tension lines, one per triangle.
  public let lines: [Vector3]

  /// The figures of the zones, smooth across their borders.
  ///
  /// Where lines meet or turn, their `order` is low and the tension is the same in all directions.
  ///
  /// - Parameters:
  ///   - figures: tension by zone.
  ///   - factor: on all of them.
  ///   - level: the undeformed level of the atlas.
  ///   - sheet: the skin that it became.
  ///   - atlas: whose zones and landmarks.
  /// - Returns: nil where skin is slack.
  public init?(
    _ figures: TissuePreset.TensionFigures?, factor: Double, level: TriangleSurface,
    sheet: SkinSheet, atlas: Atlas
  ) {
    guard let figures, factor > 0 else { return nil }
    let zones = sheet.zoneOfTriangle
    let onLevel = TensionLines(on: level, zoneOfTriangle: zones, atlas: atlas)
    lines = onLevel.carried(from: level, to: sheet.corners).directions
    let along = SurfaceSmoother(level, topology: SurfaceTopology(level)).field(
      on: level, ofTriangles: zones.map { factor * figures.along(zone: atlas.zones[$0].name) },
      over: TissueThickness.transition)
    tensions = level.triangles.enumerated().map { t, corners in
      let line = (0..<3).reduce(0) { $0 + along[Int(corners[$1])] } / 3
      let order = onLevel.order[t]
      // The mean is kept; the difference goes with the order of the lines.
      let mean = line * (1 + figures.acrossToAlong) / 2
      let half = order * line * (1 - figures.acrossToAlong) / 2
      return SkinTension(along: mean + half, across: mean - half)
    }
  }
}

extension TissueMesh {
  /// The outward unit normal in the middle of a triangle of the skin.
  func skinNormal(ofTriangle t: Int) -> Vector3 {
    skinAreaVector(
      triangle: t, gradients: Triangle6.gradients(at: Vector3(1.0 / 3, 1.0 / 3, 0))
    ).normalized
  }
}
