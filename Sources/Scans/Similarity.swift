import Tensors

/// A similarity x ↦ s R x + t: it keeps shapes, and changes place, orientation and size.
public struct Similarity: Sendable {
  /// s, positive.
  public var scale: Double
  /// R, a rotation.
  public var rotation: Matrix3
  /// t, in m.
  public var translation: Vector3

  public static let identity = Similarity(
    scale: 1, rotation: .identity, translation: Vector3.zero)

  public init(scale: Double, rotation: Matrix3, translation: Vector3) {
    self.scale = scale
    self.rotation = rotation
    self.translation = translation
  }

  /// Fewer points are not trusted to align a face.
  public static let leastPoints = 6

  public func callAsFunction(_ point: Vector3) -> Vector3 {
    scale * (rotation * point) + translation
  }

  /// The similarity that brings `points` closest to `targets`.
  ///
  /// Minimizes Σ |s R pᵢ + t − qᵢ|². R comes from the largest eigenvector of Horn's 4 × 4 matrix, a
  /// unit quaternion, and is therefore never a reflection; then s = Σ qᵢ′·R pᵢ′ / Σ |pᵢ′|² with
  /// positions relative to the means.
  ///
  /// - Parameters:
  ///   - points: pᵢ, not all in one place.
  ///   - targets: qᵢ, as many.
  /// - Returns: a translation from mean to mean if the points have no extent.
  /// - Source: Horn, J. Opt. Soc. Am. A 4 (1987) 629; Umeyama, IEEE TPAMI 13 (1991) 376, where the
  ///   same R is found by a singular value decomposition.
  public static func fitting(_ points: [Vector3], to targets: [Vector3]) -> Similarity {
    precondition(points.count == targets.count && !points.isEmpty)
    let count = Double(points.count)
    let from = points.reduce(Vector3.zero, +) / count
    let to = targets.reduce(Vector3.zero, +) / count
    var covariance = Matrix3.zero
    var spread = 0.0
    for (p, q) in zip(points, targets) {
      covariance = covariance + Matrix3(outer: q - to, p - from)
      spread += (p - from).dot(p - from)
    }
    guard spread > 0 else {
      return Similarity(scale: 1, rotation: .identity, translation: to - from)
    }
    let R = rotation(maximizing: covariance)
    var overlap = 0.0
    for (p, q) in zip(points, targets) { overlap += (q - to).dot(R * (p - from)) }
    let s = overlap / spread
    return Similarity(scale: s, rotation: R, translation: to - s * (R * from))
  }

  /// The rotation R with the largest tr(Rᵀ M).
  private static func rotation(maximizing M: Matrix3) -> Matrix3 {
    let N: [[Double]] = [
      [M.trace, M.zy - M.yz, M.xz - M.zx, M.yx - M.xy],
      [M.zy - M.yz, M.xx - M.yy - M.zz, M.xy + M.yx, M.zx + M.xz],
      [M.xz - M.zx, M.xy + M.yx, M.yy - M.xx - M.zz, M.yz + M.zy],
      [M.yx - M.xy, M.zx + M.xz, M.yz + M.zy, M.zz - M.xx - M.yy],
    ]
    let q = largestEigenvector(N)
    let (w, v) = (q[0], Vector3(q[1], q[2], q[3]))
    let K = Matrix3(0, -v.z, v.y, v.z, 0, -v.x, -v.y, v.x, 0)
    return Matrix3.identity + (K * K) * 2 + K * (2 * w)
  }

  /// The unit eigenvector of the largest eigenvalue of a symmetric matrix, by Jacobi rotations.
  private static func largestEigenvector(_ symmetric: [[Double]]) -> [Double] {
    var A = symmetric
    let n = A.count
    var V = (0..<n).map { i in (0..<n).map { $0 == i ? 1.0 : 0.0 } }
    for _ in 0..<30 {  // converges quadratically: 6 to 10 sweeps
      for p in 0..<n {
        for q in (p + 1)..<n where A[p][q] != 0 {
          let theta = (A[q][q] - A[p][p]) / (2 * A[p][q])
          let t = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
          let c = 1 / (t * t + 1).squareRoot()
          let s = t * c
          for k in 0..<n {
            (A[k][p], A[k][q]) = (c * A[k][p] - s * A[k][q], s * A[k][p] + c * A[k][q])
          }
          for k in 0..<n {
            (A[p][k], A[q][k]) = (c * A[p][k] - s * A[q][k], s * A[p][k] + c * A[q][k])
            (V[k][p], V[k][q]) = (c * V[k][p] - s * V[k][q], s * V[k][p] + c * V[k][q])
          }
        }
      }
    }
    let largest = (0..<n).max { A[$0][$0] < A[$1][$1] } ?? 0
    return V.map { $0[largest] }
  }
}
