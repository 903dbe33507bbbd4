import Scans
import Tensors

/// Where up, left and forward are for a head: the Frankfurt frame.
///
/// x to the subject's left, y up, z forward; the origin midway between the tragia; both tragia and the
/// mean of the orbitalia at y = 0.
public struct HeadFrame: Sendable {
  /// Columns are the axes x, y, z of the head in the coordinates of the scan.
  public let axes: Matrix3
  /// Origin in the coordinates of the scan.
  public let origin: Vector3

  /// The frame of coordinates that already are those of a head.
  public static let identity = HeadFrame(axes: .identity, origin: .zero)

  public init(axes: Matrix3, origin: Vector3) { (self.axes, self.origin) = (axes, origin) }

  /// The frame of four landmarks; nil when one of them is missing or they lie on a line.
  ///
  /// - Source: the Frankfurt agreement (1884): tragion–orbitale horizontal.
  public init?(landmarks: ScanLandmarks) {
    let names = ["tragion_l", "tragion_r", "orbitale_l", "orbitale_r"]
    let found = names.compactMap { landmarks.landmarks[$0]?.position }
    guard found.count == 4 else { return nil }
    let origin = (found[0] + found[1]) / 2
    let x = (found[0] - found[1]).normalized
    let front = (found[2] + found[3]) / 2 - origin
    let z = (front - x * front.dot(x)).normalized
    guard z.length > 0.5 else { return nil }
    self.init(axes: Matrix3(columns: x, z.cross(x), z), origin: origin)
  }

  /// A point of the scan in the frame of the head.
  public func head(_ point: Vector3) -> Vector3 { axes.transpose * (point - origin) }

  /// A point of the head in the coordinates of the scan.
  public func scan(_ point: Vector3) -> Vector3 { axes * point + origin }

  /// A vector of the head in the coordinates of the scan.
  public func scan(vector: Vector3) -> Vector3 { axes * vector }
}
