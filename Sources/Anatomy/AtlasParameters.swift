import Tensors

/// The description of the template face, as it stands in `meshes/atlas.parameters.json`.
///
/// Lengths are in mm and angles in degrees here, as the keys of the file say; `AtlasShape` turns them
/// into metres. Only the left half (x ≥ 0) is described.
public struct AtlasParameters: Sendable {
  /// The point from which the whole face is seen.
  public var center: [Double]
  public var radii: Radii
  public var folds: [Fold]
  public var bumps: [Bump]
  public var border: Border
  /// Landmarks before they are set onto the surface; those of pairs without `_l` or `_r`.
  public var landmarks: [String: [Double]]
  public var meshes: MeshSizes
  /// In order of precedence: a triangle belongs to the first zone whose outline holds it.
  public var zones: [ZoneOutline]

  /// Coefficients of the distance from the centre.
  public struct Radii: Sendable {
    /// Increasing angles of the rows above the forward direction, about the x axis.
    public var tilts: [Double]
    /// Increasing angles of the columns from the midline; the first is zero.
    public var sides: [Double]
    /// `[tilt][side]`.
    public var coefficients: [[Double]]
  }

  /// A ridge or, with negative height, a groove along a curve.
  public struct Fold: Sendable {
    public var name: String
    /// [x, y] of points the curve passes through; one that starts on the midline goes on mirrored.
    public var points: [[Double]]
    public var height: Double
    /// Standard deviations of the bell-shaped section, to the left and right of the curve's run.
    public var leftWidth: Double
    public var rightWidth: Double
    /// Lengths over which the height grows from and sinks to zero at the ends.
    public var fadeIn: Double
    public var fadeOut: Double
  }

  /// A bell-shaped elevation or, with negative height, a dimple.
  public struct Bump: Sendable {
    public var name: String
    /// [x, y] in the front view.
    public var center: [Double]
    public var height: Double
    /// Standard deviations along the two axes.
    public var halfWidths: [Double]
    /// Angle of the first axis above the x axis.
    public var turned: Double
  }

  /// Points on the three stretches of the border, of which only the direction from the centre counts.
  public struct Border: Sendable {
    /// From the midline to the corner at the temple.
    public var top: [[Double]]
    /// From the corner at the temple to the corner at the neck.
    public var side: [[Double]]
    /// From the midline to the corner at the neck.
    public var bottom: [[Double]]
  }

  /// Edge lengths of the meshes made of the face.
  public struct MeshSizes: Sendable {
    public var masterEdge: Double
    public var fineEdge: Double
    public var standardEdge: Double
    public var previewEdge: Double
    public var fineRegions: [FineRegion]
  }

  /// A ball in which triangles are finer.
  public struct FineRegion: Sendable {
    public var name: String
    public var center: [Double]
    /// Edge length within the inner radius, relative to that far away.
    public var factor: Double
    public var innerRadius: Double
    public var outerRadius: Double
  }

  /// A zone of the left half, as a polygon seen from the centre.
  public struct ZoneOutline: Sendable {
    public var name: String
    /// Whether there are two of it; else it crosses the midline.
    public var paired: Bool
    public var outline: [Corner]

    /// A place near a landmark.
    public struct Corner: Sendable {
      public var landmark: String
      public var offset: [Double]
    }
  }
}

extension Vector3 {
  /// The vector in metres of three numbers in mm.
  init(millimetres: [Double]) {
    self = 1e-3 * Vector3(millimetres[0], millimetres[1], millimetres[2])
  }
}
