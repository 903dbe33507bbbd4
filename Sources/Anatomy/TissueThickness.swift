import Meshes
import Scans
import SparseAlgebra
import Tensors

/// Thickness of each layer at each vertex of a skin, smooth across the borders of zones.
public struct TissueThickness: Sendable {
  /// In m, `[layer][vertex]`.
  public var layers: [TissueLayer: [Double]]

  /// Distance over which a thickness goes from one zone's figure to the next, in m.
  public static let transition = 6e-3
  /// What is left for the deep layer at least, in m.
  public static let leastDeepLayer = 0.6e-3

  /// The figures of the preset, averaged over the triangles around each vertex and smoothed.
  ///
  /// - Parameters:
  ///   - surface: a skin in m.
  ///   - smoother: of that surface.
  ///   - zoneOfTriangle: index into `zones` for each triangle.
  ///   - zones: figures by zone.
  ///   - sex: whose skin; the mean of both when nil.
  init(
    on surface: TriangleSurface, smoother: SurfaceSmoother, zoneOfTriangle: [Int],
    zones: [TissuePreset.Zone], sex: Sex?
  ) {
    func field(_ value: (TissuePreset.Zone) -> Double) -> [Double] {
      smoother.field(
        on: surface, ofTriangles: zoneOfTriangle.map { value(zones[$0]) }, over: Self.transition)
    }
    let (skin, fat) = (field { $0.skin(of: sex) }, field { $0.superficialFat })
    let (smas, depth) = (field { $0.smas }, field { $0.depth })
    layers = [
      .skin: skin, .superficialFat: fat, .smas: smas,
      .deep: depth.indices.map {
        max(depth[$0] - skin[$0] - fat[$0] - smas[$0], Self.leastDeepLayer)
      },
    ]
  }

  /// Of all layers at a vertex, in m.
  func depth(at vertex: Int) -> Double {
    TissueLayer.allCases.reduce(0) { $0 + (layers[$1]?[vertex] ?? 0) }
  }
}
