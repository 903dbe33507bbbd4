import Tensors

/// Fits a similarity of an atlas to a scan by iterated nearest points.
///
/// Every step minimizes Σ w ((n·d)² + τ |d|²) over a small turn ω about the centre, a shift t and a
/// growth γ, where d = p + ω × (p − c) + t + γ (p − c) − q is the gap between a point p of the atlas
/// and its nearest point q of the scan, and n the normal there.
///
/// - Source: Chen & Medioni, Image Vision Comput. 10 (1992) 145; Besl & McKay, IEEE TPAMI 14 (1992)
///   239.
struct SimilarityFit: Sendable {
  private let samples: SurfaceSamples
  private let center: Vector3
  /// τ: how much gaps along the surface count.
  private static let tangential = 0.1
  /// Sizes relative to the atlas that are believed.
  private static let scales = 0.7...1.5

  init(_ samples: SurfaceSamples, center: Vector3) {
    self.samples = samples
    self.center = center
  }

  /// The similarity after one step for each limit.
  ///
  /// - Parameters:
  ///   - start: from the atlas to the scan.
  ///   - target: the scan, in m.
  ///   - limits: how far the nearest points may lie, in m.
  /// - Returns: from the atlas to the scan.
  func refine(_ start: Similarity, on target: ScanTarget, limits: [Double]) -> Similarity {
    var pose = start
    for limit in limits { pose = step(pose, on: target, limit: limit) }
    return pose
  }

  private func step(_ pose: Similarity, on target: ScanTarget, limit: Double) -> Similarity {
    var system = LeastSquares(order: 7)
    let c = pose(center)
    var total = 0.0
    for (X, N) in zip(samples.positions, samples.normals) {
      let p = pose(X)
      guard let match = target.match(p, pose.rotation * N, limit: limit) else { continue }
      let r = 10 * (p - c)  // in units of 0.1 m, so that all unknowns are of one size
      let gap = match.point - p
      let far = gap.length / limit
      let w = match.weight * (1 - far * far)
      total += w
      add(match.normal, r, gap, weight: w, to: &system)
      for axis in [Vector3(1, 0, 0), Vector3(0, 1, 0), Vector3(0, 0, 1)] {
        add(axis, r, gap, weight: w * Self.tangential, to: &system)
      }
    }
    guard total > 0 else { return pose }
    for i in 0..<7 { system.add(unknown: i, equals: 0, weight: 1e-4 * total) }
    guard let x = system.solution() else { return pose }
    let omega = 10 * Vector3(x[0], x[1], x[2])
    let turn = Matrix3(
      rotationBy: min(omega.length, 0.5), about: omega.length > 1e-12 ? omega : Vector3(1, 0, 0))
    let scale = min(
      max(pose.scale * (1 + 10 * x[6]), Self.scales.lowerBound), Self.scales.upperBound)
    let R = turn * pose.rotation
    let newCenter = c + Vector3(x[3], x[4], x[5])
    return Similarity(scale: scale, rotation: R, translation: newCenter - scale * (R * center))
  }

  /// Adds w (direction·d)², with ω and γ in units of 10/m.
  private func add(
    _ direction: Vector3, _ r: Vector3, _ gap: Vector3, weight: Double,
    to system: inout LeastSquares
  ) {
    let a = r.cross(direction)
    system.add(
      [a.x, a.y, a.z, direction.x, direction.y, direction.z, direction.dot(r)],
      equals: direction.dot(gap), weight: weight)
  }
}
