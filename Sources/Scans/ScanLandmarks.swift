import Meshes
import Tensors

/// Named points of a face, with positions in m in the frame of the scan they belong to.
public struct ScanLandmarks: Sendable, Equatable {
  public struct Landmark: Sendable, Equatable {
    /// In m.
    public var position: Vector3
    /// Whether the point lies on the scanned skin, and not outside its border or in a hole.
    public var isOnSurface: Bool

    public init(position: Vector3, isOnSurface: Bool = true) {
      self.position = position
      self.isOnSurface = isOnSurface
    }
  }

  /// What the landmarks are called in messages: the name of their file.
  public var file: String
  public var landmarks: [String: Landmark]

  public init(file: String = "landmarks", _ landmarks: [String: Landmark]) {
    self.file = file
    self.landmarks = landmarks
  }

  /// A landmark that is said to lie on the scan may be this far from it, in m.
  public static let surfaceTolerance = 10e-3

  /// Checks that every landmark said to lie on the surface does.
  ///
  /// - Throws: `LandmarkError.offSurface` for the first in order of name.
  public func check(against scan: SurfaceIndex) throws(LandmarkError) {
    for (name, landmark) in landmarks.sorted(by: { $0.key < $1.key }) where landmark.isOnSurface {
      let distance = scan.nearest(to: landmark.position)?.distance ?? .infinity
      guard distance <= Self.surfaceTolerance else {
        throw .offSurface(
          file: file, name: name, distance: distance, limit: Self.surfaceTolerance)
      }
    }
  }
}
