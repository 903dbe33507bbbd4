import Meshes
import Tensors

/// An atlas laid onto a scan.
public struct Registration: Sendable {
  /// What one stage did.
  public struct Stage: Sendable {
    /// ℓ in m.
    public var smoothingLength: Double
    /// Vertices that found a point of the scan, in the last iteration.
    public var matched: Int
    /// Root mean square of nᵢ·(xᵢ − cᵢ) before the last iteration, in m.
    public var gap: Double
    /// Farthest that a vertex moved in the last iteration, in m.
    public var lastMove: Double
  }

  /// The atlas in the place and shape of the scan, in m; triangles as in the atlas.
  public var surface: TriangleSurface
  /// Distance of each vertex to the scan in m; NaN where the scan has a hole or ends.
  public var residuals: [Double]
  /// Placed the atlas before it was bent.
  public var similarity: Similarity
  public var stages: [Stage]
  /// Distance in m between each landmark that bent the atlas and the one given, by name.
  public var landmarkDistances: [String: Double]
  /// Common landmarks that did not bend the atlas, ascending: they lie off the atlas or the scan, or
  /// two of them coincide in one and not in the other (lids, closed and open).
  public var unusedLandmarks: [String]
  public var quality: SurfaceQuality
  /// Edges folded in the result and not in the atlas.
  public var newFolds: [SIMD2<Int32>]
  /// Where the result passes through itself.
  public var selfIntersections: [SelfIntersection]

  /// Part of the vertices that have a residual.
  public var coverage: Double {
    Double(residuals.count { !$0.isNaN }) / Double(max(residuals.count, 1))
  }
  public var medianResidual: Double { residual(atPart: 0.5) }
  public var residual95: Double { residual(atPart: 0.95) }

  /// The residual in m that this part of the vertices with a residual stays below.
  ///
  /// - Parameters:
  ///   - part: in [0, 1].
  ///   - isCounted: vertices to look at; nil for all.
  /// - Returns: NaN if there are none.
  public func residual(atPart part: Double, where isCounted: ((Int) -> Bool)? = nil) -> Double {
    let sorted = residuals.indices
      .filter { !residuals[$0].isNaN && (isCounted?($0) ?? true) }
      .map { residuals[$0] }.sorted()
    guard !sorted.isEmpty else { return .nan }
    return sorted[min(Int(part * Double(sorted.count)), sorted.count - 1)]
  }
}

/// Why an atlas cannot be laid onto a scan.
public enum RegistrationError: Error, Sendable, CustomStringConvertible {
  case landmarks(LandmarkError)
  /// The linear system of a stage has no solution; a sign of a degenerate atlas.
  case unsolvable(reason: String)

  public var description: String {
    switch self {
    case .landmarks(let error): error.description
    case .unsolvable(let reason):
      "the atlas cannot be laid onto the scan: its linear system has no solution (\(reason));"
        + " check the atlas for vertices without triangles and triangles without area"
    }
  }
}
